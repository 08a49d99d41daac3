using System.Collections.Frozen;
using System.Collections.Immutable;

namespace CaseTriage.Analysis.Mail;

/// <summary>
/// Working hours of a place: a weekly pattern, public holidays, make-up workdays and days with hours of their own. Instants are UTC, days and hours are
/// those of the place.
/// </summary>
public sealed record BusinessCalendar
{
    /// <summary>Name by which it is called.</summary>
    public required string Name { get; init; }

    /// <summary>Version of its content, for people.</summary>
    public string Version { get; init; } = "1";

    /// <summary>Offset of the place from UTC. A place with summer time is not served yet.</summary>
    public required TimeSpan Offset { get; init; }

    /// <summary>Working days of a week.</summary>
    public FrozenSet<DayOfWeek> Workdays { get; init; } =
        FrozenSet.ToFrozenSet([DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday]);

    /// <summary>Hours of a working day, ascending, apart from each other; what lies between them is a break.</summary>
    public ImmutableArray<WorkSpan> Hours { get; init; } = [new WorkSpan(9 * 60, 18 * 60)];

    /// <summary>Days off whatever the weekday.</summary>
    public FrozenSet<DateOnly> Holidays { get; init; } = [];

    /// <summary>Days worked whatever the weekday.</summary>
    public FrozenSet<DateOnly> MakeUpWorkdays { get; init; } = [];

    /// <summary>Days with hours of their own, such as half days; they win over everything else.</summary>
    public ImmutableSortedDictionary<DateOnly, ImmutableArray<WorkSpan>> SpecialHours { get; init; } = ImmutableSortedDictionary<DateOnly, ImmutableArray<WorkSpan>>.Empty;

    /// <summary>First and last year whose holidays are known; null where it knows none and claims none.</summary>
    public (int First, int Last)? Years { get; init; }

    /// <summary>Years whose holidays were computed, because their notice was not out when this was written.</summary>
    public ImmutableSortedSet<int> ProvisionalYears { get; init; } = [];

    /// <summary>Where the days come from, or null.</summary>
    public string? Source { get; init; }

    /// <summary>Mainland China: Monday to Friday, 09:00 to 18:00 at UTC+8, with public holidays and make-up workdays.</summary>
    public static BusinessCalendar China { get; } = CalendarFile.ReadShipped("cn");

    /// <summary>Monday to Friday at UTC+8 without holidays.</summary>
    public static BusinessCalendar WeekdaysOnly { get; } = CalendarFile.ReadShipped("weekdays");

    /// <summary>The calendars that come with the program.</summary>
    public static IReadOnlyList<BusinessCalendar> All { get; } = [China, WeekdaysOnly];

    /// <summary>A calendar that comes with the program by its name, or null.</summary>
    public static BusinessCalendar? Find(string name) => All.FirstOrDefault(calendar => string.Equals(calendar.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a day is worked; a make-up workday wins over a holiday.</summary>
    public bool IsWorkday(DateOnly day) => !HoursOf(day).IsEmpty;

    /// <summary>Working hours of a day; empty on a day off.</summary>
    public ImmutableArray<WorkSpan> HoursOf(DateOnly day) =>
        SpecialHours.TryGetValue(day, out ImmutableArray<WorkSpan> special) ? special
        : MakeUpWorkdays.Contains(day) || (Workdays.Contains(day.DayOfWeek) && !Holidays.Contains(day)) ? Hours
        : [];

    /// <summary>Whether work goes on at a moment of the place's clock.</summary>
    public bool IsOpen(DateTime local)
    {
        double minute = local.TimeOfDay.TotalMinutes;
        return HoursOf(DateOnly.FromDateTime(local)).Any(span => minute >= span.From && minute < span.To);
    }

    /// <summary>Working time between two instants; zero where the end is not after the start.</summary>
    public TimeSpan BusinessTime(DateTimeOffset from, DateTimeOffset to)
    {
        DateTime start = LocalTime(from);
        DateTime end = LocalTime(to);
        TimeSpan sum = TimeSpan.Zero;
        for (var day = DateOnly.FromDateTime(start); day <= DateOnly.FromDateTime(end); day = day.AddDays(1))
        {
            DateTime midnight = day.ToDateTime(TimeOnly.MinValue);
            foreach (WorkSpan span in HoursOf(day))
            {
                TimeSpan opens = Later(start - midnight, TimeSpan.FromMinutes(span.From));
                TimeSpan closes = Earlier(end - midnight, TimeSpan.FromMinutes(span.To));
                sum += closes > opens ? closes - opens : TimeSpan.Zero;
            }

            if (day == DateOnly.MaxValue)
            {
                break;
            }
        }

        return sum;
    }

    /// <summary>Years of a span whose holidays are not known, or only computed; none where the calendar claims none.</summary>
    public ImmutableArray<int> DoubtfulYears(DateTimeOffset from, DateTimeOffset to) => Years is not { } years
        ? []
        : [.. Enumerable.Range(LocalTime(from).Year, LocalTime(to).Year - LocalTime(from).Year + 1).Where(year => year < years.First || year > years.Last || ProvisionalYears.Contains(year))];

    /// <summary>Whether less than 60 days are left of the days that are known for sure.</summary>
    public bool EndsSoon(DateTimeOffset now) => Years is { } years
        && LocalTime(now).AddDays(60).Year is var soon
        && (soon > years.Last || ProvisionalYears.Contains(soon));

    /// <summary>The clock of the place at an instant; clamped at the ends of the calendar.</summary>
    public DateTime LocalTime(DateTimeOffset instant) =>
        new(Math.Clamp(instant.UtcTicks + Offset.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), DateTimeKind.Unspecified);

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

/// <summary>A span of working time of a day.</summary>
/// <param name="From">Start in minutes after midnight.</param>
/// <param name="To">End in minutes after midnight, exclusive; at most 1,440.</param>
public readonly record struct WorkSpan(int From, int To);
