using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using CaseTriage.Analysis.Mail;

namespace CaseTriage.Analysis.Tests.Mail;

public sealed class BusinessCalendarTests
{
    private static readonly BusinessCalendar s_china = BusinessCalendar.China;

    [Theory]
    [InlineData("2022-08-26T10:00+08:00", "2022-08-26T15:30+08:00", 5.5)]
    [InlineData("2022-08-26T17:00+08:00", "2022-08-29T10:00+08:00", 2)] // Friday to Monday
    [InlineData("2022-09-30T17:00+08:00", "2022-10-08T10:00+08:00", 2)] // National Day; Saturday the 8th is worked
    [InlineData("2024-02-09T09:00+08:00", "2024-02-19T09:00+08:00", 18)] // Spring Festival; Sunday the 18th is worked
    [InlineData("2025-04-26T09:00+08:00", "2025-04-27T12:00+08:00", 3)] // Sunday the 27th is worked
    [InlineData("2026-02-13T18:00+08:00", "2026-02-24T09:00+08:00", 9)] // Saturday the 14th is worked
    [InlineData("2022-08-26T19:00+08:00", "2022-08-27T08:00+08:00", 0)]
    [InlineData("2022-08-26T12:10+08:00", "2022-08-26T12:10+08:00", 0)]
    [InlineData("2022-08-26T12:10+08:00", "2022-08-26T11:10+08:00", 0)]
    public void BusinessTime_SpanOfChina_CountsOpenHours(string from, string to, double hours) =>
        Assert.Equal(TimeSpan.FromHours(hours), s_china.BusinessTime(At(from), At(to)));

    [Fact]
    public void BusinessTime_AnyDivision_AddsUp()
    {
        foreach ((DateTimeOffset from, DateTimeOffset middle, DateTimeOffset to) in RandomInstants())
        {
            Assert.Equal(s_china.BusinessTime(from, to), s_china.BusinessTime(from, middle) + s_china.BusinessTime(middle, to));
            Assert.InRange(s_china.BusinessTime(from, to), TimeSpan.Zero, to - from);
        }
    }

    [Fact]
    public void BusinessTime_HolidayMore_IsNeverMore_MakeUpWorkdayMore_IsNeverLess()
    {
        foreach ((DateTimeOffset from, DateTimeOffset middle, DateTimeOffset to) in RandomInstants())
        {
            var day = DateOnly.FromDateTime(s_china.LocalTime(middle));
            TimeSpan plain = s_china.BusinessTime(from, to);

            Assert.True((s_china with { Holidays = s_china.Holidays.Append(day).ToFrozenSet() }).BusinessTime(from, to) <= plain);
            Assert.True((s_china with { MakeUpWorkdays = s_china.MakeUpWorkdays.Append(day).ToFrozenSet() }).BusinessTime(from, to) >= plain);
        }
    }

    [Fact]
    public void BusinessTime_SingleWeekday_Works()
    {
        BusinessCalendar wednesdays = BusinessCalendar.WeekdaysOnly with { Workdays = FrozenSet.ToFrozenSet([DayOfWeek.Wednesday]) };

        Assert.Equal(TimeSpan.FromHours(18), wednesdays.BusinessTime(At("2022-08-22T00:00+08:00"), At("2022-09-05T00:00+08:00")));
    }

    [Fact]
    public void MakeUpWorkdays_OfChina_AreWeekendDaysOutsideHolidays()
    {
        Assert.All(s_china.MakeUpWorkdays, day => Assert.True(day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday, day.ToString("O")));
        Assert.Empty(s_china.MakeUpWorkdays.Intersect(s_china.Holidays));
    }

    [Theory]
    [InlineData(2022, 7)]
    [InlineData(2023, 7)]
    [InlineData(2024, 8)]
    [InlineData(2025, 5)]
    [InlineData(2026, 6)]
    public void MakeUpWorkdays_OfAYear_AreAsMany(int year, int days) => Assert.Equal(days, s_china.MakeUpWorkdays.Count(day => day.Year == year));

    [Fact]
    public void Holidays_OfChina_HoldTheStatutoryDaysOfEveryYear()
    {
        var moon = new ChineseLunisolarCalendar();
        (int First, int Last) = s_china.Years.GetValueOrDefault();
        Assert.Equal((2022, 2027), (First, Last));
        for (int year = First; year <= Last; year++)
        {
            DateOnly Lunar(int month, int day)
            {
                int leap = moon.GetLeapMonth(year);
                return DateOnly.FromDateTime(moon.ToDateTime(year, leap > 0 && month >= leap ? month + 1 : month, day, 0, 0, 0, 0));
            }

            DateOnly[] statutory =
            [
                new(year, 1, 1), Lunar(1, 1), Lunar(1, 2), Lunar(1, 3), new(year, 5, 1), Lunar(5, 5), Lunar(8, 15), new(year, 10, 1), new(year, 10, 2), new(year, 10, 3),
            ];
            Assert.Empty(statutory.Except(s_china.Holidays));
        }
    }

