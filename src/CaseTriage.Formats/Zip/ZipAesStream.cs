using System.Buffers.Binary;
using System.Security.Cryptography;
using CaseTriage.Formats.Binary;

namespace CaseTriage.Formats.Zip;

/// <summary>
/// Decrypts WinZip's AES ("AES Encryption Information: Encryption Specification AE-1 and AE-2") forward: salt, two bytes that tell a wrong
/// password, data in counter mode, ten bytes of their HMAC-SHA1. Whoever reads to the end has it verified.
/// </summary>
internal sealed class ZipAesStream : ForwardStream
{
    private const int VerifierSize = 2;
    private const int MacSize = 10;
    private const int Iterations = 1000;
    private const int BlockSize = 16;
    private const int BlocksAtOnce = 256;

    private readonly Stream _data;
    private readonly Aes _aes = Aes.Create();
    private readonly IncrementalHash _mac;
    private readonly byte[] _counters = new byte[BlockSize * BlocksAtOnce];
    private readonly byte[] _keyStream = new byte[BlockSize * BlocksAtOnce];
    private long _rest;
    private ulong _counter;
    private int _keyPosition;
    private bool _isVerified;

    private ZipAesStream(Stream data, long size, ReadOnlySpan<byte> keys)
    {
        _data = data;
        _rest = size;
        _aes.Key = keys[..(keys.Length / 2)].ToArray();
        _mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA1, keys[(keys.Length / 2)..]);
        _keyPosition = _keyStream.Length;
    }

    /// <summary>Reads what stands before the data and finds the password that fits it.</summary>
    /// <exception cref="MalformedDataException">None fits, or the data are too short.</exception>
    public static ZipAesStream Open(Stream data, long size, int strength, IEnumerable<byte[]> passwords)
    {
        int keySize = 8 * (strength + 1);
        byte[] head = new byte[(keySize / 2) + VerifierSize];
        if (size < head.Length + MacSize || data.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length)
        {
            throw new MalformedDataException("entry-data", "The data of the entry end within the header of their encryption.");
        }

        foreach (byte[] password in passwords)
        {
            byte[] derived = Derive(password, head.AsSpan(0, keySize / 2), (keySize * 2) + VerifierSize);
            if (derived.AsSpan(keySize * 2).SequenceEqual(head.AsSpan(keySize / 2)))
            {
                return new ZipAesStream(data, size - head.Length - MacSize, derived.AsSpan(0, keySize * 2));
            }
        }

        throw ZipEncryption.WrongPassword();
    }

    /// <exception cref="MalformedDataException">The end was reached, and it is not where it should be, or the HMAC is another.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (_rest == 0)
        {
            Verify();
            return 0;
        }

        int read = _data.Read(buffer[..(int)Math.Min(buffer.Length, _rest)]);
        if (read == 0 && !buffer.IsEmpty)
        {
            throw new MalformedDataException("entry-truncated", "The encrypted data of the entry end before they are whole.");
        }

        _rest -= read;
        _mac.AppendData(buffer[..read]);
        Decrypt(buffer[..read]);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _aes.Dispose();
            _mac.Dispose();
        }

        base.Dispose(disposing);
    }

    // The format prescribes the hash.
#pragma warning disable CA5379, CA5387
    private static byte[] Derive(byte[] password, ReadOnlySpan<byte> salt, int size) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, HashAlgorithmName.SHA1, size);
#pragma warning restore CA5379, CA5387

    private void Decrypt(Span<byte> bytes)
    {
        foreach (ref byte value in bytes)
        {
            if (_keyPosition == _keyStream.Length)
            {
                FillKeyStream();
            }

            value ^= _keyStream[_keyPosition++];
        }
    }

    private void FillKeyStream()
    {
        for (int i = 0; i < _counters.Length; i += BlockSize)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(_counters.AsSpan(i), ++_counter);
        }

        _aes.EncryptEcb(_counters, _keyStream, PaddingMode.None);
        _keyPosition = 0;
    }

    private void Verify()
    {
        if (_isVerified)
        {
            return;
        }

        byte[] stated = new byte[MacSize];
        int read = _data.ReadAtLeast(stated, MacSize, throwOnEndOfStream: false);
        _isVerified = read == MacSize && CryptographicOperations.FixedTimeEquals(stated, _mac.GetHashAndReset().AsSpan(0, MacSize))
            ? true
            : throw new MalformedDataException("entry-mac", "The encrypted data of the entry do not have the authentication code that stands behind them: they were changed or damaged.");
    }
}
