using System.Collections.Immutable;
using CaseTriage.Formats.Text;

namespace CaseTriage.Formats.Zip;

/// <summary>
/// A zip (PKWARE APPNOTE 6.3.10) by its central directory: stored, Deflate and Deflate64, and what the decoders that are given
/// can; zip64; encrypted entries with their password. Every entry is checked by its size and CRC-32. What the archive says of itself is held against what is there. Where the directory is missing, as in an upload that was cut, the
/// entries are found by their local headers.
/// </summary>
public sealed class ZipArchiveReader
{
    private readonly Stream _stream;
    private readonly ZipContent _content;

    private ZipArchiveReader(Stream stream, ZipContent content, IEnumerable<ZipEntry> entries, FileNameEncoding? names, ImmutableArray<Damage> damage)
    {
        _stream = stream;
        _content = content;
        ImmutableArray<ZipEntry> found = [.. entries];
        Names = FileNameDecoder.For(found.Select(entry => entry.RawName), names);
        Entries = [.. found.Select(entry => entry with { Name = Names.Decode(entry.RawName) })];
        Damage = damage;
    }

    /// <summary>The entries in the order of the directory, folders included.</summary>
    public ImmutableArray<ZipEntry> Entries { get; }

    /// <summary>How the names were read.</summary>
    public FileNameDecoder Names { get; }

    /// <summary>What is wrong with the archive as a whole; damage of an entry comes with <see cref="Extract"/>.</summary>
    public ImmutableArray<Damage> Damage { get; }

    /// <summary>Reads the directory.</summary>
    /// <param name="stream">Seekable; used as long as entries are extracted, and not owned.</param>
    /// <param name="options">Limits, and what a person gave for this archive.</param>
    /// <param name="decoders">Decoders of further methods; null where none are at hand.</param>
    /// <exception cref="MalformedDataException">There is neither a directory nor a local header (<c>not-zip</c>).</exception>
    public static ZipArchiveReader Open(Stream stream, ArchiveOptions options, IZipDecoders? decoders)
    {
        var content = new ZipContent(decoders, options.Password);
        ImmutableArray<Damage>.Builder damage = ImmutableArray.CreateBuilder<Damage>();
        if (ZipEndRecord.Find(stream) is { } end)
        {
            List<ZipEntry> entries = ZipDirectory.Read(stream, end, options.MaxEntries, damage);
            return new ZipArchiveReader(stream, content, ZipLayout.Check(stream, entries, end.DirectoryOffset, options.Password is not null), options.Names, damage.ToImmutable());
        }

        ImmutableArray<ZipEntry> found = ZipSalvage.FindEntries(stream, options);
        if (found.IsEmpty)
        {
            throw new MalformedDataException("not-zip", "Neither the end record of a zip nor an entry was found. Ask for the file again, or for another format.");
        }

        damage.Add(new Damage("zip-truncated", "The directory at the end of the zip is missing: it was cut in transfer. What lies before the cut was read. Ask for the file again.", stream.Length));
        return new ZipArchiveReader(stream, content, found, options.Names, damage.ToImmutable());
    }

    /// <summary>Writes the content of an entry to a stream as far as it can be had.</summary>
    /// <returns>What is wrong with it: then what was written is not to be trusted. Null where size and CRC-32 are right.</returns>
    public Damage? Extract(ZipEntry entry, Stream destination, CancellationToken cancellationToken) =>
        entry.Refusal ?? _content.Copy(_stream, entry, destination, cancellationToken) ?? entry.Reservation;
}
