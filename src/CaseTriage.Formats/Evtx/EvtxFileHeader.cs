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

    private const int FlagsOffset = 120;

    private const int ChunkCountOffset = 42;

    private const int ChecksumOffset = FlagsOffset + sizeof(uint);

    private const int NextRecordIdOffset = 24;

    /// <summary>The writer did not close the file.</summary>
    public bool IsDirty => (Flags & 1) != 0;

    /// <summary>No checksum of the file is filled in, so none is checked.</summary>
    public bool HasNoChecksums => (Flags & 4) != 0;

    /// <summary>Says what is wrong with the header itself.</summary>
    public void Check(EvtxDamageLog damage)
    {
        if (!HasSignature)
        {
            damage.Add("header-magic", "The file does not begin with 'ElfFile', but has chunks of records.", 0);
        }
        else if (!HasNoChecksums && !ChecksumFits)
        {
            damage.Add("header-checksum", "The checksum of the file header does not fit; its fields are not relied on.", ChecksumOffset);
        }

        if (IsDirty)
        {
            damage.Add("dirty", "The log was not closed by its writer, as is usual in a copy from a running system.", FlagsOffset);
        }
    }

    /// <summary>Says where the header does not fit the chunks that were read.</summary>
    public void CheckAgainst(EvtxTally tally)
    {
        bool isStale = ChunkCount != (ushort)tally.UsedSlots || NextRecordId <= tally.LastRecordId;
        if (HasSignature && isStale)
        {
            tally.Damage.Add(
                "header-stale",
                $"The file header counts {ChunkCount} chunks and {NextRecordId} as next record; the file has {tally.UsedSlots} and {tally.LastRecordId} as last.",
                ChunkCountOffset);
        }
    }

    /// <summary>Decodes at least <see cref="Size"/> bytes.</summary>
    public static EvtxFileHeader Decode(ReadOnlySpan<byte> header) => new(
        header.StartsWith(EvtxFormat.FileSignature),
        BinaryPrimitives.ReadUInt64LittleEndian(header[NextRecordIdOffset..]),
        BinaryPrimitives.ReadUInt16LittleEndian(header[ChunkCountOffset..]),
        BinaryPrimitives.ReadUInt32LittleEndian(header[FlagsOffset..]),
        Crc32.HashToUInt32(header[..FlagsOffset]) == BinaryPrimitives.ReadUInt32LittleEndian(header[ChecksumOffset..]));
}
