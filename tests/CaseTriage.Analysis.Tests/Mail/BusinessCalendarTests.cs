using System.Collections.Frozen;
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
        Assert.All(ChinaHolidays.MakeUpWorkdays, day => Assert.True(day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday, day.ToString("O")));
        Assert.Empty(ChinaHolidays.MakeUpWorkdays.Intersect(ChinaHolidays.DaysOff));
    }

    [Theory]
    [InlineData(2022, 7)]
    [InlineData(2023, 7)]
    [InlineData(2024, 8)]
    [InlineData(2025, 5)]
    [InlineData(2026, 6)]
    public void MakeUpWorkdays_OfAYear_AreAsMany(int year, int days) => Assert.Equal(days, ChinaHolidays.MakeUpWorkdays.Count(day => day.Year == year));

    [Fact]
    public void Find_Name_GivesTheCalendarOrNone()
    {
        Assert.Same(BusinessCalendar.China, BusinessCalendar.Find("CN"));
        Assert.Null(BusinessCalendar.Find("moon"));
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
