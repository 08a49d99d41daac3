using CaseTriage.Formats.Binary;

namespace CaseTriage.Formats.Archives;

/// <summary>One compressed file without a table: gzip (RFC 1952), xz, bzip2, Zstandard (RFC 8878). Several streams behind one another are one content.</summary>
internal sealed class SingleFileReader : ArchiveReader
{
    private static readonly (string Suffix, string Replacement)[] s_suffixes =
        [(".gz", ""), (".xz", ""), (".bz2", ""), (".zst", ""), (".tgz", ".tar"), (".txz", ".tar"), (".tbz2", ".tar"), (".tbz", ".tar"), (".tzst", ".tar")];

    private readonly Stream _stream;
    private readonly ArchiveFormat _format;

    private SingleFileReader(Stream stream, ArchiveFormat format, string name)
        : base([new ArchiveEntry(0, name, SizeInBytes: null)], [])
    {
        _stream = stream;
        _format = format;
    }

    public static SingleFileReader Open(Stream stream, ArchiveFormat format, string fileName, ArchiveOptions options) =>
        new(stream, format, (format == ArchiveFormat.Gzip ? GzipContent.ReadName(stream, options.Names) : null) ?? WithoutSuffix(fileName));

    public override Damage? Extract(ArchiveEntry entry, Stream destination, Stream skipped, CancellationToken cancellationToken)
    {
        if (_format == ArchiveFormat.Gzip)
        {
            return GzipContent.Copy(_stream, destination, cancellationToken);
        }

        var source = new WatchedStream(new RangeStream(_stream, 0, _stream.Length), cancellationToken);
        using var content = new LibraryStream(source, () => Decode(source));
        return Transfer.Copy(content, destination, size: null, crc32: null, cancellationToken);
    }

    // Each of these verifies the checksums of its format.
    private Stream Decode(WatchedStream source) => _format switch
    {
        ArchiveFormat.Xz => new XzStream(source),
        ArchiveFormat.BZip2 => Coders.BZip2(source),
        _ => Coders.Zstandard(source),
    };

    private static string WithoutSuffix(string fileName)
    {
        foreach ((string suffix, string replacement) in s_suffixes)
        {
            if (fileName.Length > suffix.Length && fileName.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            {
                return fileName[..^suffix.Length] + replacement;
            }
        }

        return fileName;
    }
}
