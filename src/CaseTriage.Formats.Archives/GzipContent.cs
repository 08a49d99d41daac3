using System.Buffers.Binary;
using System.Globalization;
using CaseTriage.Formats.Binary;
using CaseTriage.Formats.Text;

namespace CaseTriage.Formats.Archives;

/// <summary>
/// The content of a gzip (RFC 1952): its members, one behind the other, each held against its CRC-32 and size. The stream of the base library
/// takes the end of a file that was cut for the end of its content.
/// </summary>
internal static class GzipContent
{
    private const int FixedSize = 10;
    private const int TrailerSize = 8;
    private const int MaxNameLength = 1024;
    private const int MaxHeaderSize = FixedSize + sizeof(ushort) + ushort.MaxValue + (2 * MaxNameLength) + sizeof(ushort);
    private const int UsualHeaderSize = 512;
    private const int HasChecksum = 0x02;
    private const int HasExtra = 0x04;
    private const int HasName = 0x08;
    private const int HasComment = 0x10;

    // Each costs a decoder of its own. Block-wise gzip has members of 64 KiB.
    private const int MaxMembers = 20_000;

    /// <summary>The file name that the first member states; null where it states none.</summary>
    public static string? ReadName(Stream stream, FileNameEncoding? chosen) => ReadHeader(stream, 0)?.Name is { Length: > 0 } name
        ? FileNameDecoder.DecodeAlone(name, chosen)
        : null;

    /// <summary>Copies the content of all members.</summary>
    /// <returns>What is wrong; then what was written is not to be trusted.</returns>
    public static Damage? Copy(Stream stream, Stream destination, CancellationToken cancellationToken)
    {
        long offset = 0;
        for (int i = 0; i < MaxMembers; i++)
        {
            if (ReadHeader(stream, offset) is not { } header)
            {
                return i > 0 && IsPadding(stream, offset)
                    ? null
                    : new Damage("entry-data", $"At offset 0x{offset:x} of the gzip a member should begin, and none does; what lies there was not read. Ask for the file again.", offset);
            }

            offset += header.SizeInBytes;
            using var checking = new CheckingStream(destination, long.MaxValue);
            try
            {
                offset += Inflater.Inflate(new RangeStream(stream, offset, stream.Length), checking, cancellationToken);
            }
            catch (MalformedDataException malformed)
            {
                return new Damage("entry-data", $"{malformed.Message} What came out before is a part. Ask for the file again.", offset);
            }

            if (Check(stream, offset, checking) is { } damage)
            {
                return damage;
            }

            offset += TrailerSize;
        }

        return new Damage("limit-members", string.Create(CultureInfo.InvariantCulture, $"The gzip has more than {MaxMembers} members; the rest was not read. Ask for the logs in a zip."), offset);
    }

    private static Damage? Check(Stream stream, long offset, CheckingStream content)
    {
        Span<byte> trailer = stackalloc byte[TrailerSize];
        if (stream.ReadAt(offset, trailer).Length < TrailerSize)
        {
            return new Damage("entry-truncated", "The gzip ends before its checksum: it was cut. Ask for the file again.", offset);
        }

        return BinaryPrimitives.ReadUInt32LittleEndian(trailer) != content.Crc32 || BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]) != (uint)content.Written
            ? new Damage("entry-crc", "The content of the gzip has not the CRC-32 and size that were stated. Ask for the file again.", offset)
            : null;
    }

    private static bool IsPadding(Stream stream, long offset)
    {
        byte[] rest = new byte[1 << 16];
        return !stream.ReadAt(offset, rest).ContainsAnyExcept((byte)0);
    }

    /// <summary>Reads a header; null where none is there, or one with a longer name than is read.</summary>
    private static (int SizeInBytes, byte[] Name)? ReadHeader(Stream stream, long offset) =>
        ReadHeader(stream.ReadAt(offset, new byte[UsualHeaderSize])) ?? ReadHeader(stream.ReadAt(offset, new byte[MaxHeaderSize]));

    private static (int SizeInBytes, byte[] Name)? ReadHeader(ReadOnlySpan<byte> bytes)
    {
        var reader = new SpanReader(bytes);
        if (!bytes.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B, 8]) || bytes.Length < FixedSize || !reader.TrySkip(FixedSize))
        {
            return null;
        }

        int flags = bytes[3];
        byte[] name = [];
        bool isWhole = ((flags & HasExtra) == 0 || (reader.TryReadUInt16(out ushort extra) && reader.TrySkip(extra)))
            && ((flags & HasName) == 0 || TryReadText(ref reader, out name))
            && ((flags & HasComment) == 0 || TryReadText(ref reader, out _))
            && ((flags & HasChecksum) == 0 || reader.TrySkip(sizeof(ushort)));
        return isWhole ? (reader.Position, name) : null;
    }

    private static bool TryReadText(ref SpanReader reader, out byte[] text)
    {
        int length = reader.Rest.IndexOf((byte)0);
        text = length is > 0 and <= MaxNameLength ? reader.Rest[..length].ToArray() : [];
        return length is >= 0 and <= MaxNameLength && reader.TrySkip(length + 1);
    }
}
