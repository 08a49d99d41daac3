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
}
