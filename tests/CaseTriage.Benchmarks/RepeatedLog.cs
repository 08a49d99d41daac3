namespace CaseTriage.Benchmarks;

/// <summary>A log whose chunks are those of a file, again and again up to a size.</summary>
internal sealed class RepeatedLog(string path, long size) : Stream
{
    private const int HeaderSize = 4096;
    private const int ChunkSize = 65536;
    private readonly FileStream _file = new(path, new FileStreamOptions { BufferSize = 0 });
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => size;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        long wholeEnd = _file.Length - ((_file.Length - HeaderSize) % ChunkSize);
        if (_file.Position >= wholeEnd)
        {
            _file.Position = HeaderSize;
        }

        long count = Math.Min(Math.Min(buffer.Length, size - _position), wholeEnd - _file.Position);
        int read = _file.Read(buffer[..(int)Math.Max(count, 0)]);
        _position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _file.Dispose();
        base.Dispose(disposing);
    }
}
