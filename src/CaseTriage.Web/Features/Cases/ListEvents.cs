using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using CaseTriage.Analysis;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.Evidence;
using CaseTriage.Web.Intake;

namespace CaseTriage.Web.Features.Cases;

/// <summary>Which events of a case are meant, over all of its bundles. What is left out restricts nothing.</summary>
public sealed record EventFilter
{
    public required string CaseNumber { get; init; }

    /// <summary>First instant, inclusive.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Last instant, exclusive.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Serial number of the device whose logs are meant.</summary>
    public string? Device { get; init; }

    /// <summary>Path of a log in the case, or else the name of a provider.</summary>
    public string? Source { get; init; }

    public ImmutableArray<string> Providers { get; init; } = [];

    public ImmutableArray<int> EventIds { get; init; } = [];

    public ImmutableArray<int> Levels { get; init; } = [];

    /// <summary>Words, see <see cref="EventQuery.Text"/>; at most <see cref="ListEvents.MaxQueryLength"/> characters.</summary>
    public string? Query { get; init; }
}

/// <summary>A page of the events of a case.</summary>
/// <param name="After"><see cref="EventPage.Next"/> of the page before; null for the first. Only with the same order.</param>
/// <param name="Limit">Rows a page, 1 to 200.</param>
public sealed record ListEventsRequest(EventFilter Filter, string? After, int Limit)
{
    public EventOrder Order { get; init; } = EventOrder.OldestFirst;

    /// <summary><see cref="EventPage.Previous"/> of the page behind: the page that ends there. Then <see cref="After"/> is not looked at.</summary>
    public string? Before { get; init; }
}

public abstract record ListEventsResult;

/// <summary>Events in the order asked for, from all bundles.</summary>
/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record EventPage(ImmutableArray<CaseEvent> Events, string? Next) : ListEventsResult
{
    /// <summary>Where the page before ends; null on the first.</summary>
    public string? Previous { get; init; }

    /// <summary>Events that the filter finds, counted up to <see cref="ListEvents.MaxTotal"/>; one more means "more than". On the first page; null on later ones.</summary>
    public long? Total { get; init; }
}

/// <summary>What was asked cannot be answered.</summary>
/// <param name="Parameter">Name of the parameter, as in the address: <c>after</c>, <c>before</c>, <c>q</c>, <c>from</c>.</param>
public sealed record EventsRefused(string Parameter, string Reason) : ListEventsResult;

/// <summary>One event of a case.</summary>
/// <param name="Artifact">Path of its log in the case.</param>
/// <param name="Locator">Its place in the log, <c>record N</c> or <c>line N</c>, for <see cref="ReadEvidence"/>.</param>
/// <param name="Device">Serial number, or null.</param>
/// <param name="Data">Object of names and values, or an array of values; secrets masked.</param>
/// <param name="Message">The text that came with the log, in its own language; null where none came.</param>
public sealed record CaseEvent(
    DateTimeOffset At,
    string Artifact,
    string Locator,
    string? Device,
    string Provider,
    int EventId,
    int Level,
    string Channel,
    string Computer,
    JsonElement Data,
    EventCondition Condition,
    string? Message);

/// <summary>
/// The events of a case in the order of time, merged from the evidence files of its bundles. A page opens each file once and takes at most
/// a page of rows from it.
/// </summary>
public sealed class ListEvents(GetCase cases, EvidenceStore store)
{
    /// <summary>Totals are counted so far and no further.</summary>
    public const int MaxTotal = 10_000;

    /// <summary>Longest text that is searched for, in characters.</summary>
    public const int MaxQueryLength = 200;

    private const int MaxLimit = 200;

    /// <returns>Null where no case has the number.</returns>
    public async Task<ListEventsResult?> RunAsync(ListEventsRequest request, CancellationToken cancellationToken)
    {
        if (EventSources.Refuse(request.Filter) is { } refused)
        {
            return refused;
        }

        (string name, string? given, string source) = request.Before is null ? ("after", request.After, "'next' of the page before") : ("before", request.Before, "'previous' of the page behind");
        EventCursor? place = EventCursor.TryParse(given);
        if (given is not null && place is null)
        {
            return new EventsRefused(name, $"The parameter '{name}' is no place in this list; take it from {source}.");
        }

        return await EventSources.FindAsync(cases, request.Filter, cancellationToken) is { } sources
            ? await Task.Run(() => ReadPage(request, sources, place, cancellationToken), cancellationToken)
            : null;
    }

