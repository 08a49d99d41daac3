namespace CaseTriage.Formats.Cab;

/// <summary>Where the blocks of a folder lie, by their own headers.</summary>
/// <param name="Start">Offset of the first from the start of the file.</param>
/// <param name="End">Offset behind the last that is there.</param>
/// <param name="SizeInBytes">Bytes that come out of all, or null where not all are there.</param>
internal readonly record struct CabExtent(long Start, long End, long? SizeInBytes)
{
    /// <summary>Goes from block header to block header; reads no data.</summary>
    public static CabExtent Measure(Stream stream, CabFolder folder, int reserveSize)
    {
        const int HeaderSize = 8;
        long offset = folder.DataOffset;
        long size = 0;
        for (int i = 0; i < folder.BlockCount; i++)
        {
            if (CabBlock.Read(stream, offset) is not { } block || offset + HeaderSize + reserveSize + block.CompressedSize > stream.Length)
            {
                return new CabExtent(folder.DataOffset, Math.Min(offset, stream.Length), null);
            }

            offset += HeaderSize + reserveSize + block.CompressedSize;
            size += block.Size;
        }

        return new CabExtent(folder.DataOffset, offset, size);
    }

    /// <summary>Whether the two share a byte.</summary>
    public bool Overlaps(CabExtent other) => Start < other.End && other.Start < End;
}
