using CaseTriage.Analysis;

namespace CaseTriage.Web.Features.Cases.Events;

/// <summary>Keys of texts for the conditions in which event records are found.</summary>
public static class EventConditions
{
    /// <summary>Whether a name says something of the time of a record, not of its health.</summary>
    public static bool IsOfTime(string name) => name is "zoneAssumed" or "timeBorrowed";

    /// <summary>Empty for a healthy record.</summary>
    public static IEnumerable<string> NamesOf(EventCondition condition)
    {
        if (condition.HasFlag(EventCondition.Recovered))
        {
            yield return "recovered";
        }

        if (condition.HasFlag(EventCondition.AfterDamage))
        {
            yield return "afterDamage";
        }

        if (condition.HasFlag(EventCondition.Damaged))
        {
            yield return "damaged";
        }

        if (condition.HasFlag(EventCondition.ZoneAssumed))
        {
            yield return "zoneAssumed";
        }

        if (condition.HasFlag(EventCondition.TimeBorrowed))
        {
            yield return "timeBorrowed";
        }
    }
}
