using System.Collections.Immutable;

namespace CaseTriage.Evidence;

/// <summary>Width of a bar in a histogram, in UTC.</summary>
public enum EventBucket
{
    Minute,
    Hour,
    Day,
}

/// <summary>Events of one level in one bucket.</summary>
public sealed record HistogramBar(DateTimeOffset Start, int Level, long Events);

/// <summary>How many events there are of one artifact, provider, event id or level.</summary>
public sealed record FacetCount<T>(T Value, long Events);

/// <summary>An event id belongs to its provider.</summary>
public readonly record struct ProviderEvent(string Provider, int EventId);

/// <summary>What can be chosen from, most frequent first; the filter of the own dimension is left out of each.</summary>
/// <param name="IsPartial">Whether counting stopped at <see cref="EvidenceReader.MaxTextMatches"/> found by text.</param>
public sealed record EventFacets(
    ImmutableArray<FacetCount<string>> Artifacts,
    ImmutableArray<FacetCount<string>> Providers,
    ImmutableArray<FacetCount<ProviderEvent>> EventIds,
    ImmutableArray<FacetCount<int>> Levels,
    bool IsPartial);

/// <param name="Bars">Ascending by start and level; none for empty buckets.</param>
/// <param name="IsPartial">Whether counting stopped, see <see cref="EventFacets"/>.</param>
public sealed record EventHistogram(ImmutableArray<HistogramBar> Bars, bool IsPartial);
