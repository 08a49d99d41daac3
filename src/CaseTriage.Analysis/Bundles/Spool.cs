using System.Security.Cryptography;

namespace CaseTriage.Analysis.Bundles;

/// <summary>
/// Takes the content of one entry: counted, hashed, and kept in memory up to a size, beyond it in a temporary file without a name of the entry,
/// which is gone once it is closed.
/// </summary>
internal sealed class Spool : Stream
{
    private const int FileBufferSize = 1 << 16;

    private readonly UnpackBudget _budget;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private Stream _content = new MemoryStream();

    /// <param name="budget">Counts what is written.</param>
    public Spool(UnpackBudget budget) => _budget = budget;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    /// <summary>Bytes written.</summary>
    public override long Length => _content.Length;

    public override long Position
    {
        get => Length;
        set => throw new NotSupportedException();
    }

    /// <summary>What was written, at its start. It belongs to the spool.</summary>
    public Stream Content
    {
        get
        {
            _content.Position = 0;
            return _content;
        }
    }

    /// <summary>SHA-256 of what was written, lower-case hex.</summary>
    public string Sha256 => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <inheritdoc/>
    /// <exception cref="LimitReachedException">The bytes go over a limit; they were not taken.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _budget.Charge(buffer.Length, Length + buffer.Length);
        if (_content is MemoryStream && Length + buffer.Length > _budget.Limits.MaxBufferedSizeInBytes)
        {
            MoveToFile();
        }

        _hash.AppendData(buffer);
        _content.Write(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => _content.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }

    private void MoveToFile()
    {
        string path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"casetriage-{Guid.NewGuid():n}");
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileBufferSize, FileOptions.DeleteOnClose);
        Content.CopyTo(file);
        _content.Dispose();
        _content = file;
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
