using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CaseTriage.Formats.Archives;

/// <summary>
/// The encryption of 7z: AES-256 in CBC mode, the key by many rounds of SHA-256 over salt, password and counter. Nothing in it tells a wrong
/// password. A key costs so much that the last one is kept: most archives have one for all that is in them.
/// </summary>
internal sealed class SevenZipKeys(string? password)
{
    private const int BlockSize = 16;

    // 7-Zip writes 19 and reads up to 24.
    private const int MaxRoundsPower = 24;

    private (int Power, byte[] Salt, byte[] Key)? _last;

    /// <summary>Whether there is a password.</summary>
    public bool HasPassword => password is not null;

    /// <summary>Decrypts a stream.</summary>
    /// <param name="data">The encrypted data.</param>
    /// <param name="properties">Power of the rounds, sizes of salt and start vector, both.</param>
    /// <param name="cancellationToken">Checked between rounds.</param>
    /// <exception cref="MalformedDataException">The properties are none.</exception>
    public Stream Open(Stream data, ReadOnlySpan<byte> properties, CancellationToken cancellationToken)
    {
        if (properties.Length < 2)
        {
            throw Malformed();
        }

        int power = properties[0] & 0x3F;
        int saltSize = ((properties[0] >> 7) & 1) + (properties[1] >> 4);
        int vectorSize = ((properties[0] >> 6) & 1) + (properties[1] & 0x0F);
        if (power > MaxRoundsPower || properties.Length < 2 + saltSize + vectorSize)
        {
            throw Malformed();
        }

        byte[] vector = new byte[BlockSize];
        properties.Slice(2 + saltSize, vectorSize).CopyTo(vector);
        ReadOnlySpan<byte> salt = properties.Slice(2, saltSize);
        if (_last is not { } last || last.Power != power || !salt.SequenceEqual(last.Salt))
        {
            last = (power, salt.ToArray(), DeriveKey(salt, power, cancellationToken));
            _last = last;
        }

        using var aes = Aes.Create();
        aes.Padding = PaddingMode.None;
        return new CryptoStream(data, aes.CreateDecryptor(last.Key, vector), CryptoStreamMode.Read);
    }

    private byte[] DeriveKey(ReadOnlySpan<byte> salt, int power, CancellationToken cancellationToken)
    {
        byte[] round = [.. salt, .. Encoding.Unicode.GetBytes(password ?? ""), .. new byte[sizeof(ulong)]];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (ulong counter = 0; counter < 1UL << power; counter++)
        {
            if ((counter & 0xFFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            BinaryPrimitives.WriteUInt64LittleEndian(round.AsSpan(round.Length - sizeof(ulong)), counter);
            hash.AppendData(round);
        }

        return hash.GetHashAndReset();
    }

    private static MalformedDataException Malformed() => new("entry-data", "The properties of the encryption are damaged.");
}
