using System.Buffers.Binary;
using System.IO.Hashing;

namespace CaseTriage.TestKit.Evtx;

/// <summary>
/// Damage done to the bytes of a sound event log. Each call changes a copy and leaves everything else, checksums included, as a
/// writer that failed in just this way would leave it.
/// </summary>
public static class EvtxDamages
{
    private const int FlagsOffset = 120;
    private const int LastRecordOffset = 44;
    private const int FreeSpaceOffset = 48;

    public static byte[] WithFlags(this byte[] file, uint flags) =>
        Changed(file, bytes => BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(FlagsOffset), flags));

    public static byte[] WithDirtyFlag(this byte[] file) => file.WithFlags(1);

    /// <summary>The header of a log that was never closed: it counts one chunk only.</summary>
    public static byte[] WithStaleHeader(this byte[] file) => Changed(file, bytes =>
    {
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(42), 1);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(16), 0);
        SealHeader(bytes);
    });

    public static byte[] WithBadHeaderChecksum(this byte[] file) => Changed(file, bytes => bytes[124] ^= 0xFF);

    /// <summary>Flag 4: checksums are absent, all of them 0.</summary>
    public static byte[] WithoutChecksums(this byte[] file) => Changed(file.WithFlags(4), bytes =>
    {
        bytes.AsSpan(124, 4).Clear();
        for (int chunk = 0; chunk < ChunkCount(bytes); chunk++)
        {
            bytes.AsSpan(ChunkStart(chunk) + 52, 4).Clear();
            bytes.AsSpan(ChunkStart(chunk) + 124, 4).Clear();
        }
    });

    public static byte[] WithBadChunkHeaderChecksum(this byte[] file, int chunk) => Changed(file, bytes => bytes[ChunkStart(chunk) + 124] ^= 0xFF);

    public static byte[] WithBadChunkDataChecksum(this byte[] file, int chunk) => Changed(file, bytes =>
    {
        bytes[ChunkStart(chunk) + 52] ^= 0xFF;
        SealChunkHeader(bytes.AsSpan(ChunkStart(chunk), EvtxBuilder.ChunkSize));
    });

    public static byte[] WithZeroedChunk(this byte[] file, int chunk) => Changed(file, bytes => bytes.AsSpan(ChunkStart(chunk), EvtxBuilder.ChunkSize).Clear());

    public static byte[] WithGarbageChunk(this byte[] file, int chunk, int seed = 7) =>
        Changed(file, bytes => new Random(seed).NextBytes(bytes.AsSpan(ChunkStart(chunk), EvtxBuilder.ChunkSize)));

    public static byte[] WithBadChunkMagic(this byte[] file, int chunk) => Changed(file, bytes => bytes.AsSpan(ChunkStart(chunk), 8).Clear());

    /// <summary>Fills the string and template tables of a chunk's header with bytes that mean nothing.</summary>
    public static byte[] WithGarbageTables(this byte[] file, int chunk) => Changed(file, bytes =>
    {
        bytes.AsSpan(ChunkStart(chunk) + 128, 384).Fill(0xA5);
        SealChunkHeader(bytes.AsSpan(ChunkStart(chunk), EvtxBuilder.ChunkSize));
    });

    public static byte[] WithRecordSize(this byte[] file, int chunk, int record, uint size) =>
        Changed(file, bytes => BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(RecordStart(bytes, chunk, record) + 4), size));

    public static byte[] WithBadSizeCopy(this byte[] file, int chunk, int record) => Changed(file, bytes =>
    {
        int start = RecordStart(bytes, chunk, record);
        bytes.AsSpan(start + RecordSize(bytes, start) - 4, 4).Clear();
    });

    /// <summary>Lets a record point to a template that is not there.</summary>
    public static byte[] WithBadTemplateReference(this byte[] file, int chunk, int record) =>
        Changed(file, bytes => BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(RecordStart(bytes, chunk, record) + 34), 0xFFF0));

    /// <summary>Moves the free-space offset before the last records, as if they had been cleared.</summary>
    public static byte[] WithHiddenTail(this byte[] file, int chunk, int records) => Changed(file, bytes =>
    {
        Span<byte> target = bytes.AsSpan(ChunkStart(chunk), EvtxBuilder.ChunkSize);
        int[] starts = [.. RecordStarts(bytes, chunk)];
        int free = starts[^records] - ChunkStart(chunk);
        BinaryPrimitives.WriteInt32LittleEndian(target[FreeSpaceOffset..], free);
        BinaryPrimitives.WriteInt32LittleEndian(target[LastRecordOffset..], starts[^(records + 1)] - ChunkStart(chunk));
        SealChunk(target);
    });

    /// <summary>Moves the free-space offset to the end of the chunk.</summary>
    public static byte[] WithStaleFreeOffset(this byte[] file, int chunk) => Changed(file, bytes =>
    {
        Span<byte> target = bytes.AsSpan(ChunkStart(chunk), EvtxBuilder.ChunkSize);
        BinaryPrimitives.WriteInt32LittleEndian(target[FreeSpaceOffset..], EvtxBuilder.ChunkSize);
        SealChunk(target);
    });

    /// <summary>Cuts the file inside a record.</summary>
    public static byte[] CutInRecord(this byte[] file, int chunk, int record) => file[..(RecordStart(file, chunk, record) + 40)];

    /// <summary>Chunks that were laid out in advance and never written.</summary>
    public static byte[] WithEmptySlots(this byte[] file, int count) => [.. file, .. new byte[count * EvtxBuilder.ChunkSize]];

    public static byte[] WithTrailingGarbage(this byte[] file, int length)
    {
        byte[] garbage = new byte[length];
        new Random(3).NextBytes(garbage);
        return [.. file, .. garbage];
    }

    /// <summary>Chunks in the order of a log that wrapped: the first ones at the end.</summary>
    public static byte[] WithRotatedChunks(this byte[] file, int by)
    {
        int cut = ChunkStart(by);
        return [.. file[..EvtxBuilder.FileHeaderSize], .. file[cut..], .. file[EvtxBuilder.FileHeaderSize..cut]];
    }

    /// <summary>Offset in the file of a record.</summary>
    public static int RecordStart(byte[] file, int chunk, int record) => RecordStarts(file, chunk).ElementAt(record);

    internal static void SealHeader(Span<byte> header) =>
        BinaryPrimitives.WriteUInt32LittleEndian(header[124..], Crc32.HashToUInt32(header[..120]));

    internal static void SealChunk(Span<byte> chunk)
    {
        int free = BinaryPrimitives.ReadInt32LittleEndian(chunk[FreeSpaceOffset..]);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk[52..], Crc32.HashToUInt32(chunk[EvtxBuilder.ChunkHeaderSize..free]));
        SealChunkHeader(chunk);
    }

    private static void SealChunkHeader(Span<byte> chunk) =>
        BinaryPrimitives.WriteUInt32LittleEndian(chunk[124..], Crc32.HashToUInt32([.. chunk[..120], .. chunk[128..EvtxBuilder.ChunkHeaderSize]]));

    private static byte[] Changed(byte[] file, Action<byte[]> change)
    {
        byte[] copy = [.. file];
        change(copy);
        return copy;
    }

    private static int ChunkCount(byte[] file) => (file.Length - EvtxBuilder.FileHeaderSize) / EvtxBuilder.ChunkSize;

    private static int ChunkStart(int chunk) => EvtxBuilder.FileHeaderSize + (chunk * EvtxBuilder.ChunkSize);

    private static int RecordSize(byte[] file, int start) => BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(start + 4));

    private static IEnumerable<int> RecordStarts(byte[] file, int chunk)
    {
        int end = ChunkStart(chunk) + BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(ChunkStart(chunk) + FreeSpaceOffset));
        int start = ChunkStart(chunk) + EvtxBuilder.ChunkHeaderSize;
        while (start < end)
        {
            yield return start;
            start += RecordSize(file, start);
        }
    }
}
