namespace CaseTriage.Formats.Binary;

/// <summary>Reading of known places of a seekable stream.</summary>
internal static class StreamReading
{
    /// <summary>Reads as many bytes of an offset on as there are, at most the size of the buffer.</summary>
    /// <returns>The part of the buffer that was filled; empty where the offset lies outside the stream.</returns>
    public static Span<byte> ReadAt(this Stream stream, long offset, Span<byte> buffer)
    {
        if (offset < 0 || offset >= stream.Length)
        {
            return [];
        }

        stream.Position = offset;
        return buffer[..stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)];
    }
}
