using System.Buffers;
using System.Globalization;
using System.IO.Hashing;

namespace CaseTriage.Formats.Archives;

/// <summary>Copies content as it is decoded, and holds it against what was stated.</summary>
internal static class Transfer
{
    private const int BufferSize = 1 << 16;

    /// <summary>Copies a content.</summary>
    /// <param name="source">Throws <see cref="MalformedDataException"/> where the data are damaged.</param>
    /// <param name="destination">Takes the content; what it throws passes.</param>
    /// <param name="size">Bytes to copy; null: to the end.</param>
    /// <param name="crc32">CRC-32 that they should have; null where none is stated.</param>
    /// <param name="cancellationToken">Checked once per 64 KiB.</param>
    /// <returns>What is wrong; null where size and CRC-32 are right.</returns>
    public static Damage? Copy(Stream source, Stream destination, long? size, uint? crc32, CancellationToken cancellationToken)
    {
        var checksum = new Crc32();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        long rest = size ?? long.MaxValue;
        try
        {
            for (int read = -1; rest > 0 && read != 0; rest -= read)
            {
                cancellationToken.ThrowIfCancellationRequested();
                read = source.Read(buffer.AsSpan(0, (int)Math.Min(rest, BufferSize)));
                checksum.Append(buffer.AsSpan(0, read));
                destination.Write(buffer.AsSpan(0, read));
            }
        }
        catch (MalformedDataException malformed)
        {
            return new Damage(malformed.Code, malformed.Message, null);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        if (size is not null && rest > 0)
        {
            return new Damage("entry-truncated", string.Create(CultureInfo.InvariantCulture, $"The entry gives {size - rest} bytes; {size} were stated."), null);
        }

        uint found = checksum.GetCurrentHashAsUInt32();
        return crc32 is { } stated && stated != found
            ? new Damage("entry-crc", $"The content of the entry has the CRC-32 0x{found:x8}; 0x{stated:x8} was stated.", null)
            : null;
    }
}
