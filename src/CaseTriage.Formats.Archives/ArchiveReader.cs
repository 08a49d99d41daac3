using System.Collections.Immutable;
using CaseTriage.Formats.Text;

namespace CaseTriage.Formats.Archives;

/// <summary>
/// An archive of the formats that need more than the base library, tar and gzip beside them. What is compressed as one piece is unpacked
/// once, from start to end. Links and devices are listed with the reason why they are not read; nothing is ever created or followed.
/// </summary>
public abstract class ArchiveReader
{
    private protected ArchiveReader(ImmutableArray<ArchiveEntry> entries, ImmutableArray<Damage> damage)
    {
        Entries = entries;
        Damage = damage;
    }

    /// <summary>The files in the order in which their content lies in the archive.</summary>
    public ImmutableArray<ArchiveEntry> Entries { get; }

    /// <summary>How the names were read; null where the format says in which encoding they are, or tells nothing of their bytes.</summary>
    public FileNameDecoder? Names { get; private protected init; }

    /// <summary>What is wrong with the archive as a whole; damage of an entry comes with <see cref="Extract"/>.</summary>
    public ImmutableArray<Damage> Damage { get; }

    /// <summary>Reads what tells the entries.</summary>
    /// <param name="stream">Seekable; used as long as entries are extracted, and not owned.</param>
    /// <param name="format">By the content; see <see cref="ArchiveFormat"/>.</param>
    /// <param name="fileName">Name of the archive, from which a single file in it may have its own.</param>
    /// <param name="options">Limits, and what a person gave for this archive.</param>
    /// <param name="cancellationToken">Checked while the entries are looked for.</param>
    /// <exception cref="MalformedDataException">It is no such archive, or no entry can be named.</exception>
    public static ArchiveReader Open(Stream stream, ArchiveFormat format, string fileName, ArchiveOptions options, CancellationToken cancellationToken) => format switch
    {
        ArchiveFormat.Tar => TarReader.Open(stream, options, cancellationToken),
        ArchiveFormat.SevenZip => SevenZipReader.Open(stream, options, cancellationToken),
        ArchiveFormat.Rar => RarReader.Open(stream, options, cancellationToken),
        _ => SingleFileReader.Open(stream, format, fileName, options),
    };

    /// <summary>Writes the content of an entry to a stream as far as it can be had. To be called in the order of <see cref="Entries"/>.</summary>
    /// <param name="entry">One of <see cref="Entries"/>.</param>
    /// <param name="destination">Takes its content.</param>
    /// <param name="skipped">Takes what lies before it and had to be unpacked on the way; it can count, and throw to stop.</param>
    /// <param name="cancellationToken">Checked at least once per 64 KiB.</param>
    /// <returns>What is wrong with it: then what was written is not to be trusted. Null where it is whole and what checksum there is, is right.</returns>
    public abstract Damage? Extract(ArchiveEntry entry, Stream destination, Stream skipped, CancellationToken cancellationToken);
}
