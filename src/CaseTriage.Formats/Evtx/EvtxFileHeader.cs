using System.Buffers.Binary;
using System.IO.Hashing;

namespace CaseTriage.Formats.Evtx;

/// <summary>The header of the file (libevtx: "File header"). All of it is advice: records are read whatever it says.</summary>
/// <param name="HasSignature">Whether it begins with <c>ElfFile</c>.</param>
/// <param name="NextRecordId">Id the next record would get; stale in logs of a running system.</param>
/// <param name="ChunkCount">Chunks, modulo 65,536; stale in logs of a running system.</param>
/// <param name="Flags">Bit 0: dirty; bit 1: full; bit 2: no checksums. Bits above may hold garbage.</param>
/// <param name="ChecksumFits">Whether the CRC-32 of the first 120 bytes is the stored one.</param>
internal readonly record struct EvtxFileHeader(bool HasSignature, ulong NextRecordId, ushort ChunkCount, uint Flags, bool ChecksumFits)
{
    /// <summary>Bytes of the header that carry anything.</summary>
    public const int Size = 128;

    /// <summary>Offset of the flags, for damage that is about them.</summary>
    public const int FlagsOffset = 120;

    /// <summary>Offset of the number of chunks.</summary>
    public const int ChunkCountOffset = 42;

    /// <summary>Offset of the checksum, over what lies before the flags.</summary>
    public const int ChecksumOffset = FlagsOffset + sizeof(uint);

    private const int NextRecordIdOffset = 24;

    /// <summary>The writer did not close the file.</summary>
    public bool IsDirty => (Flags & 1) != 0;

    /// <summary>No checksum of the file is filled in, so none is checked.</summary>
    public bool HasNoChecksums => (Flags & 4) != 0;

    /// <summary>Decodes at least <see cref="Size"/> bytes.</summary>
    public static EvtxFileHeader Decode(ReadOnlySpan<byte> header) => new(
        header.StartsWith(EvtxFormat.FileSignature),
        BinaryPrimitives.ReadUInt64LittleEndian(header[NextRecordIdOffset..]),
        BinaryPrimitives.ReadUInt16LittleEndian(header[ChunkCountOffset..]),
        BinaryPrimitives.ReadUInt32LittleEndian(header[FlagsOffset..]),
        Crc32.HashToUInt32(header[..FlagsOffset]) == BinaryPrimitives.ReadUInt32LittleEndian(header[ChecksumOffset..]));
}
