using System.Collections.Immutable;
using CaseTriage.Evidence;

namespace CaseTriage.Web.Features.Cases.Events;

/// <summary>A bar of the chart.</summary>
/// <param name="Start">Inclusive.</param>
/// <param name="End">Exclusive.</param>
/// <param name="Errors">Events of the levels critical and error.</param>
public sealed record HistogramColumn(DateTimeOffset Start, DateTimeOffset End, long Errors, long Warnings, long Others)
{
    public long Events => Errors + Warnings + Others;
}

/// <summary>Puts sums into bars wide enough to be hit with a mouse.</summary>
public static class HistogramColumns
{
    public const int MaxColumns = 120;

    /// <summary>Fewer bars would be mistaken for areas.</summary>
    private const int MinColumns = 24;

    private static readonly int[] s_minutes = [1, 2, 5, 10, 15, 30];
    private static readonly int[] s_hours = [1, 2, 3, 6, 12];
    private static readonly int[] s_days = [1, 2, 7, 14, 30, 90, 365];

    /// <summary>Bars without a gap from the first to the last event; empty where there are none.</summary>
    public static ImmutableArray<HistogramColumn> Of(EventSums sums)
    {
        if (sums.Bars.IsDefaultOrEmpty)
        {
            return [];
        }

        (long unit, int[] steps) = sums.Bucket switch
        {
            EventBucket.Minute => (TimeSpan.TicksPerMinute, s_minutes),
            EventBucket.Hour => (TimeSpan.TicksPerHour, s_hours),
            _ => (TimeSpan.TicksPerDay, s_days),
        };
        long first = sums.Bars[0].Start.UtcTicks / unit;
        long last = sums.Bars[^1].Start.UtcTicks / unit;
        long step = StepFor(first, last, steps);
        long start = first / step;
        long missing = Math.Max(0, MinColumns - (last / step - start + 1));
        start = Math.Max(0, start - missing / 2);
        long count = Math.Max(last / step - start + 1, MinColumns);
        var columns = new HistogramColumn[count];
        for (int i = 0; i < count; i++)
        {
            columns[i] = new HistogramColumn(At((start + i) * step * unit), At((start + i + 1) * step * unit), 0, 0, 0);
        }

        foreach (HistogramBar bar in sums.Bars)
        {
            ref HistogramColumn column = ref columns[bar.Start.UtcTicks / unit / step - start];
            column = bar.Level switch
            {
                1 or 2 => column with { Errors = column.Errors + bar.Events },
                3 => column with { Warnings = column.Warnings + bar.Events },
                _ => column with { Others = column.Others + bar.Events },
            };
        }

        return [.. columns];
    }

    private static long StepFor(long first, long last, int[] steps)
    {
        foreach (int step in steps)
        {
            if (last / step - first / step < MaxColumns)
            {
                return step;
            }
        }

        return (last - first) / (MaxColumns - 2) + 1;
    }

    /// <summary>A broken clock may write years at the very end of time.</summary>
    private static DateTimeOffset At(long ticks) => new(Math.Min(ticks, DateTimeOffset.MaxValue.UtcTicks), TimeSpan.Zero);
}
