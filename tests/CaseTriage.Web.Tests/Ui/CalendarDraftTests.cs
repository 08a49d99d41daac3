using CaseTriage.Analysis.Mail;
using CaseTriage.Formats;
using CaseTriage.Web.Features.Calendars;

namespace CaseTriage.Web.Tests.Ui;

public sealed class CalendarDraftTests
{
    [Fact]
    public void ToCalendar_Unchanged_IsTheSameCalendar()
    {
        BusinessCalendar calendar = BusinessCalendar.China with { SpecialHours = BusinessCalendar.China.SpecialHours.Add(new DateOnly(2026, 2, 16), [new WorkSpan(540, 720)]).Add(new DateOnly(2026, 2, 17), []) };

        Assert.Equal(CalendarFile.Write(calendar with { Version = "draft" }), CalendarFile.Write(CalendarDraft.Of(calendar).ToCalendar()));
    }

    [Fact]
    public void ToCalendar_OneWeekdayAndALunchBreak_IsTaken()
    {
        CalendarDraft draft = CalendarDraft.Of(BusinessCalendar.WeekdaysOnly);
        draft.Workdays.Clear();
        draft.Workdays.Add(DayOfWeek.Wednesday);
        draft.Hours = "09:00-12:00，13:00-18:00";

        BusinessCalendar calendar = draft.ToCalendar();

        Assert.Equal([DayOfWeek.Wednesday], calendar.Workdays);
        Assert.Equal(2, calendar.Hours.Length);
        Assert.Null(calendar.Years);
    }

    [Theory]
    [InlineData("2026", "")]
    [InlineData("x", "2027")]
    public void ToCalendar_HalfWrittenYears_AreRefused(string first, string last)
    {
        CalendarDraft draft = CalendarDraft.Of(BusinessCalendar.China);
        (draft.FirstYear, draft.LastYear) = (first, last);

        Assert.Throws<MalformedDataException>(draft.ToCalendar);
    }

    [Theory]
    [InlineData("tomorrow")]
    [InlineData("2026-02-16 9-12")]
    public void ToCalendar_DayThatIsNone_IsRefused(string line)
    {
        CalendarDraft draft = CalendarDraft.Of(BusinessCalendar.China);
        draft.HoursOn = line;

        Assert.Throws<MalformedDataException>(draft.ToCalendar);
    }
}
