namespace CaseTriage.Formats.Cab;

/// <summary>Where the blocks of a folder lie in one cabinet, by their own headers.</summary>
/// <param name="Stream">The cabinet.</param>
/// <param name="Start">Offset of the first from the start of the file.</param>
/// <param name="End">Offset behind the last that is there.</param>
/// <param name="SizeInBytes">Bytes that come out of all, or null where not all are there.</param>
internal readonly record struct CabExtent(Stream Stream, long Start, long End, long? SizeInBytes)
{
    /// <summary>Goes from block header to block header; reads no data.</summary>
    public static CabExtent Measure(CabFolderPart part)
    {
        const int HeaderSize = 8;
        long offset = part.DataOffset;
        long size = 0;
        for (int i = 0; i < part.BlockCount; i++)
        {
            if (CabBlock.Read(part.Stream, offset) is not { } block || offset + HeaderSize + part.ReserveSize + block.CompressedSize > part.Stream.Length)
            {
                return new CabExtent(part.Stream, part.DataOffset, Math.Min(offset, part.Stream.Length), null);
            }

            offset += HeaderSize + part.ReserveSize + block.CompressedSize;
            size += block.Size;
        }

        return new CabExtent(part.Stream, part.DataOffset, offset, size);
    }

    /// <summary>Whether the two share a byte.</summary>
    public bool Overlaps(CabExtent other) => Stream == other.Stream && Start < other.End && other.Start < End;
}
