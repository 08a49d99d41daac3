using System.Buffers.Binary;
using System.IO.Hashing;

namespace CaseTriage.Formats.Evtx;

/// <summary>What is needed of a chunk's header (libevtx: "Chunk header"). Its string and template tables are not: names and templates are found from the records.</summary>
/// <param name="FreeSpaceOffset">Where records end, from the start of the chunk.</param>
/// <param name="DataChecksum">CRC-32 of the records up to there.</param>
/// <param name="HeaderChecksum">CRC-32 of the header without its last 8 fixed bytes.</param>
internal readonly record struct EvtxChunkHeader(uint FreeSpaceOffset, uint DataChecksum, uint HeaderChecksum)
{
    private const int FreeSpaceField = 48;
    private const int DataChecksumField = 52;
    private const int FlagsField = 120;
    private const int HeaderChecksumField = 124;
    private const int TablesField = 128;

    /// <summary>Whether the free-space offset can be one.</summary>
    public bool HasUsableFreeSpaceOffset => FreeSpaceOffset is >= EvtxFormat.ChunkHeaderSize and <= EvtxFormat.ChunkSize;

    /// <summary>Decodes at least 512 bytes.</summary>
    public static EvtxChunkHeader Decode(ReadOnlySpan<byte> chunk) => new(
        BinaryPrimitives.ReadUInt32LittleEndian(chunk[FreeSpaceField..]),
        BinaryPrimitives.ReadUInt32LittleEndian(chunk[DataChecksumField..]),
        BinaryPrimitives.ReadUInt32LittleEndian(chunk[HeaderChecksumField..]));

    /// <summary>Where the records of this chunk end: the free-space offset where it can be one, within the bytes that are there.</summary>
    public int EndOfRecords(int chunkLength) =>
        Math.Min(HasUsableFreeSpaceOffset ? (int)FreeSpaceOffset : EvtxFormat.ChunkSize, chunkLength);

    /// <summary>Whether the checksum of the header is the stored one.</summary>
    public bool HeaderChecksumFits(ReadOnlySpan<byte> chunk)
    {
        // One run over both parts: the fields between them, flags and this checksum, are not in it.
        Span<byte> covered = stackalloc byte[FlagsField + EvtxFormat.ChunkHeaderSize - TablesField];
        chunk[..FlagsField].CopyTo(covered);
        chunk[TablesField..EvtxFormat.ChunkHeaderSize].CopyTo(covered[FlagsField..]);
        return Crc32.HashToUInt32(covered) == HeaderChecksum;
    }

    /// <summary>Whether the checksum of the records is the stored one.</summary>
    public bool DataChecksumFits(ReadOnlySpan<byte> chunk) =>
        Crc32.HashToUInt32(chunk[EvtxFormat.ChunkHeaderSize..EndOfRecords(chunk.Length)]) == DataChecksum;
}
