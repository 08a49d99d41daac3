using System.Collections.Immutable;
using CaseTriage.Evidence;
using CaseTriage.Web.Intake;

namespace CaseTriage.Web.Features.Cases;

/// <summary>A chart of the events of a case, and what they can be filtered by.</summary>
/// <param name="Bucket">Width of a bar, chosen so that there are at most <see cref="SumEvents.MaxBars"/> places for bars, a week or a year apart.</param>
/// <param name="Bars">Ascending by start and level; none for empty buckets.</param>
/// <param name="Facets">Artifacts are paths in the case.</param>
/// <param name="IsPartial">Whether a search for words found more than was counted: then figures are lower bounds.</param>
public sealed record EventSums(EventBucket Bucket, ImmutableArray<HistogramBar> Bars, EventFacets Facets, bool IsPartial);

/// <summary>Sums over all bundles of a case. Without words they come from sums made when the bundles were read.</summary>
public sealed class SumEvents(GetCase cases, EvidenceStore store)
{
    /// <summary>Bars that fit a chart.</summary>
    public const int MaxBars = 500;

    private const int MaxFacetValues = 200;

    /// <returns>Null where no case has the number; nothing but empty sums where the filter is refused by <see cref="ListEvents"/>.</returns>
    public async Task<EventSums?> RunAsync(EventFilter filter, CancellationToken cancellationToken) =>
        await EventSources.FindAsync(cases, filter, cancellationToken) is { } sources
            ? await Task.Run(() => Sum(EventSources.Refuse(filter) is null ? sources : [], cancellationToken), cancellationToken)
            : null;

    private EventSums Sum(ImmutableArray<EventSource> sources, CancellationToken cancellationToken)
    {
        List<(EventSource Source, EvidenceReader Reader)> readers = [];
        try
        {
            foreach (EventSource source in sources)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (store.Open(source.Reading) is { } reader)
                {
                    readers.Add((source, reader));
                }
            }

            EventBucket bucket = BucketFor(readers);
            EventHistogram[] histograms = [.. readers.Select(r => r.Reader.ReadHistogram(r.Source.Query, bucket))];
            EventFacets[] facets = [.. readers.Select(r => InCase(r.Source, r.Reader.ReadFacets(r.Source.Query, MaxFacetValues)))];
            ImmutableArray<HistogramBar> bars =
            [
                .. histograms.SelectMany(h => h.Bars).GroupBy(bar => (bar.Start, bar.Level))
                    .Select(group => new HistogramBar(group.Key.Start, group.Key.Level, group.Sum(bar => bar.Events)))
                    .OrderBy(bar => bar.Start).ThenBy(bar => bar.Level),
            ];
            bool isPartial = histograms.Any(h => h.IsPartial) || facets.Any(f => f.IsPartial);
            return new EventSums(bucket, bars, Merge(facets, isPartial), isPartial);
        }
        finally
        {
            foreach ((_, EvidenceReader reader) in readers)
            {
                reader.Dispose();
            }
        }
    }

    /// <summary>The finest buckets that fit between the first and the last event.</summary>
    private static EventBucket BucketFor(List<(EventSource Source, EvidenceReader Reader)> readers)
    {
        TimeRange[] ranges = [.. readers.Select(r => r.Reader.ReadRange(r.Source.Query)).OfType<TimeRange>()];
        TimeSpan length = ranges.Length == 0 ? TimeSpan.Zero : ranges.Max(r => r.Last) - ranges.Min(r => r.First);
        return length.TotalMinutes < MaxBars ? EventBucket.Minute : length.TotalHours < MaxBars ? EventBucket.Hour : EventBucket.Day;
    }

    private static EventFacets InCase(EventSource source, EventFacets facets) =>
        facets with { Artifacts = [.. facets.Artifacts.Select(a => a with { Value = source.Label + a.Value })] };

    private static EventFacets Merge(EventFacets[] facets, bool isPartial) => new(
        Merge(facets.SelectMany(f => f.Artifacts)),
        Merge(facets.SelectMany(f => f.Providers)),
        Merge(facets.SelectMany(f => f.EventIds)),
        Merge(facets.SelectMany(f => f.Levels)),
        isPartial);

    private static ImmutableArray<FacetCount<T>> Merge<T>(IEnumerable<FacetCount<T>> counts) =>
    [
        .. counts.GroupBy(count => count.Value).Select(group => new FacetCount<T>(group.Key, group.Sum(count => count.Events)))
            .OrderByDescending(count => count.Events).ThenBy(count => count.Value?.ToString(), StringComparer.Ordinal).Take(MaxFacetValues),
    ];
}
