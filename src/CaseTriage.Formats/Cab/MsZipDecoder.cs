using CaseTriage.Formats.Binary;

namespace CaseTriage.Formats.Cab;

/// <summary>MSZIP ([MS-MCI]): each block is 'CK' and a whole Deflate stream, whose history is the 32 KiB that came out before.</summary>
internal sealed class MsZipDecoder : ICabBlockDecoder
{
    private readonly Inflater _inflater = Inflater.ForBlocks(CabFolderReader.MaxBlockSize);

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Decode(ArraySegment<byte> block, int size)
    {
        ReadOnlySpan<byte> signature = "CK"u8;
        return block.AsSpan().StartsWith(signature)
            ? _inflater.InflateBlock(block[signature.Length..], size)
            : throw new MalformedDataException("mszip", "A block of MSZIP does not begin with 'CK'.");
    }
}
