using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Hashing;
using CaseTriage.Formats.Binary;

namespace CaseTriage.Formats.Images;

/// <summary>Walks the chunks of a PNG (W3C PNG, third edition, 5). Numbers are big-endian.</summary>
internal static class PngStructure
{
    private const int HeaderLength = 13;
    private const int LengthAndType = 8;
    private const int ChecksumLength = 4;

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static ImageStructure Read(ReadOnlySpan<byte> content)
    {
        (int width, int height) = ReadHeader(content);
        ImmutableArray<Damage>.Builder damage = ImmutableArray.CreateBuilder<Damage>();
        var reader = new SpanReader(content, Signature.Length);
        bool isEnded = false;
        while (!isEnded)
        {
            int offset = reader.Position;
            if (!TryReadChunk(ref reader, out ReadOnlySpan<byte> typeAndData, out uint checksum))
            {
                damage.Add(new Damage("png-truncated", $"The PNG breaks off in the chunk at offset 0x{offset:x}, before its end chunk. Ask for the picture again.", offset));
                break;
            }

            if (damage.Count == 0 && checksum != Crc32.HashToUInt32(typeAndData))
            {
                damage.Add(new Damage("png-checksum", $"The chunk at offset 0x{offset:x} of the PNG has a wrong checksum: the picture was altered. Ask for it again.", offset));
            }

            isEnded = typeAndData.StartsWith("IEND"u8);
        }

        return new ImageStructure(ImageFormat.Png, width, height, damage.ToImmutable());
    }

    private static (int Width, int Height) ReadHeader(ReadOnlySpan<byte> content)
    {
        var reader = new SpanReader(content, Signature.Length);
        if (!TryReadChunk(ref reader, out ReadOnlySpan<byte> typeAndData, out _) || !typeAndData.StartsWith("IHDR"u8) || typeAndData.Length != 4 + HeaderLength)
        {
            throw new MalformedDataException("png-header", "The PNG has no whole header chunk at offset 0x8.");
        }

        int width = BinaryPrimitives.ReadInt32BigEndian(typeAndData[4..]);
        int height = BinaryPrimitives.ReadInt32BigEndian(typeAndData[8..]);
        return width > 0 && height > 0 ? (width, height) : throw new MalformedDataException("png-header", "The header of the PNG states no width or no height.");
    }

    private static bool TryReadChunk(ref SpanReader reader, out ReadOnlySpan<byte> typeAndData, out uint checksum)
    {
        typeAndData = default;
        checksum = 0;
        if (reader.Remaining < LengthAndType + ChecksumLength)
        {
            return false;
        }

        uint length = BinaryPrimitives.ReadUInt32BigEndian(reader.Rest);
        if (length > reader.Remaining - LengthAndType - ChecksumLength)
        {
            return false;
        }

        bool isRead = reader.TrySkip(sizeof(uint)) & reader.TryReadBytes(4 + (int)length, out typeAndData) & reader.TryReadUInt32(out checksum);
        checksum = BinaryPrimitives.ReverseEndianness(checksum);
        return isRead;
    }
}
