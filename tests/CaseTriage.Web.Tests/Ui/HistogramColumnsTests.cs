using System.Collections.Immutable;
using CaseTriage.Evidence;
using CaseTriage.Web.Features.Cases;
using CaseTriage.Web.Features.Cases.Events;

namespace CaseTriage.Web.Tests.Ui;

public sealed class HistogramColumnsTests
{
    private static readonly DateTimeOffset s_at = new(2026, 3, 2, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_NoEvents_IsEmpty() => Assert.Empty(HistogramColumns.Of(Sums(EventBucket.Day)));

    [Fact]
    public void Of_LevelsOfOneMinute_StandInOneColumn()
    {
        ImmutableArray<HistogramColumn> columns = HistogramColumns.Of(
            Sums(EventBucket.Minute, new(s_at, 1, 1), new(s_at, 2, 2), new(s_at, 3, 4), new(s_at, 4, 8), new(s_at.AddMinutes(1), 0, 16)));

        Assert.Contains(new HistogramColumn(s_at, s_at.AddMinutes(1), 3, 4, 8), columns);
        Assert.Equal(31, columns.Sum(column => column.Events));
        Assert.Equal(24, columns.Length);
    }

    [Theory]
    [InlineData(EventBucket.Minute, 499)]
    [InlineData(EventBucket.Hour, 499 * 60)]
    [InlineData(EventBucket.Day, 420 * 365 * 1440)]
    public void Of_LongStretch_HasFewColumnsWithoutGapAndAllEvents(EventBucket bucket, int minutes)
    {
        long ticks = bucket switch { EventBucket.Minute => TimeSpan.TicksPerMinute, EventBucket.Hour => TimeSpan.TicksPerHour, _ => TimeSpan.TicksPerDay };
        DateTimeOffset end = s_at.AddMinutes(-minutes);
        HistogramBar[] bars = [new(new DateTimeOffset(end.UtcTicks / ticks * ticks, TimeSpan.Zero), 4, 5), new(new DateTimeOffset(s_at.UtcTicks / ticks * ticks, TimeSpan.Zero), 2, 7)];

        ImmutableArray<HistogramColumn> columns = HistogramColumns.Of(Sums(bucket, bars));

        Assert.InRange(columns.Length, 24, HistogramColumns.MaxColumns);
        Assert.Equal(12, columns.Sum(column => column.Events));
        Assert.Equal(columns.Skip(1).Select(column => column.Start), columns.SkipLast(1).Select(column => column.End));
    }

    [Fact]
    public void Of_EndOfTime_DoesNotOverflow() =>
        Assert.Equal(2, HistogramColumns.Of(Sums(EventBucket.Day, new(new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero), 4, 1), new(new DateTimeOffset(9999, 12, 31, 0, 0, 0, TimeSpan.Zero), 4, 1))).Sum(column => column.Events));

    private static EventSums Sums(EventBucket bucket, params HistogramBar[] bars) => new(bucket, [.. bars], new EventFacets([], [], [], [], false), false);
}
