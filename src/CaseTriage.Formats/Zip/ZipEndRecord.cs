using System.Buffers.Binary;
using CaseTriage.Formats.Binary;

namespace CaseTriage.Formats.Zip;

/// <summary>Where the central directory lies (APPNOTE 4.3.14 to 4.3.16). Offsets count from the start of the file.</summary>
/// <param name="DirectoryOffset">Where it begins.</param>
/// <param name="DirectorySizeInBytes">Bytes from there to the end record.</param>
/// <param name="EntryCount">How many entries it is said to have.</param>
/// <param name="Shift">Bytes before the archive that its own offsets do not count.</param>
/// <param name="IsPartOfSet">Whether it says that it is one disk of several.</param>
internal sealed record ZipEndRecord(long DirectoryOffset, long DirectorySizeInBytes, long EntryCount, long Shift, bool IsPartOfSet)
{
    private const int FixedSize = 22;
    private const int MaxCommentLength = ushort.MaxValue;
    private const int LocatorSize = 20;
    private const int Zip64FixedSize = 56;

    /// <summary>Finds the last end record whose directory is there; null where none is. One without entries counts only where it is the only one.</summary>
    public static ZipEndRecord? Find(Stream stream)
    {
        long tailOffset = Math.Max(0, stream.Length - FixedSize - MaxCommentLength);
        byte[] buffer = new byte[(int)(stream.Length - tailOffset)];
        ReadOnlySpan<byte> tail = stream.ReadAt(tailOffset, buffer);
        ZipEndRecord? empty = null;
        for (int i = tail.Length - FixedSize; i >= 0; i--)
        {
            if (tail[i..].StartsWith(ZipSignature.EndRecord) && Read(stream, tail[i..], tailOffset + i) is { } record)
            {
                if (record.EntryCount > 0)
                {
                    return record;
                }

                empty ??= record;
            }
        }

        return empty;
    }

    private static ZipEndRecord? Read(Stream stream, ReadOnlySpan<byte> bytes, long offset)
    {
        if (BinaryPrimitives.ReadUInt16LittleEndian(bytes[20..]) > bytes.Length - FixedSize)
        {
            return null;
        }

        if (ReadZip64(stream, offset) is { } zip64)
        {
            return zip64;
        }

        int disk = BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]);
        long count = BinaryPrimitives.ReadUInt16LittleEndian(bytes[10..]);
        long size = BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]);
        long directory = BinaryPrimitives.ReadUInt32LittleEndian(bytes[16..]);
        return Place(stream, new ZipEndRecord(directory, size, count, 0, disk is not 0 and not ushort.MaxValue), offset);
    }

    private static ZipEndRecord? ReadZip64(Stream stream, long endOffset)
    {
        Span<byte> buffer = stackalloc byte[Zip64FixedSize];
        ReadOnlySpan<byte> locator = stream.ReadAt(endOffset - LocatorSize, buffer[..LocatorSize]);
        if (!locator.StartsWith(ZipSignature.Zip64Locator) || locator.Length < LocatorSize)
        {
            return null;
        }

        long stated = BinaryPrimitives.ReadInt64LittleEndian(locator[8..]);
        foreach (long offset in (ReadOnlySpan<long>)[stated, endOffset - LocatorSize - Zip64FixedSize])
        {
            ReadOnlySpan<byte> bytes = stream.ReadAt(offset, buffer);
            if (bytes.Length == Zip64FixedSize && bytes.StartsWith(ZipSignature.Zip64EndRecord))
            {
                uint disk = BinaryPrimitives.ReadUInt32LittleEndian(bytes[16..]);
                long count = BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]);
                long size = BinaryPrimitives.ReadInt64LittleEndian(bytes[40..]);
                long directory = BinaryPrimitives.ReadInt64LittleEndian(bytes[48..]);
                return Place(stream, new ZipEndRecord(directory, size, count, 0, disk != 0), offset);
            }
        }

        return null;
    }

    /// <summary>Finds the directory where it is said to be, or right before the end record where bytes lie before the archive.</summary>
    private static ZipEndRecord? Place(Stream stream, ZipEndRecord stated, long endOffset)
    {
        if (stated.EntryCount == 0 && stated.DirectorySizeInBytes == 0)
        {
            return stated with { DirectoryOffset = endOffset };
        }

        Span<byte> buffer = stackalloc byte[ZipSignature.Length];
        foreach (long offset in (ReadOnlySpan<long>)[stated.DirectoryOffset, endOffset - stated.DirectorySizeInBytes])
        {
            if (offset >= 0 && offset < endOffset && stream.ReadAt(offset, buffer).SequenceEqual(ZipSignature.DirectoryEntry))
            {
                return stated with { DirectoryOffset = offset, DirectorySizeInBytes = endOffset - offset, Shift = offset - stated.DirectoryOffset };
            }
        }

        return null;
    }
}