    private EventPage ReadPage(ListEventsRequest request, ImmutableArray<EventSource> sources, EventCursor? place, CancellationToken cancellationToken)
    {
        int limit = Math.Clamp(request.Limit, 1, MaxLimit);
        if (request.Before is not null)
        {
            EventOrder opposite = request.Order == EventOrder.OldestFirst ? EventOrder.NewestFirst : EventOrder.OldestFirst;
            List<(EventSource Source, StoredEvent Event)> before = Read(sources, place, opposite, limit + 1, cancellationToken);
            if (before.Count > limit)
            {
                before.RemoveAt(limit);
                before.Reverse();
                return Show(before, isFirst: false, hasNext: true);
            }

            // The start is reached: the first page, so that it is a whole one.
            place = null;
        }

        List<(EventSource Source, StoredEvent Event)> found = Read(sources, place, request.Order, limit + 1, cancellationToken);
        bool hasNext = found.Count > limit;
        EventPage page = Show([.. found.Take(limit)], place is null, hasNext);
        return place is null ? page with { Total = Count(sources, cancellationToken) } : page;
    }

    private static EventPage Show(List<(EventSource Source, StoredEvent Event)> found, bool isFirst, bool hasNext) =>
        new([.. found.Select(f => f.Source.Show(f.Event.Row))], hasNext ? EventCursor.Of(found[^1]).ToString() : null)
        {
            Previous = isFirst || found.Count == 0 ? null : EventCursor.Of(found[0]).ToString(),
        };

    /// <summary>Events behind a place, in order.</summary>
    private List<(EventSource Source, StoredEvent Event)> Read(
        ImmutableArray<EventSource> sources, EventCursor? place, EventOrder order, int most, CancellationToken cancellationToken)
    {
        List<(EventSource Source, StoredEvent Event)> found = [];
        foreach (EventSource source in sources)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using EvidenceReader? reader = store.Open(source.Reading);
            found.AddRange(reader?.ReadPage(source.Query, place?.For(source.Reading, order), order, most).Select(e => (source, e)) ?? []);
        }

        found.Sort((x, y) => EventCursor.Compare(EventCursor.Of(x), EventCursor.Of(y)) * (order == EventOrder.OldestFirst ? 1 : -1));
        return [.. found.Take(most)];
    }

    /// <summary>Counted up to <see cref="MaxTotal"/>; one more means "more than".</summary>
    private long Count(ImmutableArray<EventSource> sources, CancellationToken cancellationToken)
    {
        long total = 0;
        foreach (EventSource source in sources.TakeWhile(_ => total <= MaxTotal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using EvidenceReader? reader = store.Open(source.Reading);
            total += reader?.Count(source.Query, MaxTotal) ?? 0;
        }

        return Math.Min(total, MaxTotal + 1);
    }
}

/// <summary>The events of one bundle that a filter means.</summary>
/// <param name="Label">What the bundle is called in the case.</param>
/// <param name="DeviceByArtifact">Serial numbers, by path in the case.</param>
internal sealed record EventSource(string Label, string Reading, EventQuery Query, IReadOnlyDictionary<string, string> DeviceByArtifact)
{
    private static readonly JsonDocumentOptions s_deep = new() { MaxDepth = 256 };

    public CaseEvent Show(EventRow row)
    {
        string artifact = Label + row.Artifact;
        return new CaseEvent(
            row.At ?? default,
            artifact,
            row.Locator,
            DeviceByArtifact.GetValueOrDefault(artifact),
            row.Provider,
            row.EventId,
            row.Level,
            row.Channel,
            row.Computer,
            DataOf(row.Data),
            row.Condition,
            row.Message);
    }

    private static JsonElement DataOf(string json)
    {
        try
        {
            using JsonDocument data = JsonDocument.Parse(json, s_deep);
            return data.RootElement.Clone();
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(json);
        }
    }
}

