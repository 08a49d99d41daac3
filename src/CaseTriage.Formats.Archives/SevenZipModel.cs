using System.Collections.Immutable;

namespace CaseTriage.Formats.Archives;

/// <summary>One coder of a folder: a method with its properties.</summary>
internal sealed record SevenZipCoder(ulong Id, byte[] Properties);

/// <summary>Data that were compressed as one piece ("folder" in the format's own words; it has nothing to do with those of a disk).</summary>
/// <param name="Coders">In the order in which they are undone; empty where they form no simple chain.</param>
/// <param name="SizesInBytes">What comes out of each coder, in the order of <paramref name="Coders"/>.</param>
/// <param name="PackedStreams">Number of packed streams that it is made of.</param>
internal sealed record SevenZipFolder(ImmutableArray<SevenZipCoder> Coders, ImmutableArray<long> SizesInBytes, int PackedStreams)
{
    /// <summary>Offset of the packed data from the start of the file.</summary>
    public long Offset { get; init; }

    /// <summary>Size of the packed data.</summary>
    public long PackedSizeInBytes { get; init; }

    /// <summary>CRC-32 of what comes out, or null.</summary>
    public uint? Crc32 { get; init; }

    /// <summary>Size of what comes out.</summary>
    public long SizeInBytes => SizesInBytes.IsEmpty ? 0 : SizesInBytes[^1];

    /// <summary>Whether a password is needed.</summary>
    public bool IsEncrypted => Coders.Any(coder => coder.Id == SevenZipDecoder.AesId);
}

/// <summary>A piece of what comes out of a folder: the content of one file.</summary>
internal sealed record SevenZipPiece(int Folder, long SizeInBytes, uint? Crc32);

/// <summary>The folders and their pieces.</summary>
internal sealed record SevenZipStreams(ImmutableArray<SevenZipFolder> Folders, ImmutableArray<SevenZipPiece> Pieces)
{
    public static SevenZipStreams Empty { get; } = new([], []);
}

/// <summary>A file by the header.</summary>
/// <param name="Name">As it is stored.</param>
/// <param name="Attributes">Windows attributes below, those of Unix above; 0 where none are stored.</param>
/// <param name="HasContent">Whether the next piece is its; else it is empty or a folder of a disk.</param>
/// <param name="IsFolder">Whether it is a folder of a disk.</param>
internal sealed record SevenZipFile(string Name, uint Attributes, bool HasContent, bool IsFolder);
