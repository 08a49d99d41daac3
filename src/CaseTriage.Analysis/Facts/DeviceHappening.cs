namespace CaseTriage.Analysis.Facts;

/// <summary>What an event says of a disk or network adapter.</summary>
public enum DeviceHappening
{
    /// <summary>Windows chose a driver for it: it is new, or its driver is.</summary>
    Configured,

    /// <summary>It started.</summary>
    Started,

    /// <summary>It could not start.</summary>
    Problem,

    /// <summary>It was deleted from the system, or pulled out.</summary>
    Removed,

    /// <summary>A driver was installed for it.</summary>
    Installed,

    /// <summary>The partition manager describes a disk as it comes, and with capacity 0 as it goes.</summary>
    Listed,

    /// <summary>It reports errors.</summary>
    Error,
}
