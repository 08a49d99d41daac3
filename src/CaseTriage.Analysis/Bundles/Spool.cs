using System.Buffers;
using System.Security.Cryptography;

namespace CaseTriage.Analysis.Bundles;

/// <summary>
/// Takes the content of one entry: counted, hashed, and kept in memory up to a size, beyond it in a temporary file without a name of the entry,
/// which is gone once it is closed. The file is sealed with a key that only this object has: what a killed process leaves behind opens for nobody.
/// </summary>
internal sealed class Spool : Stream
{
    private const int FirstSize = 1 << 16;

    private readonly UnpackBudget _budget;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    // Rented: fresh memory for each entry of an archive costs more than unpacking it.
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int _buffered;
    private SpoolFile? _file;

    /// <param name="budget">Counts what is written.</param>
    public Spool(UnpackBudget budget) => _budget = budget;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    /// <summary>Bytes written.</summary>
    public override long Length => _file?.Length ?? _buffered;

    public override long Position
    {
        get => Length;
        set => throw new NotSupportedException();
    }

    /// <summary>What was written, at its start. It is gone with the spool.</summary>
    public Stream Content
    {
        get
        {
            if (_file is null)
            {
                return new MemoryStream(_buffer, 0, _buffered, writable: false, publiclyVisible: true);
            }

            return _file.Content;
        }
    }

    /// <summary>SHA-256 of what was written, lower-case hex.</summary>
    public string Sha256 => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <inheritdoc/>
    /// <exception cref="LimitReachedException">The bytes go over a limit; they were not taken.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        long length = Length + buffer.Length;
        _budget.Charge(buffer.Length, length);
        _hash.AppendData(buffer);
        if (_file is null && length > _budget.Limits.MaxBufferedSizeInBytes)
        {
            MoveToFile();
        }

        if (_file is not null)
        {
            _file.Write(buffer);
            return;
        }

        Grow((int)length);
        buffer.CopyTo(_buffer.AsSpan(_buffered));
        _buffered = (int)length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file?.Dispose();
            _hash.Dispose();
            Release();
        }

        base.Dispose(disposing);
    }

    private void Grow(int length)
    {
        if (length <= _buffer.Length)
        {
            return;
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(length, 2 * _buffer.Length));
        _buffer.AsSpan(0, _buffered).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    private void MoveToFile()
    {
        _file = new SpoolFile();
        _file.Write(_buffer.AsSpan(0, _buffered));
        Release();
    }

    private void Release()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        (_buffer, _buffered) = ([], 0);
    }
}

/// <summary>Counts what had to be unpacked on the way to an entry and belongs to none.</summary>
internal sealed class SkippedBytes(UnpackBudget budget) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    /// <exception cref="LimitReachedException">The bytes go over a limit.</exception>
    public override void Write(ReadOnlySpan<byte> buffer) => budget.Charge(buffer.Length, 0);

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
