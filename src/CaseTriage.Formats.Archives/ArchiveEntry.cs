namespace CaseTriage.Formats.Archives;

/// <summary>One file of an archive as the archive names it. Folders are left out.</summary>
/// <param name="Index">Its place in the order of the archive, from 0.</param>
/// <param name="Name">Name as decoded, raw: may be absolute, climb, and hold any character.</param>
/// <param name="SizeInBytes">Size of the content by the archive's word; null where it does not say.</param>
public sealed record ArchiveEntry(int Index, string Name, long? SizeInBytes)
{
    /// <summary>Why the content cannot be had, or null.</summary>
    public Damage? Refusal { get; init; }
}
