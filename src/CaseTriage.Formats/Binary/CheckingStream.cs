using System.Globalization;
using System.IO.Hashing;

namespace CaseTriage.Formats.Binary;

/// <summary>Counts and sums what is written through it, and stops what gives more than was stated.</summary>
internal sealed class CheckingStream(Stream destination, long maxSize) : Stream
{
    private readonly Crc32 _checksum = new();

    public long Written { get; private set; }

    public uint Crc32 => _checksum.GetCurrentHashAsUInt32();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => Written;

    public override long Position
    {
        get => Written;
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (buffer.Length > maxSize - Written)
        {
            throw new MalformedDataException("entry-size", string.Create(CultureInfo.InvariantCulture, $"The entry gives more than the {maxSize} bytes that were stated."));
        }

        Written += buffer.Length;
        _checksum.Append(buffer);
        destination.Write(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => destination.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
