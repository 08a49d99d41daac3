namespace CaseTriage.Analysis.Bundles;

/// <summary>What became of a file.</summary>
public enum ArtifactStatus
{
    /// <summary>Read whole.</summary>
    Parsed,

    /// <summary>Read in part; its damage says what is missing.</summary>
    Partial,

    /// <summary>Turned down: encrypted, malformed as a whole, or over a limit. Its damage says why.</summary>
    Refused,

    /// <summary>Not opened because a limit of the bundle was reached.</summary>
    Skipped,

    /// <summary>Kept and listed; nothing here reads it.</summary>
    Stored,
}
