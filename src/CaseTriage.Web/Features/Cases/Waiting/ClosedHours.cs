using System.Collections.Immutable;
using CaseTriage.Analysis.Mail;

namespace CaseTriage.Web.Features.Cases.Waiting;

/// <summary>The spans of a stretch of time in which nobody works, for shading.</summary>
public static class ClosedHours
{
    /// <summary>Above this many days only whole days off are told, above ten times as many nothing: the eye would see one grey.</summary>
    private const int MostDaysWithNights = 45;

    /// <summary>In order of time, apart from each other, cut to the stretch.</summary>
    public static ImmutableArray<ClosedSpan> Between(DateTimeOffset from, DateTimeOffset to, BusinessCalendar calendar)
    {
        double days = (to - from).TotalDays;
        if (days > 10 * MostDaysWithNights)
        {
            return [];
        }

        var spans = ImmutableArray.CreateBuilder<ClosedSpan>();
        DateTimeOffset since = from;
        foreach ((DateTimeOffset opens, DateTimeOffset closes) in Open(from, to, calendar, days <= MostDaysWithNights))
        {
            if (opens > since)
            {
                spans.Add(new ClosedSpan(since, opens < to ? opens : to));
            }

            since = closes > since ? closes : since;
        }

        if (to > since)
        {
            spans.Add(new ClosedSpan(since, to));
        }

        return spans.ToImmutable();
    }

    private static IEnumerable<(DateTimeOffset Opens, DateTimeOffset Closes)> Open(DateTimeOffset from, DateTimeOffset to, BusinessCalendar calendar, bool withNights)
    {
        for (var day = DateOnly.FromDateTime(calendar.LocalTime(from)); day <= DateOnly.FromDateTime(calendar.LocalTime(to)); day = day.AddDays(1))
        {
            ImmutableArray<WorkSpan> hours = calendar.HoursOf(day);
            var midnight = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), calendar.Offset);
            foreach (WorkSpan span in hours.IsEmpty || withNights ? hours : [new WorkSpan(0, 24 * 60)])
            {
                yield return (midnight.AddMinutes(span.From), midnight.AddMinutes(span.To));
            }
        }
    }
}

/// <param name="From">Start.</param>
/// <param name="To">End, exclusive.</param>
public readonly record struct ClosedSpan(DateTimeOffset From, DateTimeOffset To);
