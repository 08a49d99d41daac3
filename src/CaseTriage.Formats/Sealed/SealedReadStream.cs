using System.Security.Cryptography;

namespace CaseTriage.Formats.Sealed;

/// <summary>The plain bytes of a sealed file, from any place. Every chunk is checked before a byte of it is given out.</summary>
public sealed class SealedReadStream : Stream
{
    private const int Stride = SealedHeader.ChunkSize + SealedHeader.TagSize;
    private readonly Stream _source;
    private readonly SealedHeader _header;
    private readonly AesGcm _cipher;
    private readonly byte[] _sealed = new byte[Stride];
    private readonly byte[] _plain = new byte[SealedHeader.ChunkSize];
    private readonly long _chunks;
    private long _opened = -1;

    /// <param name="source">Seekable; closed with this one.</param>
    /// <param name="fileKey">32 bytes.</param>
    /// <exception cref="SealBrokenException">The file is cut or changed, or the key is another.</exception>
    public SealedReadStream(Stream source, ReadOnlySpan<byte> fileKey)
    {
        _source = source;
        source.Position = 0;
        _header = SealedHeader.Read(source);
        _cipher = new AesGcm(fileKey, SealedHeader.TagSize);
        long body = source.Length - SealedHeader.Size;
        _chunks = (body + Stride - 1) / Stride;
        Length = body - (_chunks * SealedHeader.TagSize);
        try
        {
            // The last chunk says that it is the last, so the length is checked before anybody relies on it.
            if (_chunks == 0 || body - ((_chunks - 1) * Stride) < SealedHeader.TagSize)
            {
                throw Broken(_chunks);
            }

            Open(_chunks - 1);
        }
        catch
        {
            _cipher.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <summary>Plain bytes.</summary>
    public override long Length { get; }

    /// <inheritdoc/>
    public override long Position { get; set; }

    /// <summary>Opens a sealed file.</summary>
    /// <exception cref="SealBrokenException">The file is cut or changed, or the key is another.</exception>
    public static SealedReadStream OpenFile(string path, ReadOnlySpan<byte> fileKey)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        try
        {
            return new SealedReadStream(file, fileKey);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="SealBrokenException">The chunk is not as it was written.</exception>
    public override int Read(Span<byte> buffer)
    {
        int done = 0;
        while (done < buffer.Length && Position < Length)
        {
            long chunk = Position / SealedHeader.ChunkSize;
            int from = (int)(Position % SealedHeader.ChunkSize);
            Open(chunk);
            int count = Math.Min(buffer.Length - done, SizeOf(chunk) - from);
            _plain.AsSpan(from, count).CopyTo(buffer[done..]);
            done += count;
            Position += count;
        }

        return done;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin)
    {
        long start = origin switch { SeekOrigin.Current => Position, SeekOrigin.End => Length, _ => 0 };
        long position = start + offset;
        return position < 0 ? throw new IOException("A place before the start was sought.") : Position = position;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _cipher.Dispose();
            _source.Dispose();
            CryptographicOperations.ZeroMemory(_plain);
        }

        base.Dispose(disposing);
    }

    private static SealBrokenException Broken(long chunk, Exception? inner = null) =>
        new($"The seal of a file is broken at chunk {chunk}: it was cut or changed, or the key is another.", inner);

    private int SizeOf(long chunk) => (int)Math.Min(SealedHeader.ChunkSize, Length - (chunk * SealedHeader.ChunkSize));

    private void Open(long chunk)
    {
        if (chunk == _opened)
        {
            return;
        }

        _opened = -1;
        int size = SizeOf(chunk);
        _source.Position = SealedHeader.Size + (chunk * Stride);
        Span<byte> nonce = stackalloc byte[SealedHeader.NonceSize];
        SealedHeader.WriteNonce(nonce, chunk, isLast: chunk == _chunks - 1);
        try
        {
            _source.ReadExactly(_sealed, 0, size + SealedHeader.TagSize);
            _cipher.Decrypt(nonce, _sealed.AsSpan(0, size), _sealed.AsSpan(size, SealedHeader.TagSize), _plain.AsSpan(0, size), _header.Bytes);
        }
        catch (Exception exception) when (exception is CryptographicException or EndOfStreamException)
        {
            throw Broken(chunk, exception);
        }

        _opened = chunk;
    }
}
