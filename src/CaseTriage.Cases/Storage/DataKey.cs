using System.Security.Cryptography;
using CaseTriage.Formats.Sealed;

namespace CaseTriage.Cases.Storage;

/// <summary>The key of a data directory: 32 random bytes, of which the key of each sealed file is made. It never prints itself.</summary>
public sealed class DataKey
{
    /// <summary>Size of a key, in bytes.</summary>
    public const int Size = 32;

    private readonly byte[] _secret;
    private readonly byte[] _id;

    private DataKey(byte[] secret)
    {
        _secret = secret;
        _id = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, SealedHeader.KeyIdSize, salt: [], info: "CaseTriage key id 1"u8.ToArray());
    }

    /// <summary>Says which key it is and nothing about it: 32 lower-case hex digits.</summary>
    public string Id => Convert.ToHexStringLower(_id);

    /// <summary>A new key.</summary>
    public static DataKey New() => new(RandomNumberGenerator.GetBytes(Size));

    /// <summary>Reads a key as <see cref="ToText"/> gives it; null where it is none.</summary>
    public static DataKey? Parse(string text)
    {
        byte[] secret = new byte[Size];
        return Convert.TryFromBase64String(text.Trim(), secret, out int written) && written == Size ? new DataKey(secret) : null;
    }

    /// <summary>The key itself, as base64: for the key file only.</summary>
    public string ToText() => Convert.ToBase64String(_secret);

    /// <summary>A head for a new file, sealed with this key.</summary>
    public SealedHeader NewHeader() => SealedHeader.New(_id);

    /// <summary>Key of one file, 32 bytes; it opens no other.</summary>
    public byte[] FileKeyOf(SealedHeader header) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _secret, Size, header.Salt.ToArray(), info: "CaseTriage sealed file 1"u8.ToArray());

    /// <summary>Seals a few bytes, as a file is sealed.</summary>
    public byte[] Seal(ReadOnlySpan<byte> plain)
    {
        SealedHeader header = NewHeader();
        using var target = new MemoryStream();
        using var writer = new SealedWriter(target, header, FileKeyOf(header));
        writer.Write(plain);
        writer.Complete();
        return target.ToArray();
    }

    /// <summary>Opens what <see cref="Seal"/> gave.</summary>
    /// <exception cref="SealBrokenException">It was changed, or sealed with another key.</exception>
    public byte[] Open(byte[] bytes)
    {
        SealedHeader header = SealedHeader.Read(new MemoryStream(bytes));
        using var reader = new SealedReadStream(new MemoryStream(bytes), FileKeyOf(header));
        byte[] plain = new byte[reader.Length];
        reader.ReadExactly(plain);
        return plain;
    }
}
