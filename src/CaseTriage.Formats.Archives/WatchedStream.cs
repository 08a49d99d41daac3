using CaseTriage.Formats.Binary;

namespace CaseTriage.Formats.Archives;

/// <summary>
/// Data on their way to a decoder: buffered, stopped by cancellation, and closed to a decoder that goes on reading behind their end, as some do
/// to give bytes that are not there for ever.
/// </summary>
internal sealed class WatchedStream(Stream data, CancellationToken cancellationToken) : ForwardStream
{
    // A range decoder may look a few bytes ahead of its data.
    private const int MaxReadsAtEnd = 16;

    private readonly byte[] _buffer = new byte[1 << 16];
    private int _position;
    private int _length;
    private int _readsAtEnd;

    /// <summary>Whether a decoder asked for more than there is.</summary>
    public bool IsOverrun => _readsAtEnd > 0;

    /// <summary>Bytes that were taken.</summary>
    public long Taken { get; private set; }

    /// <exception cref="EndOfStreamException">The end was read too often.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || !Fill())
        {
            return 0;
        }

        int count = Math.Min(buffer.Length, _length - _position);
        _buffer.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        Taken += count;
        return count;
    }

    /// <exception cref="EndOfStreamException">The end was read too often.</exception>
    public override int ReadByte()
    {
        if (_position == _length && !Fill())
        {
            return -1;
        }

        Taken++;
        return _buffer[_position++];
    }

    /// <summary>The next byte without taking it; -1 at the end.</summary>
    public int Peek() => Fill() ? _buffer[_position] : -1;

    private bool Fill()
    {
        if (_position < _length)
        {
            return true;
        }

        cancellationToken.ThrowIfCancellationRequested();
        _position = 0;
        _length = data.Read(_buffer);
        if (_length > 0)
        {
            return true;
        }

        return ++_readsAtEnd <= MaxReadsAtEnd ? false : throw new EndOfStreamException();
    }
}
