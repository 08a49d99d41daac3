using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;

namespace CaseTriage.TestKit.Archives;

/// <summary>Encrypts entries of a zip for fixtures, without sharing code with the reader.</summary>
public static class ZipEncryptor
{
    /// <summary>A stored entry under PKWARE's traditional encryption (APPNOTE 6.1).</summary>
    public static ZipEntrySpec Traditional(string name, byte[] content, string password)
    {
        uint crc = Crc32.HashToUInt32(content);
        byte[] header = [.. Enumerable.Range(1, 11).Select(i => (byte)(i * 37)), (byte)(crc >> 24)];
        uint[] keys = [0x12345678, 0x23456789, 0x34567890];
        foreach (byte value in Encoding.UTF8.GetBytes(password))
        {
            Update(keys, value);
        }

        byte[] data = [.. header.Concat(content).Select(value =>
        {
            uint temp = (keys[2] | 2) & 0xFFFF;
            byte mask = (byte)((temp * (temp ^ 1)) >> 8);
            Update(keys, value);
            return (byte)(value ^ mask);
        })];
        return new ZipEntrySpec { Name = Encoding.UTF8.GetBytes(name), Content = content, Data = data, Flags = 1 };
    }

    /// <summary>A stored entry under WinZip's AES.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="password">The password.</param>
    /// <param name="strength">1, 2 or 3 for 128, 192 or 256 bits.</param>
    /// <param name="version">1 states the CRC-32, 2 does not.</param>
    public static ZipEntrySpec WithAes(string name, byte[] content, string password, int strength, int version)
    {
        int keySize = 64 + (64 * strength);
        byte[] salt = [.. Enumerable.Range(1, keySize / 16).Select(i => (byte)i)];
        byte[] keys = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, 1000, HashAlgorithmName.SHA1, (keySize / 4) + 2);
        using var aes = Aes.Create();
        aes.Key = keys[..(keySize / 8)];
        byte[] cipher = [.. content];
        for (int i = 0; i < cipher.Length; i += 16)
        {
            byte[] counter = new byte[16];
            BitConverter.GetBytes((i / 16) + 1).CopyTo(counter, 0);
            byte[] mask = aes.EncryptEcb(counter, PaddingMode.None);
            for (int j = i; j < Math.Min(i + 16, cipher.Length); j++)
            {
                cipher[j] ^= mask[j - i];
            }
        }

        // The format prescribes the hash.
#pragma warning disable CA5350
        byte[] code = HMACSHA1.HashData(keys[(keySize / 8)..(keySize / 4)], cipher);
#pragma warning restore CA5350
        return new ZipEntrySpec
        {
            Name = Encoding.UTF8.GetBytes(name),
            Content = content,
            Data = [.. salt, .. keys[^2..], .. cipher, .. code[..10]],
            Method = 99,
            Flags = 1,
            Crc32 = version == 2 ? 0 : null,
            Extra = [0x01, 0x99, 7, 0, (byte)version, 0, (byte)'A', (byte)'E', (byte)strength, 0, 0],
        };
    }

    private static void Update(uint[] keys, byte value)
    {
        keys[0] = Step(keys[0], value);
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813) + 1;
        keys[2] = Step(keys[2], (byte)(keys[1] >> 24));
    }

    private static uint Step(uint crc, byte value)
    {
        crc ^= value;
        for (int bit = 0; bit < 8; bit++)
        {
            crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return crc;
    }
}