/// <summary>Puts a filter of a case into queries of its bundles.</summary>
internal static class EventSources
{
    public static EventsRefused? Refuse(EventFilter filter) => filter switch
    {
        { Query.Length: > ListEvents.MaxQueryLength } => new EventsRefused("q", $"The parameter 'q' has more than {ListEvents.MaxQueryLength} characters."),
        { From: { } from, To: { } to } when from > to => new EventsRefused("from", "The parameter 'from' is later than 'to'."),
        _ => null,
    };

    /// <returns>Null where no case has the number. Bundles out of which nothing is meant are left out.</returns>
    public static async Task<ImmutableArray<EventSource>?> FindAsync(GetCase cases, EventFilter filter, CancellationToken cancellationToken)
    {
        CaseView? view = await cases.RunAsync(filter.CaseNumber, Language.English, cancellationToken);
        if (view is null)
        {
            return null;
        }

        ImmutableArray<ArtifactSummary> logs = [.. (view.Analysis?.Artifacts ?? []).Where(a => a.Kind == ArtifactKind.Evtx || a.Templates is not null)];
        Dictionary<string, string> devices = logs.Where(a => a.Device is not null)
            .GroupBy(a => a.Path, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Device ?? "", StringComparer.Ordinal);
        bool isArtifact = filter.Source is not null && logs.Any(a => a.Path == filter.Source);
        HashSet<string>? artifacts = filter.Device is null && !isArtifact
            ? null
            : logs.Where(a => (filter.Device is null || a.Device == filter.Device) && (!isArtifact || a.Path == filter.Source))
                .Select(a => a.Path).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<string> providers = filter.Source is null || isArtifact ? filter.Providers : [filter.Source];
        return
        [
            .. view.Bundles.DistinctBy(b => b.Sha256, StringComparer.Ordinal)
                .Select(b => new EventSource(b.FileName, b.ReadingName, QueryOf(filter, b.FileName, artifacts, providers), devices))
                .Where(s => s.Query.Artifacts is not { IsEmpty: true }),
        ];
    }

    private static EventQuery QueryOf(EventFilter filter, string label, HashSet<string>? artifacts, ImmutableArray<string> providers) => new()
    {
        From = filter.From,
        To = filter.To,
        Artifacts = artifacts is null ? null : [.. artifacts.Select(EvidenceCollector.Split).Where(a => a.Label == label).Select(a => a.Inside)],
        Providers = providers,
        EventIds = filter.EventIds,
        Levels = filter.Levels,
        Text = filter.Query,
    };
}

/// <summary>A place between two events of a case: time, bundle, number in the file of the bundle.</summary>
internal readonly record struct EventCursor(DateTimeOffset At, string Bundle, long Id)
{
    /// <summary>Of a bundle's SHA-256, that many digits tell it from the other bundles of a case.</summary>
    private const int BundleDigits = 16;

    public static EventCursor Of((EventSource Source, StoredEvent Event) found) =>
        new(found.Event.Row.At ?? default, found.Source.Reading[..BundleDigits], found.Event.Id);

    public static EventCursor? TryParse(string? text) =>
        text?.Split('.') is [var ticks, { Length: BundleDigits } bundle, var id]
        && bundle.All(char.IsAsciiHexDigitLower)
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out long at) && at <= DateTimeOffset.MaxValue.Ticks
        && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? new EventCursor(new DateTimeOffset(at, TimeSpan.Zero), bundle, number)
            : null;

    /// <summary>The same place in the file of a bundle: at one instant, bundles follow each other by their SHA-256.</summary>
    public EventPlace For(string reading, EventOrder order)
    {
        int bundle = string.CompareOrdinal(reading[..BundleDigits], Bundle);
        bool isBehind = order == EventOrder.OldestFirst ? bundle > 0 : bundle < 0;
        long nothingPassed = order == EventOrder.OldestFirst ? 0 : long.MaxValue;
        long allPassed = order == EventOrder.OldestFirst ? long.MaxValue : 0;
        return new EventPlace(At, bundle == 0 ? Id : isBehind ? nothingPassed : allPassed);
    }

    /// <summary>Oldest first.</summary>
    public static int Compare(EventCursor x, EventCursor y) =>
        x.At != y.At ? x.At.CompareTo(y.At)
        : string.CompareOrdinal(x.Bundle, y.Bundle) is var bundle and not 0 ? bundle
        : x.Id.CompareTo(y.Id);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks}.{Bundle}.{Id}");
}
