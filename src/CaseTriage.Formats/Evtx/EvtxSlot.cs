namespace CaseTriage.Formats.Evtx;

/// <summary>How a record was come upon.</summary>
internal enum EvtxSlotKind
{
    /// <summary>In its place, directly after the one before.</summary>
    InPlace,

    /// <summary>Behind damage, by its signature and two equal sizes.</summary>
    AfterDamage,

    /// <summary>Past the free-space offset or in a chunk without signature.</summary>
    Recovered,

    /// <summary>No record: here the chain of records breaks.</summary>
    Break,
}

/// <summary>Where a record lies in its chunk.</summary>
/// <param name="Kind">How it was come upon.</param>
/// <param name="Offset">From the start of the chunk, in bytes.</param>
/// <param name="Size">Header and size copy included; 0 for a break.</param>
/// <param name="SizeCopyFits">Whether its last four bytes repeat its size.</param>
internal readonly record struct EvtxSlot(EvtxSlotKind Kind, int Offset, int Size, bool SizeCopyFits);
