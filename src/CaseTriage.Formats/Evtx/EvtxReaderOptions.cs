namespace CaseTriage.Formats.Evtx;

/// <summary>How an event log is read. The defaults suit every log that Windows wrote.</summary>
public sealed record EvtxReaderOptions
{
    /// <summary>
    /// Also gives what lies past a chunk's free-space offset, or in a chunk without signature: records that were deleted or
    /// overwritten in part. They come with <see cref="EvtxRecord.IsRecovered"/> set, after the records of their chunk. Default: false.
    /// </summary>
    public bool IncludeRecovered { get; init; }

    /// <summary>
    /// Gives the chunks in the order of their records, where the log lies rotated because its writer began again at its start. Needs a
    /// stream that can seek. Default: false, the order of the file.
    /// </summary>
    public bool InRecordOrder { get; init; }

    /// <summary>Slot of 64 KiB to begin at, from 0 (default); above 0 only where the stream can seek. The stream stands at the start of the log.</summary>
    public int FirstChunk { get; init; }

    /// <summary>Code page of the rare ANSI strings, for example 1252 (default) or 936.</summary>
    public int AnsiCodePage { get; init; } = 1252;

    /// <summary>Damage entries that are kept; the rest is only counted. 1 or more, default 1,000.</summary>
    public int MaxDamageEntries { get; init; } = 1000;
}
