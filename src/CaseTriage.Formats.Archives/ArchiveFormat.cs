namespace CaseTriage.Formats.Archives;

/// <summary>The formats that <see cref="ArchiveReader"/> opens.</summary>
public enum ArchiveFormat
{
    /// <summary>Tar: v7, ustar, GNU and pax.</summary>
    Tar,

    /// <summary>7z.</summary>
    SevenZip,

    /// <summary>RAR, versions 1.5 to 4 and 5.</summary>
    Rar,

    /// <summary>One file in gzip.</summary>
    Gzip,

    /// <summary>One file in xz.</summary>
    Xz,

    /// <summary>One file in bzip2.</summary>
    BZip2,

    /// <summary>One file in Zstandard.</summary>
    Zstandard,
}
