namespace CaseTriage.Analysis.Facts;

/// <summary>Why something cannot be told.</summary>
public enum Gap
{
    /// <summary>No hardware inventory of the device.</summary>
    NoInventory,

    /// <summary>The inventory is damaged, cut or an excerpt.</summary>
    IncompleteInventory,

    /// <summary>The event log that would hold it is not there.</summary>
    NoEventLog,

    /// <summary>The event log that would hold it is damaged.</summary>
    DamagedEventLog,

    /// <summary>A picture could not be searched for codes.</summary>
    PictureNotSearched,

    /// <summary>No mail thread.</summary>
    NoMail,

    /// <summary>No pair of a failing and a working device with complete inventories.</summary>
    NoSibling,

    /// <summary>Nobody said, and nothing in the evidence could exclude it.</summary>
    NotStated,

    /// <summary>A fact is there, but without the field that is needed.</summary>
    FieldMissing,

    /// <summary>The only facts that say so come from a known misreading.</summary>
    Tainted,

    /// <summary>The logs do not reach over the time in which something would have to be absent.</summary>
    LogGap,

    /// <summary>Of what happened often only the first and the last time are kept.</summary>
    TimeNotKept,

    /// <summary>A rule that this one builds on is itself unknown.</summary>
    RuleUnknown,
}
