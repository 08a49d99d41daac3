using System.Text;
using CaseTriage.Formats.Binary;

namespace CaseTriage.Formats.Zip;

/// <summary>How an entry is encrypted.</summary>
/// <param name="Method">Method by which the content was compressed before.</param>
/// <param name="AesStrength">1, 2, 3 for keys of 128, 192, 256 bits; 0 for the traditional encryption.</param>
/// <param name="HasCrc">Whether the archive states the CRC-32 of the content; AE-2 does not.</param>
/// <param name="CheckBytes">The values, each in a byte, of which the traditional encryption repeats one.</param>
internal sealed record ZipEncryption(int Method, int AesStrength, bool HasCrc, uint CheckBytes)
{
    private const int AesMethod = 99;
    private const ushort AesFieldId = 0x9901;
    private static readonly Encoding s_gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("gb18030") ?? Encoding.UTF8;

    /// <summary>Finds it; null where the entry is not encrypted, or as only PKWARE's own programs do (APPNOTE 7).</summary>
    public static ZipEncryption? Find(int flags, int method, uint crc, ushort time, ReadOnlySpan<byte> extra)
    {
        if (!ZipFlags.IsEncrypted(flags) || ZipFlags.IsStronglyEncrypted(flags))
        {
            return null;
        }

        return method == AesMethod ? FindAes(extra) : new ZipEncryption(method, AesStrength: 0, HasCrc: true, CheckBytesOf(flags, crc, time));
    }

    /// <summary>Says why the content cannot be had; null where it is not encrypted, or a password may open it.</summary>
    public static Damage? Refuse(ZipEntry entry, bool hasPassword)
    {
        if (!entry.IsEncrypted || (entry.Encryption is not null && hasPassword))
        {
            return null;
        }

        return new Damage("entry-encrypted", hasPassword
            ? "The entry is encrypted in a way that is not supported. Ask for it without a password."
            : "The entry is encrypted and cannot be read without its password. Give the password, or ask for it without one.", entry.HeaderOffset);
    }

    /// <summary>The data without the encryption.</summary>
    /// <param name="data">The data as they lie in the archive.</param>
    /// <param name="size">Their size in bytes.</param>
    /// <param name="password">Tried as UTF-8 and as GB18030, for no archive says which it means.</param>
    /// <exception cref="MalformedDataException">The password does not fit (<c>entry-password</c>), or the data are too short (<c>entry-data</c>).</exception>
    public Stream Open(Stream data, long size, string password)
    {
        byte[][] candidates = [Encoding.UTF8.GetBytes(password), s_gb18030.GetBytes(password)];
        return AesStrength > 0 ? ZipAesStream.Open(data, size, AesStrength, candidates) : ZipCryptoStream.Open(data, CheckBytes, candidates);
    }

    /// <summary>What is said of every password that does not fit, without the password.</summary>
    public static MalformedDataException WrongPassword() =>
        new("entry-password", "The entry is encrypted, and the password that was given does not fit. Ask for the right one, or for the entry without a password.");

    /// <summary>The field of WinZip ("AES Encryption Information: Encryption Specification AE-1 and AE-2", II.A).</summary>
    private static ZipEncryption? FindAes(ReadOnlySpan<byte> extra)
    {
        var reader = new SpanReader(ZipExtraField.Find(extra, AesFieldId));
        return reader.TryReadUInt16(out ushort version) && reader.TrySkip(sizeof(ushort))
            && reader.TryReadByte(out byte strength) && strength is >= 1 and <= 3 && reader.TryReadUInt16(out ushort method)
            ? new ZipEncryption(method, strength, HasCrc: version != 2, CheckBytes: 0)
            : null;
    }

    /// <summary>The high byte of the CRC-32 (APPNOTE 6.1.6), or, where the CRC was not known when it was written, of the time.</summary>
    private static uint CheckBytesOf(int flags, uint crc, ushort time) =>
        (crc >> 24 << 8) | (ZipFlags.HasDataDescriptor(flags) ? (uint)time >> 8 : crc >> 24);
}
