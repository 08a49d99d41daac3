namespace CaseTriage.Formats.Evtx;

/// <summary>Sizes and signatures of the file (MS-EVEN6; libevtx, "Windows XML Event Log (EVTX) format").</summary>
internal static class EvtxFormat
{
    /// <summary>Bytes before the first chunk. The header names its size too, but only as advice.</summary>
    public const int FileHeaderSize = 4096;

    /// <summary>Size of a chunk, which is complete in itself: offsets inside it count from its start.</summary>
    public const int ChunkSize = 65536;

    /// <summary>Bytes before the first record of a chunk: fields, string table, template table.</summary>
    public const int ChunkHeaderSize = 512;

    /// <summary>Bytes before the BinXML of a record: signature, size, id, time of writing.</summary>
    public const int RecordHeaderSize = 24;

    /// <summary>The smallest record: its header and the copy of its size.</summary>
    public const int MinRecordSize = RecordHeaderSize + sizeof(uint);

    /// <summary>Records begin at multiples of this.</summary>
    public const int RecordAlignment = 8;

    /// <summary>Where a slot begins, from the start of the file, in bytes.</summary>
    public static long OffsetOfChunk(int index) => FileHeaderSize + ((long)index * ChunkSize);

    /// <summary>First bytes of the file.</summary>
    public static ReadOnlySpan<byte> FileSignature => "ElfFile\0"u8;

    /// <summary>First bytes of a chunk.</summary>
    public static ReadOnlySpan<byte> ChunkSignature => "ElfChnk\0"u8;

    /// <summary>First bytes of a record.</summary>
    public static ReadOnlySpan<byte> RecordSignature => "**\0\0"u8;
}
