namespace CaseTriage.Formats.Evtx;

/// <summary>How an event log is read. The defaults suit every log that Windows wrote.</summary>
public sealed record EvtxReaderOptions
{
    /// <summary>
    /// Also gives what lies past a chunk's free-space offset, or in a chunk without signature: records that were deleted or
    /// overwritten in part. They come with <see cref="EvtxRecord.IsRecovered"/> set, after the records of their chunk. Default: false.
    /// </summary>
    public bool IncludeRecovered { get; init; }

    /// <summary>Code page of the rare ANSI strings, for example 1252 (default) or 936.</summary>
    public int AnsiCodePage { get; init; } = 1252;

    /// <summary>Damage entries that are kept; the rest is only counted. 1 or more, default 1,000.</summary>
    public int MaxDamageEntries { get; init; } = 1000;
}
