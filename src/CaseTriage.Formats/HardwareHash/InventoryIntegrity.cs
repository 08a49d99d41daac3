namespace CaseTriage.Formats.HardwareHash;

/// <summary>How far an inventory can be believed.</summary>
public enum InventoryIntegrity
{
    /// <summary>The checksum is right; for a report: it begins and ends as the tool writes it.</summary>
    Intact,

    /// <summary>The checksum is wrong: characters were changed, lost or added. Fields are those that could be read and may be wrong.</summary>
    Damaged,

    /// <summary>It ends early, or it is an excerpt. Absence of a field means nothing.</summary>
    Truncated,
}
