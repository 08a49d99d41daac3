using CaseTriage.Formats.Binary;

namespace CaseTriage.Formats.Archives;

/// <summary>The first bytes of a stream, which it owns.</summary>
internal sealed class BoundedStream(Stream stream, long size) : ForwardStream
{
    private long _rest = size;

    public override int Read(Span<byte> buffer)
    {
        int read = _rest <= 0 ? 0 : stream.Read(buffer[..(int)Math.Min(buffer.Length, _rest)]);
        _rest -= read;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            stream.Dispose();
        }

        base.Dispose(disposing);
    }
}
