using System.IO.Hashing;
using CaseTriage.Formats.Binary;

namespace CaseTriage.Formats.Zip;

/// <summary>Sizes and place of an entry; each may stand in a zip64 field instead.</summary>
internal readonly record struct ZipSizes(long SizeInBytes, long CompressedSizeInBytes, long HeaderOffset);

/// <summary>The extra fields of an entry that change how it is read (APPNOTE 4.5.3, 4.6.9).</summary>
internal static class ZipExtraField
{
    private const ushort Zip64Id = 0x0001;
    private const ushort UnicodePathId = 0x7075;
    private const byte UnicodePathVersion = 1;

    /// <summary>Replaces each number that is all ones by that of the zip64 field; such a field holds only those, in this order.</summary>
    public static ZipSizes ReadSizes(ReadOnlySpan<byte> extra, ZipSizes stated)
    {
        var reader = new SpanReader(Find(extra, Zip64Id));
        return new ZipSizes(
            Replace(ref reader, stated.SizeInBytes),
            Replace(ref reader, stated.CompressedSizeInBytes),
            Replace(ref reader, stated.HeaderOffset));
    }

    /// <summary>The UTF-8 name of the Info-ZIP field, or nothing where it is absent or was made for another name (its CRC tells).</summary>
    public static ReadOnlySpan<byte> FindUnicodeName(ReadOnlySpan<byte> extra, ReadOnlySpan<byte> name)
    {
        var reader = new SpanReader(Find(extra, UnicodePathId));
        return reader.TryReadByte(out byte version) && version == UnicodePathVersion && reader.TryReadUInt32(out uint crc) && crc == Crc32.HashToUInt32(name)
            ? reader.Rest
            : default;
    }

    private static long Replace(ref SpanReader reader, long stated) =>
        stated == uint.MaxValue && reader.TryReadUInt64(out ulong value) ? (long)Math.Min(value, long.MaxValue) : stated;

    /// <summary>The first field of an id, without its head; empty where there is none.</summary>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> extra, ushort id)
    {
        var reader = new SpanReader(extra);
        while (reader.TryReadUInt16(out ushort found) && reader.TryReadUInt16(out ushort length) && reader.TryReadBytes(length, out ReadOnlySpan<byte> field))
        {
            if (found == id)
            {
                return field;
            }
        }

        return default;
    }
}
