using System.Globalization;

namespace CaseTriage.Formats.Cab;

/// <summary>Blocks that are not compressed.</summary>
internal sealed class StoredDecoder : ICabBlockDecoder
{
    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Decode(ArraySegment<byte> block, int size) => block.Count == size
        ? block
        : throw new MalformedDataException("stored", string.Create(CultureInfo.InvariantCulture, $"A stored block has {block.Count} bytes; {size} were declared."));
}
