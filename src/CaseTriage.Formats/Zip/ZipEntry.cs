using CaseTriage.Formats.Text;

namespace CaseTriage.Formats.Zip;

/// <summary>One entry of a zip as its central directory names it (PKWARE APPNOTE 4.3.12). Every number is the archive's word only.</summary>
public sealed record ZipEntry
{
    /// <summary>Name as the archive holds it.</summary>
    public required RawFileName RawName { get; init; }

    /// <summary>Name as decoded, raw: may be absolute, climb, and hold any character.</summary>
    public string Name { get; init; } = "";

    /// <summary>Compression method (APPNOTE 4.4.5).</summary>
    public required int Method { get; init; }

    /// <summary>Whether the content is encrypted; then it can be had with its password only.</summary>
    public required bool IsEncrypted { get; init; }

    /// <summary>CRC-32 of the content, or null where it is not known.</summary>
    public required uint? Crc32 { get; init; }

    /// <summary>Size of the data in the archive, in bytes.</summary>
    public required long CompressedSizeInBytes { get; init; }

    /// <summary>Size of the content in bytes, or null where it is not known.</summary>
    public required long? SizeInBytes { get; init; }

    /// <summary>Offset of the local header from the start of the file.</summary>
    public required long HeaderOffset { get; init; }

    /// <summary>Offset of the data from the start of the file; 0 where the local header could not be read.</summary>
    public long DataOffset { get; init; }

    /// <summary>How the content is encrypted; null where it is not, or in a way that is not known here.</summary>
    internal ZipEncryption? Encryption { get; init; }

    /// <summary>The method by which the content is compressed before it is encrypted.</summary>
    internal int ContentMethod => Encryption?.Method ?? Method;

    /// <summary>Why the content cannot be had, or null.</summary>
    public Damage? Refusal { get; init; }

    /// <summary>What is wrong with what the archive says of it although the content may be had, or null.</summary>
    public Damage? Reservation { get; init; }

    /// <summary>Whether it is a folder: its name ends with a separator and it has no content.</summary>
    public bool IsFolder => SizeInBytes is 0 && (Name.EndsWith('/') || Name.EndsWith('\\'));
}
