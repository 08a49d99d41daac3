using System.Buffers.Binary;
using System.Collections.Immutable;
using CaseTriage.Formats.Binary;

namespace CaseTriage.Formats.Images;

/// <summary>Walks the segments of a JPEG (ITU-T T.81, annex B). Numbers are big-endian.</summary>
internal static class JpegStructure
{
    private const byte Mark = 0xFF;
    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;

    public static ReadOnlySpan<byte> Start => [Mark, 0xD8, Mark];

    public static ImageStructure Read(ReadOnlySpan<byte> content)
    {
        (int Width, int Height)? size = null;
        var reader = new SpanReader(content, 2);
        while (TryReadMarker(ref reader, out byte marker) && marker != EndOfImage && TryReadSegment(ref reader, marker, out ReadOnlySpan<byte> segment))
        {
            if (IsFrame(marker) && segment.Length >= 5)
            {
                size ??= (BinaryPrimitives.ReadUInt16BigEndian(segment[3..]), BinaryPrimitives.ReadUInt16BigEndian(segment[1..]));
            }
        }

        if (size is not { Width: > 0, Height: > 0 })
        {
            throw new MalformedDataException("jpeg-header", $"The JPEG tells no size up to offset 0x{reader.Position:x}.");
        }

        bool isEnded = reader.Position >= 2 && content[(reader.Position - 2)..reader.Position].SequenceEqual([Mark, EndOfImage]);
        ImmutableArray<Damage> damage = isEnded
            ? []
            : [new Damage("jpeg-truncated", $"The JPEG breaks off at offset 0x{reader.Position:x}, before its end. Ask for the picture again.", reader.Position)];
        return new ImageStructure(ImageFormat.Jpeg, size.Value.Width, size.Value.Height, damage);
    }

    /// <summary>Frame headers are 0xC0 to 0xCF but for tables (0xC4, 0xCC) and an extension (0xC8).</summary>
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static bool HasNoSegment(byte marker) => marker is 0x01 or (>= 0xD0 and <= 0xD7);

    private static bool TryReadMarker(ref SpanReader reader, out byte marker)
    {
        marker = 0;
        if (!reader.TryReadByte(out byte mark) || mark != Mark)
        {
            return false;
        }

        do
        {
            if (!reader.TryReadByte(out marker))
            {
                return false;
            }
        }
        while (marker == Mark);
        return true;
    }

    private static bool TryReadSegment(ref SpanReader reader, byte marker, out ReadOnlySpan<byte> segment)
    {
        segment = default;
        if (HasNoSegment(marker))
        {
            return true;
        }

        return reader.TryReadUInt16(out ushort length)
            && reader.TryReadBytes(BinaryPrimitives.ReverseEndianness(length) - sizeof(ushort), out segment)
            && (marker != StartOfScan || reader.TrySkip(MeasureScan(reader.Rest)));
    }

    /// <summary>Coded data reach to the next marker; 0xFF00 is a byte of them, and 0xFFD0 to 0xFFD7 part them.</summary>
    private static int MeasureScan(ReadOnlySpan<byte> data)
    {
        for (int i = data.IndexOf(Mark); i >= 0 && i + 1 < data.Length;)
        {
            if (data[i + 1] is not 0x00 && !HasNoSegment(data[i + 1]))
            {
                return i;
            }

            int next = data[(i + 2)..].IndexOf(Mark);
            i = next < 0 ? -1 : i + 2 + next;
        }

        return data.Length;
    }
}
