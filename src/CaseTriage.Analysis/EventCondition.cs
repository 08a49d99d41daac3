namespace CaseTriage.Analysis;

/// <summary>In what condition an event record was found; none of them for a healthy one. Numbers are kept in evidence files.</summary>
[Flags]
public enum EventCondition
{
    /// <summary>In its place and whole.</summary>
    None = 0,

    /// <summary>In free space, or in a chunk without signature: deleted, overwritten in part, or from another time.</summary>
    Recovered = 1,

    /// <summary>Found again behind damage in its chunk.</summary>
    AfterDamage = 2,

    /// <summary>Its content could not be read, or not all of it.</summary>
    Damaged = 4,

    /// <summary>No record but an entry of a text log.</summary>
    TextLine = 8,

    /// <summary>The log does not state the zone of its times; +08:00 is assumed.</summary>
    ZoneAssumed = 16,

    /// <summary>The entry has no time; that of the entry before it stands for it, or of the first one that has any.</summary>
    TimeBorrowed = 32,
}
