using System.Collections.Immutable;
using System.Globalization;
using CaseTriage.Formats.Text;
using SharpCompress.Archives;
using SharpCompress.Archives.Rar;
using SharpCompress.Common;
using SharpCompress.Readers;

namespace CaseTriage.Formats.Archives;

/// <summary>A RAR, by the library. One that is solid is read by its forward reader; of any other the files are opened by themselves, so that one that is damaged costs no other.</summary>
internal sealed class RarReader : ArchiveReader
{
    private readonly ReaderOptions _options;
    private readonly Stream _stream;
    private readonly ImmutableArray<(int Ordinal, IArchiveEntry Entry)> _files;
    private readonly RarScan _scan;
    private IReader? _forward;
    private int _next;
    private Damage? _lost;

    private RarReader(Stream stream, ReaderOptions options, Listing listing, RarScan scan)
        : base(listing.Entries.ToImmutable(), listing.Damage.ToImmutable())
    {
        (_stream, _options, _scan) = (stream, options, scan);
        _files = listing.Files.ToImmutable();
    }

    public static RarReader Open(Stream stream, ArchiveOptions options, CancellationToken cancellationToken)
    {
        RarScan scan = RarScan.Of(stream, cancellationToken);
        if (scan.IsEncrypted)
        {
            throw new MalformedDataException("entry-encrypted", "The RAR is encrypted together with the names in it, which is not supported. Ask for it without a password.");
        }

        var sound = new SeekableRange(stream, scan.End, cancellationToken);
        ReaderOptions reading = new ReaderOptions
        {
            LeaveStreamOpen = true,
            Password = options.Password,
            ArchiveEncoding = new ArchiveEncoding { CustomDecoder = (bytes, start, count, _) => FileNameDecoder.DecodeAlone(bytes.AsMemory(start, count), options.Names) },
        };
        try
        {
            var listing = new Listing(scan, options, RarArchive.OpenArchive(sound, reading).Entries.Take(scan.Files.Length));
            return listing.Entries.Count == 0 && listing.Damage.Count > 0
                ? throw new MalformedDataException(listing.Damage[0].Code, listing.Damage[0].Message)
                : new RarReader(sound, reading, listing, scan);
        }
        catch (Exception e) when (e is not (OperationCanceledException or MalformedDataException))
        {
            throw LibraryError.Of(e, isOverrun: false);
        }
    }

    public override Damage? Extract(ArchiveEntry entry, Stream destination, Stream skipped, CancellationToken cancellationToken)
    {
        if (entry.Refusal is not null)
        {
            return entry.Refusal;
        }

        (int ordinal, IArchiveEntry file) = _files[entry.Index];
        return _scan.IsSolid
            ? ExtractForward(ordinal, destination, skipped, cancellationToken)
            : Copy(() => file, one => one.OpenEntryStream(), _scan.Files[ordinal].Crc32, destination, cancellationToken);
    }

    private Damage? ExtractForward(int ordinal, Stream destination, Stream skipped, CancellationToken cancellationToken)
    {
        if (_forward is null)
        {
            _stream.Position = 0;
            _forward = SharpCompress.Readers.Rar.RarReader.OpenReader(_stream, _options);
        }

        IReader forward = _forward;
        for (; _next <= ordinal && _lost is null; _next++)
        {
            Damage? damage = Copy(() => Move(forward), _ => forward.OpenEntryStream(), _scan.Files[_next].Crc32, _next < ordinal ? skipped : destination, cancellationToken);
            _lost = damage;
        }

        return _lost;
    }

    private static IEntry Move(IReader reader) => reader.MoveToNextEntry() ? reader.Entry : throw new EndOfStreamException();

    private static Damage? Copy<T>(Func<T> find, Func<T, Stream> open, uint? crc32, Stream destination, CancellationToken cancellationToken)
        where T : IEntry
    {
        T entry;
        try
        {
            entry = find();
            if (entry.IsDirectory)
            {
                return null;
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            MalformedDataException malformed = LibraryError.Of(e, isOverrun: false);
            return new Damage(malformed.Code, malformed.Message, null);
        }

        using var content = new LibraryStream(new WatchedStream(Stream.Null, cancellationToken), () => open(entry));
        Damage? damage = Transfer.Copy(content, destination, entry.Size, entry.IsEncrypted ? null : crc32, cancellationToken);
        return damage is not null && entry.IsEncrypted && damage.Code is "entry-data" or "entry-encrypted" or "entry-truncated"
            ? new Damage("entry-password", "The entry is encrypted, and either the password that was given does not fit or the data are damaged. Ask for the right one, or for the file without a password.", null)
            : damage;
    }

    /// <summary>The files with their place among all that the archive names.</summary>
    private sealed class Listing
    {
        public Listing(RarScan scan, ArchiveOptions options, IEnumerable<IArchiveEntry> all)
        {
            if (scan.IsVolume)
            {
                Damage.Add(new Damage("rar-set", "The RAR is one part of a set of several files. Ask for all parts in one file.", null));
            }

            if (scan.Damage is not null)
            {
                Damage.Add(scan.Damage);
            }

            long largest = scan.Files.Select(file => file.DictionaryInBytes).DefaultIfEmpty().Max();
            foreach ((int ordinal, IArchiveEntry entry) in all.Index())
            {
                if (entry.IsDirectory)
                {
                    continue;
                }

                if (Entries.Count == options.MaxEntries)
                {
                    Damage.Add(new Damage("limit-entries", string.Create(CultureInfo.InvariantCulture,
                        $"The RAR has more than {options.MaxEntries} entries; the rest was not looked at. Ask for the logs in several archives."), null));
                    break;
                }

                Damage? refusal = Refuse(entry, scan.IsSolid ? largest : scan.Files[ordinal].DictionaryInBytes, options.Password);
                Entries.Add(new ArchiveEntry(Entries.Count, entry.Key ?? "", entry.Size) { Refusal = refusal });
                Files.Add((ordinal, entry));
            }
        }

        public ImmutableArray<ArchiveEntry>.Builder Entries { get; } = ImmutableArray.CreateBuilder<ArchiveEntry>();

        public ImmutableArray<(int Ordinal, IArchiveEntry Entry)>.Builder Files { get; } = ImmutableArray.CreateBuilder<(int Ordinal, IArchiveEntry Entry)>();

        public ImmutableArray<Damage>.Builder Damage { get; } = ImmutableArray.CreateBuilder<Damage>();

        private static Damage? Refuse(IArchiveEntry entry, long dictionary, string? password)
        {
            if (entry.LinkTarget is not null || entry is RarArchiveEntry { IsRedir: true })
            {
                return EntryRefusal.Link(offset: null);
            }

            if (entry.IsEncrypted && password is null)
            {
                return EntryRefusal.Encrypted();
            }

            return entry.IsSplitAfter ? new Damage("rar-set", "The entry goes on in another file of the set. Ask for all parts in one file.", null)
                : dictionary > MemoryLimit.MaxSizeInBytes ? MemoryLimit.Tell(dictionary)
                : null;
        }
    }
}
