using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CaseTriage.Formats.Sealed;

/// <summary>
/// The first 64 bytes of a sealed file: <c>CTSEALED</c>, version and chunk size (32 bits each, little-endian), id of the key, salt. Chunks of
/// 64 KiB follow, each AES-256-GCM with its tag of 16 bytes behind it; the last may be shorter. The nonce of a chunk is its number and
/// whether it is the last, the header is authenticated with each. So no chunk can be changed, moved, added or left out. A salt is used
/// once, and the key of the file is made of it: no nonce comes twice under one key.
/// </summary>
public sealed class SealedHeader
{
    /// <summary>Size of a header, in bytes.</summary>
    public const int Size = 64;

    /// <summary>Size of the id of a key, in bytes.</summary>
    public const int KeyIdSize = 16;

    internal const int ChunkSize = 64 * 1024;
    internal const int TagSize = 16;
    internal const int NonceSize = 12;

    private const int Version = 1;
    private const int KeyIdAt = 16;
    private const int SaltAt = 32;
    private readonly byte[] _bytes;

    private SealedHeader(byte[] bytes) => _bytes = bytes;

    /// <summary>Says which key the file was sealed with.</summary>
    public ReadOnlySpan<byte> KeyId => _bytes.AsSpan(KeyIdAt, KeyIdSize);

    /// <summary>Random, of this file alone.</summary>
    public ReadOnlySpan<byte> Salt => _bytes.AsSpan(SaltAt);

    internal ReadOnlySpan<byte> Bytes => _bytes;

    private static ReadOnlySpan<byte> Magic => "CTSEALED"u8;

    /// <summary>A header for a new file, with a salt of its own.</summary>
    /// <param name="keyId">16 bytes.</param>
    public static SealedHeader New(ReadOnlySpan<byte> keyId)
    {
        byte[] bytes = new byte[Size];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), ChunkSize);
        keyId[..KeyIdSize].CopyTo(bytes.AsSpan(KeyIdAt));
        RandomNumberGenerator.Fill(bytes.AsSpan(SaltAt));
        return new SealedHeader(bytes);
    }

    /// <summary>Reads a header from where the stream stands.</summary>
    /// <exception cref="SealBrokenException">There is none, or one of another version.</exception>
    public static SealedHeader Read(Stream stream)
    {
        byte[] bytes = new byte[Size];
        bool isWhole = stream.ReadAtLeast(bytes, Size, throwOnEndOfStream: false) == Size;
        return isWhole && bytes.AsSpan(0, 8).SequenceEqual(Magic)
            && BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8)) == Version
            && BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(12)) == ChunkSize
            ? new SealedHeader(bytes)
            : throw new SealBrokenException("The file has no head of a sealed file of version 1.");
    }

    internal static void WriteNonce(Span<byte> nonce, long chunk, bool isLast)
    {
        BinaryPrimitives.WriteInt64BigEndian(nonce, chunk);
        BinaryPrimitives.WriteInt32BigEndian(nonce[8..], isLast ? 1 : 0);
    }
}
