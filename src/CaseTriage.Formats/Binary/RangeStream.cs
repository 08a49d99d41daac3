namespace CaseTriage.Formats.Binary;

/// <summary>A range of a seekable stream, read forward from its start. It does not own the stream, and moves its position.</summary>
internal sealed class RangeStream : ForwardStream
{
    private readonly Stream _stream;
    private readonly long _end;
    private long _position;

    /// <param name="stream">Seekable; nothing else may move it meanwhile.</param>
    /// <param name="start">Offset of the first byte.</param>
    /// <param name="length">Bytes of the range; it ends where the stream ends.</param>
    public RangeStream(Stream stream, long start, long length)
    {
        _stream = stream;
        _position = start;
        _end = start + Math.Max(0, Math.Min(length, stream.Length - start));
    }

    public override int Read(Span<byte> buffer)
    {
        int count = (int)Math.Min(buffer.Length, _end - _position);
        if (count <= 0)
        {
            return 0;
        }

        _stream.Position = _position;
        int read = _stream.Read(buffer[..count]);
        _position += read;
        return read;
    }
}
