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
    private const int ValueCountOffset = 38;

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

    /// <summary>Ids of records in the chunk's header that no record of it has.</summary>
    public static byte[] WithLastRecordId(this byte[] file, int chunk, ulong id) => Changed(file, bytes =>
    {
        Span<byte> target = bytes.AsSpan(ChunkStart(chunk), EvtxBuilder.ChunkSize);
        BinaryPrimitives.WriteUInt64LittleEndian(target[16..], id);
        BinaryPrimitives.WriteUInt64LittleEndian(target[32..], id);
        SealChunk(target);
    });

    /// <summary>The free-space offset as it is given, even outside the chunk.</summary>
    public static byte[] WithFreeSpaceOffset(this byte[] file, int chunk, uint offset) => Changed(file, bytes =>
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(ChunkStart(chunk) + FreeSpaceOffset), offset);
        SealChunkHeader(bytes.AsSpan(ChunkStart(chunk), EvtxBuilder.ChunkSize));
    });

    /// <summary>Writes other bytes over a whole record.</summary>
    public static byte[] WithOverwrittenRecord(this byte[] file, int chunk, int record, byte with = 0) => Changed(file, bytes =>
    {
        int start = RecordStart(bytes, chunk, record);
        bytes.AsSpan(start, RecordSize(bytes, start)).Fill(with);
    });

    /// <summary>Lets the first template of a chunk and its first name lead, as the next of their chains, to themselves.</summary>
    public static byte[] WithSelfReferringChains(this byte[] file, int chunk) => Changed(file, bytes =>
    {
        // Record header, fragment header, instance token, version, id, offset: the definition begins with the next one's offset.
        int definition = RecordStart(bytes, chunk, 0) + 24 + 4 + 2 + 4 + 4;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(definition), definition - ChunkStart(chunk));

        // Definition header, fragment header, element token, dependency, size, offset of the name: the name begins so, too.
        int name = definition + 24 + 4 + 1 + 2 + 4 + 4;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(name), name - ChunkStart(chunk));
        SealChunk(bytes.AsSpan(ChunkStart(chunk), EvtxBuilder.ChunkSize));
    });

    /// <summary>How many values an instance claims to have; of a record that does not define its template.</summary>
    public static byte[] WithValueCount(this byte[] file, int chunk, int record, uint count) =>
        Changed(file, bytes => BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(RecordStart(bytes, chunk, record) + ValueCountOffset), count));

    /// <summary>The size that one value claims to have; of a record that does not define its template.</summary>
    public static byte[] WithValueSize(this byte[] file, int chunk, int record, int value, ushort size) =>
        Changed(file, bytes => BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(RecordStart(bytes, chunk, record) + ValueCountOffset + 4 + (4 * value)), size));

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