    [Fact]
    public void BusinessTime_AnyCalendarAndSpan_EqualsACountMinuteByMinute()
    {
        var random = new Random(23);
        for (int i = 0; i < 200; i++)
        {
            BusinessCalendar calendar = RandomCalendar(random);
            DateTimeOffset from = At("2026-01-01T00:00Z").AddMinutes(random.Next(60 * 24 * 365));
            DateTimeOffset to = from.AddMinutes(random.Next(60 * 24 * 12));
            int minutes = 0;
            for (DateTimeOffset now = from; now < to; now = now.AddMinutes(1))
            {
                minutes += IsWorkedByTheBook(calendar, now) ? 1 : 0;
            }

            Assert.Equal(TimeSpan.FromMinutes(minutes), calendar.BusinessTime(from, to));
        }
    }

    [Fact]
    public void BusinessTime_WithinOneLunchBreak_IsZero()
    {
        BusinessCalendar calendar = s_china with { Hours = [new WorkSpan(9 * 60, 12 * 60), new WorkSpan(13 * 60, 18 * 60)] };

        Assert.Equal(TimeSpan.Zero, calendar.BusinessTime(At("2022-08-26T12:00+08:00"), At("2022-08-26T13:00+08:00")));
        Assert.Equal(TimeSpan.FromHours(1), calendar.BusinessTime(At("2022-08-26T11:30+08:00"), At("2022-08-26T13:30+08:00")));
        Assert.Equal(TimeSpan.FromHours(8), calendar.BusinessTime(At("2022-08-26T00:00+08:00"), At("2022-08-27T00:00+08:00")));
    }

    [Theory]
    [InlineData("2026-06-01", "2026-06-02", "")]
    [InlineData("2021-12-30", "2022-01-04", "2021")]
    [InlineData("2026-12-30", "2028-01-04", "2027 2028")]
    public void DoubtfulYears_Span_AreThoseOutsideOrProvisional(string from, string to, string years) =>
        Assert.Equal(years, string.Join(' ', s_china.DoubtfulYears(At(from + "T12:00+08:00"), At(to + "T12:00+08:00"))));

    [Fact]
    public void Find_Name_GivesTheCalendarOrNone()
    {
        Assert.Same(BusinessCalendar.China, BusinessCalendar.Find("CN"));
        Assert.Null(BusinessCalendar.Find("moon"));
    }

    private static BusinessCalendar RandomCalendar(Random random)
    {
        int[] cuts = [.. Enumerable.Range(0, 1441).OrderBy(_ => random.Next()).Take(4).Order()];
        HashSet<DateOnly> Days(int count) => [.. Enumerable.Range(0, count).Select(_ => new DateOnly(2026, 1, 1).AddDays(random.Next(380)))];
        int week = random.Next(1, 128);
        return new BusinessCalendar
        {
            Name = "any",
            Offset = TimeSpan.FromMinutes(15 * random.Next(-48, 57)),
            Workdays = Enum.GetValues<DayOfWeek>().Where(day => (week & (1 << (int)day)) != 0).ToFrozenSet(),
            Hours = random.Next(2) == 0 ? [new WorkSpan(cuts[0], cuts[3])] : [new WorkSpan(cuts[0], cuts[1]), new WorkSpan(cuts[2], cuts[3])],
            Holidays = Days(40).ToFrozenSet(),
            MakeUpWorkdays = Days(20).ToFrozenSet(),
            SpecialHours = Days(20).ToImmutableSortedDictionary(day => day, _ => random.Next(2) == 0 ? [] : ImmutableArray.Create(new WorkSpan(cuts[1], cuts[2]))),
        };
    }

    /// <summary>The meaning of a calendar, written down without thought of speed.</summary>
    private static bool IsWorkedByTheBook(BusinessCalendar calendar, DateTimeOffset instant)
    {
        DateTime local = instant.ToOffset(calendar.Offset).DateTime;
        var day = DateOnly.FromDateTime(local);
        int minute = (local.Hour * 60) + local.Minute;
        if (calendar.SpecialHours.TryGetValue(day, out ImmutableArray<WorkSpan> special))
        {
            return special.Any(span => span.From <= minute && minute < span.To);
        }

        bool isWorked = calendar.Workdays.Contains(day.DayOfWeek);
        isWorked = isWorked && !calendar.Holidays.Contains(day);
        isWorked = isWorked || calendar.MakeUpWorkdays.Contains(day);
        return isWorked && calendar.Hours.Any(span => span.From <= minute && minute < span.To);
    }

    private static IEnumerable<(DateTimeOffset From, DateTimeOffset Middle, DateTimeOffset To)> RandomInstants()
    {
        var random = new Random(11);
        DateTimeOffset start = At("2022-01-01T00:00+08:00");
        for (int i = 0; i < 300; i++)
        {
            long[] minutes = [.. Enumerable.Range(0, 3).Select(_ => random.NextInt64(60L * 24 * 365 * 5)).Order()];
            yield return (start.AddMinutes(minutes[0]), start.AddMinutes(minutes[1]), start.AddMinutes(minutes[2]));
        }
    }

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);
}
