using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Facts;

/// <summary>How much of an event the timeline shows.</summary>
public enum TimelineShare
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The first of its sort in a log.</summary>
    First,

    /// <summary>All, up to a limit.</summary>
    Each,
}

/// <summary>What the packs know of some events: which they are, what they mean, and what becomes a fact.</summary>
public sealed record EventPattern
{
    /// <summary>Providers, any case.</summary>
    public required ImmutableArray<string> Providers { get; init; }

    /// <summary>Event ids; empty for all of the provider.</summary>
    public ImmutableArray<int> Ids { get; init; } = [];

    /// <summary>Values that named data must have, any case.</summary>
    public ImmutableArray<KeyValuePair<string, ImmutableArray<string>>> Data { get; init; } = [];

    /// <summary>Words of which the data must hold one, any case; empty for no such wish.</summary>
    public ImmutableArray<string> Contains { get; init; } = [];

    /// <summary>Kind for the timeline.</summary>
    public required string Kind { get; init; }

    /// <summary>One line; <c>{code}</c>, <c>{meaning}</c> and <c>{data:NAME}</c> are filled in.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>How much the timeline shows.</summary>
    public TimelineShare Timeline { get; init; }

    /// <summary>Names of data, best first, that hold the result code; empty: the first hex code anywhere in the data.</summary>
    public ImmutableArray<string> CodeIn { get; init; } = [];

    /// <summary>Whether its code becomes an <c>activation.result</c>.</summary>
    public bool IsResult { get; init; }

    /// <summary>Whether its code says how an activation ended: success where it is 0, else failure.</summary>
    public bool TellsOutcome { get; init; }

    /// <summary>The outcome that it states by itself, whatever its code, or null.</summary>
    public DeviceOutcome? Outcome { get; init; }

    /// <summary>Whether it says that hardware changed.</summary>
    public bool IsHardwareChange { get; init; }

    /// <summary>Whether it says that the clock was set; the data hold old and new time.</summary>
    public bool IsClockChange { get; init; }

    /// <summary>What it says of a disk or network adapter, or null; then the timeline's "first" is the first of each device.</summary>
    public DeviceHappening? Device { get; init; }

    /// <summary>Whether each single event gives a fact beyond that it happened.</summary>
    public bool TellsMoreThanItself => TellsOutcome || Outcome is not null || IsHardwareChange || IsClockChange;

    /// <summary>Name of data that holds the device's serial number, or null.</summary>
    public string? SerialIn { get; init; }

    /// <summary>Whether each code of a list in the data counts, not only the first.</summary>
    public bool ListsCodes { get; init; }
}

/// <summary>The events of all packs, found by provider.</summary>
public sealed class EventCatalog
{
    private readonly Dictionary<string, List<EventPattern>> _byProvider = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="patterns">In the order in which they are tried; the first that fits counts.</param>
    public EventCatalog(IEnumerable<EventPattern> patterns)
    {
        foreach (EventPattern pattern in patterns)
        {
            foreach (string provider in pattern.Providers)
            {
                if (!_byProvider.TryGetValue(provider, out List<EventPattern>? list))
                {
                    _byProvider[provider] = list = [];
                }

                list.Add(pattern);
            }
        }
    }

    /// <summary>Patterns for a provider and id, in order; whether the data fit is for the caller to see.</summary>
    public IEnumerable<EventPattern> For(string provider, int id) =>
        _byProvider.TryGetValue(provider, out List<EventPattern>? list) ? list.Where(pattern => pattern.Ids.IsEmpty || pattern.Ids.Contains(id)) : [];
}
