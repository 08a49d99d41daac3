using System.Security.Cryptography;

namespace CaseTriage.Formats.Sealed;

/// <summary>Seals what is written to it, see <see cref="SealedHeader"/>. Without <see cref="Complete"/> the file cannot be read. The target stays open.</summary>
public sealed class SealedWriter : IDisposable
{
    private readonly Stream _target;
    private readonly SealedHeader _header;
    private readonly AesGcm _cipher;
    private readonly byte[] _plain = new byte[SealedHeader.ChunkSize];
    private readonly byte[] _sealed = new byte[SealedHeader.ChunkSize + SealedHeader.TagSize];
    private int _filled;
    private long _chunk;

    /// <param name="target">Gets the header at once.</param>
    /// <param name="header">Made for this file alone.</param>
    /// <param name="fileKey">32 bytes, made of the header's salt.</param>
    public SealedWriter(Stream target, SealedHeader header, ReadOnlySpan<byte> fileKey)
    {
        _target = target;
        _header = header;
        _cipher = new AesGcm(fileKey, SealedHeader.TagSize);
        target.Write(header.Bytes);
    }

    /// <summary>Plain bytes taken so far.</summary>
    public long Length { get; private set; }

    /// <summary>Takes more bytes.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            // A full chunk waits until it is known not to be the last.
            if (_filled == SealedHeader.ChunkSize)
            {
                Seal(isLast: false);
            }

            int taken = Math.Min(bytes.Length, SealedHeader.ChunkSize - _filled);
            bytes[..taken].CopyTo(_plain.AsSpan(_filled));
            _filled += taken;
            Length += taken;
            bytes = bytes[taken..];
        }
    }

    /// <summary>Seals the last chunk. Once, and nothing is written after it.</summary>
    public void Complete() => Seal(isLast: true);

    /// <inheritdoc/>
    public void Dispose()
    {
        _cipher.Dispose();
        CryptographicOperations.ZeroMemory(_plain);
    }

    private void Seal(bool isLast)
    {
        Span<byte> nonce = stackalloc byte[SealedHeader.NonceSize];
        SealedHeader.WriteNonce(nonce, _chunk, isLast);
        _cipher.Encrypt(nonce, _plain.AsSpan(0, _filled), _sealed.AsSpan(0, _filled), _sealed.AsSpan(_filled, SealedHeader.TagSize), _header.Bytes);
        _target.Write(_sealed.AsSpan(0, _filled + SealedHeader.TagSize));
        _chunk++;
        _filled = 0;
    }
}
