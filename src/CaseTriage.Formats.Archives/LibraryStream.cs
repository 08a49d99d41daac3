using CaseTriage.Formats.Binary;

namespace CaseTriage.Formats.Archives;

/// <summary>What a decoder gives, opened when it is first read. Whatever a decoder throws, what leaves here is <see cref="MalformedDataException"/> or cancellation.</summary>
/// <param name="source">The data, of which the end is known.</param>
/// <param name="open">Opens the decoder over them.</param>
internal sealed class LibraryStream(WatchedStream source, Func<Stream> open) : ForwardStream
{
    private Stream? _decoded;

    /// <exception cref="MalformedDataException">The data are damaged (<c>entry-data</c>) or end too early (<c>entry-truncated</c>).</exception>
    public override int Read(Span<byte> buffer) => Guard(source, buffer, (ref Span<byte> part) => (_decoded ??= open()).Read(part));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Guard(source, default, (ref Span<byte> _) =>
            {
                _decoded?.Dispose();
                return 0;
            });
        }

        base.Dispose(disposing);
    }

    private delegate int Reading(ref Span<byte> buffer);

    private static int Guard(WatchedStream source, Span<byte> buffer, Reading reading)
    {
        try
        {
            return reading(ref buffer);
        }
        catch (Exception e) when (e is not (OperationCanceledException or MalformedDataException))
        {
            throw LibraryError.Of(e, source.IsOverrun);
        }
    }
}
