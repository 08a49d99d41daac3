using CaseTriage.Analysis.Mail;
using CaseTriage.Cases.Model;

namespace CaseTriage.Web.Features.Calendars;

/// <summary>Which cases count by a calendar.</summary>
internal static class CalendarUse
{
    /// <summary>The cases that count by the calendar of this name.</summary>
    public static IQueryable<SupportCase> CountedBy(this IQueryable<SupportCase> cases, string name)
    {
        bool isUsual = name == BusinessCalendar.China.Name;
        return cases.Where(c => c.CalendarName == name || (isUsual && c.CalendarName == null));
    }
}
