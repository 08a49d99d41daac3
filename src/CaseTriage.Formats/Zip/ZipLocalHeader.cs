using CaseTriage.Formats.Binary;

namespace CaseTriage.Formats.Zip;

/// <summary>The fixed part of a local header (APPNOTE 4.3.7), and where its data begin.</summary>
internal readonly record struct ZipLocalHeader(ushort Flags, ushort Method, ushort Time, uint Crc32, ZipSizes Sizes, ushort NameLength, ushort ExtraLength, long Offset)
{
    /// <summary>Bytes of the fixed part.</summary>
    public const int FixedSize = 30;

    /// <summary>Offset of the data from the start of the file.</summary>
    public long DataOffset => Offset + FixedSize + NameLength + ExtraLength;

    /// <summary>Reads the header of an offset; null where none is there.</summary>
    public static ZipLocalHeader? Read(Stream stream, long offset)
    {
        Span<byte> buffer = stackalloc byte[FixedSize];
        var reader = new SpanReader(stream.ReadAt(offset, buffer));
        if (!reader.TryReadBytes(ZipSignature.Length, out ReadOnlySpan<byte> signature) || !signature.SequenceEqual(ZipSignature.LocalHeader)
            || !reader.TrySkip(sizeof(ushort))
            || !reader.TryReadUInt16(out ushort flags) || !reader.TryReadUInt16(out ushort method)
            || !reader.TryReadUInt16(out ushort time) || !reader.TrySkip(sizeof(ushort)) || !reader.TryReadUInt32(out uint crc)
            || !reader.TryReadUInt32(out uint compressedSize) || !reader.TryReadUInt32(out uint size)
            || !reader.TryReadUInt16(out ushort nameLength) || !reader.TryReadUInt16(out ushort extraLength))
        {
            return null;
        }

        return new ZipLocalHeader(flags, method, time, crc, new ZipSizes(size, compressedSize, offset), nameLength, extraLength, offset);
    }
}
