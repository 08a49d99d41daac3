namespace CaseTriage.Formats.Cab;

/// <summary>Decodes the blocks of one folder in their order; each may refer to what came out before it.</summary>
internal interface ICabBlockDecoder
{
    /// <summary>Decodes the next block.</summary>
    /// <param name="block">Its data.</param>
    /// <param name="size">Exact size of what comes out, 1 to 32,768 bytes.</param>
    /// <returns>The bytes, until the next call.</returns>
    /// <exception cref="MalformedDataException">The data give something else.</exception>
    ReadOnlyMemory<byte> Decode(ArraySegment<byte> block, int size);
}
