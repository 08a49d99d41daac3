using System.Collections.Immutable;

namespace CaseTriage.Evidence;

/// <summary>Which events of a file are meant. What is left out restricts nothing; values of one property are alternatives, properties add up.</summary>
public sealed record EventQuery
{
    /// <summary>First instant, inclusive.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Last instant, exclusive.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Paths inside the bundle; null for all, empty for none.</summary>
    public ImmutableArray<string>? Artifacts { get; init; }

    /// <summary>Names of providers, letter by letter.</summary>
    public ImmutableArray<string> Providers { get; init; } = [];

    public ImmutableArray<int> EventIds { get; init; } = [];

    public ImmutableArray<int> Levels { get; init; } = [];

    /// <summary>
    /// Words that must all occur in the event's data, its provider or its computer; <c>"words in quotes"</c> must follow each other. A
    /// text without a letter or digit finds nothing.
    /// </summary>
    public string? Text { get; init; }
}

/// <summary>A place in the order of events of a file: by time, then by number.</summary>
public readonly record struct EventPlace(DateTimeOffset At, long Id);

/// <summary>Which way a page goes.</summary>
public enum EventOrder
{
    OldestFirst,
    NewestFirst,
}

/// <summary>Times of the first and the last event of a stretch, both inclusive.</summary>
public sealed record TimeRange(DateTimeOffset First, DateTimeOffset Last);
