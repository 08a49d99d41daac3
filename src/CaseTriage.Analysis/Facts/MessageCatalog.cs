using System.Collections.Frozen;
using System.Collections.Immutable;

namespace CaseTriage.Analysis.Facts;

/// <summary>How sure the packs are of what an event means.</summary>
public enum MessageCertainty
{
    /// <summary>A public paper of the maker, or of somebody who examined it, says so.</summary>
    Documented,

    /// <summary>Commonly known; no paper was at hand.</summary>
    GeneralKnowledge,

    /// <summary>Concluded from cases.</summary>
    Inferred,
}

/// <summary>What the packs say an event means, in our own words.</summary>
/// <param name="Providers">Names of the provider or of the classic event source, any case.</param>
/// <param name="Ids">Event ids; empty for all of the provider that have no text of their own.</param>
/// <param name="Certainty">How sure it is.</param>
/// <param name="Text">The text. <c>{1}</c> is the first value, <c>{data:NAME}</c> the value of a name.</param>
public sealed record CatalogedMessage(ImmutableArray<string> Providers, ImmutableArray<int> Ids, MessageCertainty Certainty, LocalizedText Text)
{
    /// <summary>Stands for a value that the event does not have.</summary>
    public const string NoValue = "?";

    // A value may be a whole stack trace; it is there in full below the text.
    private const int MaxValueLength = 240;

    /// <summary>The text with the values of an event.</summary>
    public LocalizedText Fill(IReadOnlyList<KeyValuePair<string?, string>> values) => Text.With((name, _) => Short(EventValues.Find(values, name)));

    private static string Short(string? value)
    {
        string text = value?.Trim().ReplaceLineEndings(" ") ?? "";
        return text.Length == 0 ? NoValue
            : text.Length <= MaxValueLength ? text
            : string.Concat(text.AsSpan(0, MaxValueLength - (char.IsHighSurrogate(text[MaxValueLength - 1]) ? 1 : 0)), "…");
    }
}

/// <summary>The texts of all packs, found by provider and id. Logs carry values only; the sentences of Windows stay on the machine that wrote them.</summary>
public sealed class MessageCatalog
{
    private const int AnyId = -1;
    private readonly FrozenDictionary<string, FrozenDictionary<int, CatalogedMessage>> _byProvider;

    /// <param name="messages">In their order: of two for one event the first counts.</param>
    public MessageCatalog(IEnumerable<CatalogedMessage> messages)
    {
        All = [.. messages];
        _byProvider = All.SelectMany(message => message.Providers, (message, provider) => (provider, message))
            .GroupBy(pair => pair.provider, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(group => group.Key, group => ById(group.Select(pair => pair.message)), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>A catalog without texts.</summary>
    public static MessageCatalog Empty { get; } = new([]);

    /// <summary>All texts in their order.</summary>
    public ImmutableArray<CatalogedMessage> All { get; }

    /// <summary>The text for an event, or null.</summary>
    /// <param name="provider">Name of the provider.</param>
    /// <param name="eventSourceName">Name of the classic event source, or null; asked where the provider has no text.</param>
    /// <param name="eventId">Id.</param>
    public CatalogedMessage? Find(string provider, string? eventSourceName, int eventId) =>
        Find(provider, eventId) ?? (eventSourceName is null ? null : Find(eventSourceName, eventId));

    private CatalogedMessage? Find(string provider, int eventId) =>
        _byProvider.TryGetValue(provider, out FrozenDictionary<int, CatalogedMessage>? messages)
            ? messages.GetValueOrDefault(eventId) ?? messages.GetValueOrDefault(AnyId)
            : null;

    private static FrozenDictionary<int, CatalogedMessage> ById(IEnumerable<CatalogedMessage> messages)
    {
        var byId = new Dictionary<int, CatalogedMessage>();
        foreach (CatalogedMessage message in messages)
        {
            foreach (int id in message.Ids.IsEmpty ? [AnyId] : message.Ids)
            {
                byId.TryAdd(id, message);
            }
        }

        return byId.ToFrozenDictionary();
    }
}
