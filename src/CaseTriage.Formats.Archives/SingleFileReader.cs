using System.IO.Compression;
using CaseTriage.Formats.Binary;
using CaseTriage.Formats.Text;

namespace CaseTriage.Formats.Archives;

/// <summary>One compressed file without a table: gzip (RFC 1952), xz, bzip2, Zstandard (RFC 8878). Several streams behind one another are one content.</summary>
internal sealed class SingleFileReader : ArchiveReader
{
    private const int GzipHeaderSize = 10;
    private const byte GzipHasExtra = 0x04;
    private const byte GzipHasName = 0x08;
    private const int MaxNameLength = 1024;

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

    public static SingleFileReader Open(Stream stream, ArchiveFormat format, string fileName) =>
        new(stream, format, (format == ArchiveFormat.Gzip ? ReadGzipName(stream) : null) ?? WithoutSuffix(fileName));

    public override Damage? Extract(ArchiveEntry entry, Stream destination, Stream skipped, CancellationToken cancellationToken)
    {
        var source = new WatchedStream(new RangeStream(_stream, 0, _stream.Length), cancellationToken);
        using var content = new LibraryStream(source, () => Decode(source));
        return Transfer.Copy(content, destination, size: null, crc32: null, cancellationToken);
    }

    // Each of these verifies the checksums of its format, gzip by the base library: see decision 0013.
    private Stream Decode(WatchedStream source) => _format switch
    {
        ArchiveFormat.Gzip => new GZipStream(source, CompressionMode.Decompress),
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

    private static string? ReadGzipName(Stream stream)
    {
        byte[] buffer = new byte[GzipHeaderSize + sizeof(ushort) + ushort.MaxValue + MaxNameLength];
        var reader = new SpanReader(stream.ReadAt(0, buffer));
        if (!reader.TrySkip(3) || !reader.TryReadByte(out byte flags) || (flags & GzipHasName) == 0 || !reader.TrySkip(GzipHeaderSize - 4)
            || ((flags & GzipHasExtra) != 0 && !(reader.TryReadUInt16(out ushort extra) && reader.TrySkip(extra))))
        {
            return null;
        }

        int length = reader.Rest.IndexOf((byte)0);
        return length is > 0 and <= MaxNameLength ? FileNameDecoder.Decode(reader.Rest[..length], isMarkedUtf8: false).Text : null;
    }
}
