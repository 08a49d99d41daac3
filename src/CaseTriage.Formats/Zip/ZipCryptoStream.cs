using CaseTriage.Formats.Binary;

namespace CaseTriage.Formats.Zip;

/// <summary>Decrypts the traditional encryption of PKWARE (APPNOTE 6.1) forward. It cannot tell whether the data were changed.</summary>
internal sealed class ZipCryptoStream : ForwardStream
{
    private const int HeaderSize = 12;

    private static readonly uint[] s_crcTable = [.. Enumerable.Range(0, 256).Select(index => CrcOf((uint)index))];

    private readonly Stream _data;
    private uint _key0 = 0x12345678;
    private uint _key1 = 0x23456789;
    private uint _key2 = 0x34567890;

    private ZipCryptoStream(Stream data, ReadOnlySpan<byte> password)
    {
        _data = data;
        foreach (byte value in password)
        {
            Update(value);
        }
    }

    /// <summary>Reads the header of twelve bytes and finds the password that fits it; one wrong of 128 is not noticed.</summary>
    /// <exception cref="MalformedDataException">None fits, or the header is not whole.</exception>
    public static ZipCryptoStream Open(Stream data, uint checkBytes, IEnumerable<byte[]> passwords)
    {
        byte[] header = new byte[HeaderSize];
        if (data.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false) < HeaderSize)
        {
            throw new MalformedDataException("entry-data", "The data of the entry end within the header of their encryption.");
        }

        foreach (byte[] password in passwords)
        {
            var stream = new ZipCryptoStream(data, password);
            byte[] plain = [.. header];
            stream.Decrypt(plain);
            if (plain[^1] == (byte)checkBytes || plain[^1] == (byte)(checkBytes >> 8))
            {
                return stream;
            }
        }

        throw ZipEncryption.WrongPassword();
    }

    public override int Read(Span<byte> buffer)
    {
        int read = _data.Read(buffer);
        Decrypt(buffer[..read]);
        return read;
    }

    private void Decrypt(Span<byte> bytes)
    {
        foreach (ref byte value in bytes)
        {
            uint temp = (_key2 | 2) & 0xFFFF;
            value ^= (byte)((temp * (temp ^ 1)) >> 8);
            Update(value);
        }
    }

    private void Update(byte value)
    {
        _key0 = s_crcTable[(byte)(_key0 ^ value)] ^ (_key0 >> 8);
        _key1 = ((_key1 + (byte)_key0) * 134775813) + 1;
        _key2 = s_crcTable[(byte)(_key2 ^ (_key1 >> 24))] ^ (_key2 >> 8);
    }

    private static uint CrcOf(uint value)
    {
        for (int bit = 0; bit < 8; bit++)
        {
            value = (value >> 1) ^ (0xEDB88320 & (uint)-(int)(value & 1));
        }

        return value;
    }
}
