using System.Collections.Frozen;

namespace CaseTriage.Analysis.Mail;

/// <summary>Working hours of a place: a weekly pattern, public holidays and make-up workdays. Instants are UTC, days are those of the place.</summary>
public sealed record BusinessCalendar
{
    /// <summary>Name by which the command line calls it.</summary>
    public required string Name { get; init; }

    /// <summary>Offset of the place from UTC. A place with summer time is not served yet.</summary>
    public required TimeSpan Offset { get; init; }

    /// <summary>Working days of a week.</summary>
    public FrozenSet<DayOfWeek> Workdays { get; init; } =
        FrozenSet.ToFrozenSet([DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday]);

    /// <summary>Days off whatever the weekday.</summary>
    public FrozenSet<DateOnly> Holidays { get; init; } = [];

    /// <summary>Days worked whatever the weekday.</summary>
    public FrozenSet<DateOnly> MakeUpWorkdays { get; init; } = [];

    /// <summary>Start of the working day.</summary>
    public TimeOnly Opens { get; init; } = new(9, 0);

    /// <summary>End of the working day, exclusive.</summary>
    public TimeOnly Closes { get; init; } = new(18, 0);

    /// <summary>Mainland China: Monday to Friday, 09:00 to 18:00 at UTC+8, with the holidays of <see cref="ChinaHolidays"/>.</summary>
    public static BusinessCalendar China { get; } = new()
    {
        Name = "cn",
        Offset = TimeSpan.FromHours(8),
        Holidays = ChinaHolidays.DaysOff,
        MakeUpWorkdays = ChinaHolidays.MakeUpWorkdays,
    };

    /// <summary>Monday to Friday at UTC+8 without holidays.</summary>
    public static BusinessCalendar WeekdaysOnly { get; } = China with { Name = "weekdays", Holidays = [], MakeUpWorkdays = [] };

    /// <summary>The calendars by name, for messages to the user.</summary>
    public static IReadOnlyList<BusinessCalendar> All { get; } = [China, WeekdaysOnly];

    /// <summary>A calendar by its name, or null.</summary>
    public static BusinessCalendar? Find(string name) => All.FirstOrDefault(calendar => string.Equals(calendar.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a day is worked; a make-up workday wins over a holiday.</summary>
    public bool IsWorkday(DateOnly day) => MakeUpWorkdays.Contains(day) || (Workdays.Contains(day.DayOfWeek) && !Holidays.Contains(day));

    /// <summary>Working time between two instants; zero where the end is not after the start.</summary>
    public TimeSpan BusinessTime(DateTimeOffset from, DateTimeOffset to)
    {
        DateTime start = LocalTime(from);
        DateTime end = LocalTime(to);
        TimeSpan sum = TimeSpan.Zero;
        for (var day = DateOnly.FromDateTime(start); day <= DateOnly.FromDateTime(end); day = day.AddDays(1))
        {
            if (IsWorkday(day))
            {
                DateTime opens = Later(start, day.ToDateTime(Opens));
                DateTime closes = Earlier(end, day.ToDateTime(Closes));
                sum += closes > opens ? closes - opens : TimeSpan.Zero;
            }

            if (day == DateOnly.MaxValue)
            {
                break;
            }
        }

        return sum;
    }

    /// <summary>The clock of the place at an instant; clamped at the ends of the calendar.</summary>
    public DateTime LocalTime(DateTimeOffset instant) =>
        new(Math.Clamp(instant.UtcTicks + Offset.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), DateTimeKind.Unspecified);

    private static DateTime Later(DateTime one, DateTime other) => one > other ? one : other;

    private static DateTime Earlier(DateTime one, DateTime other) => one < other ? one : other;
}
