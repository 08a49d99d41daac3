using System.Buffers.Binary;
using System.IO.Compression;

namespace CaseTriage.Formats.OfflineRequest;

/// <summary>Undoes gzip, zlib and deflate within a limit: what a stream would grow to is not read beyond it.</summary>
internal static class Compression
{
    /// <summary>Shorter results of deflate without a frame are chance: it has no magic and no checksum.</summary>
    private const int MinDeflated = 16;

    /// <summary>The content, or null where the bytes are not compressed.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="limit">Most bytes that come out.</param>
    /// <param name="isPlausible">Whether a result makes sense; asked of deflate without a frame only.</param>
    public static (PayloadKind Kind, byte[] Content, PayloadFault Fault)? Undo(byte[] bytes, int limit, Func<byte[], bool> isPlausible)
    {
        if (bytes is [0x1F, 0x8B, 8, ..])
        {
            return Inflate(PayloadKind.Gzip, bytes, limit);
        }

        // RFC 1950: method 8, window up to 32 KiB, and a check of the two bytes by 31.
        if (bytes is [var method, _, _, ..] && (method & 0x0F) == 8 && method >> 4 <= 7 && BinaryPrimitives.ReadUInt16BigEndian(bytes) % 31 == 0
            && Inflate(PayloadKind.Zlib, bytes, limit) is { Content.Length: > 0 } zlib)
        {
            return zlib;
        }

        return bytes.Length > 2 && (bytes[0] & 0b110) is 0b010 or 0b100 && Inflate(PayloadKind.Deflate, bytes, limit) is { Fault: PayloadFault.None, Content.Length: >= MinDeflated } deflate && isPlausible(deflate.Content)
            ? deflate
            : null;
    }

    private static (PayloadKind Kind, byte[] Content, PayloadFault Fault) Inflate(PayloadKind kind, byte[] bytes, int limit)
    {
        using var packed = new MemoryStream(bytes, writable: false);
        using Stream inflating = kind switch
        {
            PayloadKind.Gzip => new GZipStream(packed, CompressionMode.Decompress),
            PayloadKind.Zlib => new ZLibStream(packed, CompressionMode.Decompress),
            _ => new DeflateStream(packed, CompressionMode.Decompress),
        };
        using var content = new MemoryStream();
        try
        {
            byte[] buffer = new byte[8192];
            while (inflating.Read(buffer) is > 0 and int read)
            {
                if (content.Length + read > limit)
                {
                    content.Write(buffer, 0, (int)(limit - content.Length));
                    return (kind, content.ToArray(), PayloadFault.Limit);
                }

                content.Write(buffer, 0, read);
            }
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException)
        {
            // The second where a stream asks for what it does not have, a preset dictionary for example.
            return (kind, content.ToArray(), PayloadFault.Broken);
        }

        return (kind, content.ToArray(), IsWhole(kind, bytes, content) ? PayloadFault.None : PayloadFault.Broken);
    }

    /// <summary>The streams of the base library do not tell a cut end from a whole one where it falls between blocks; gzip and zlib state what must have come out.</summary>
    private static bool IsWhole(PayloadKind kind, byte[] bytes, MemoryStream content) => kind switch
    {
        PayloadKind.Gzip => bytes.Length >= 18 && BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(^4..)) == (uint)content.Length,
        PayloadKind.Zlib => bytes.Length >= 8 && BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(^4..)) == Adler32(content.GetBuffer().AsSpan(0, (int)content.Length)),
        _ => true,
    };

    /// <summary>RFC 1950, section 8.2.</summary>
    private static uint Adler32(ReadOnlySpan<byte> bytes)
    {
        uint low = 1;
        uint high = 0;
        foreach (byte value in bytes)
        {
            low = (low + value) % 65521;
            high = (high + low) % 65521;
        }

        return (high << 16) | low;
    }
}
