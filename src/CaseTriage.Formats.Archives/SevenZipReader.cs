using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.IO.Hashing;
using CaseTriage.Formats.Binary;

namespace CaseTriage.Formats.Archives;

/// <summary>A 7z. Its header stands at the end, so that one that was cut tells nothing of what is in it.</summary>
internal sealed class SevenZipReader : ArchiveReader
{
    private const int SignatureSize = 32;
    private const int MaxHeaderSize = 16 << 20;
    private const int MaxEncodings = 4;
    private const uint ReparsePoint = 0x400;
    private const uint UnixExtension = 0x8000;
    private const uint UnixTypeMask = 0xF000;
    private const uint UnixLink = 0xA000;

    private readonly Stream _stream;
    private readonly SevenZipStreams _streams;
    private readonly ImmutableArray<int> _pieces;
    private readonly Dictionary<int, int> _firstPieces = [];
    private readonly SevenZipKeys _keys;
    private int _folder = -1;
    private int _nextPiece;
    private Stream? _content;
    private Damage? _lost;

    private SevenZipReader(Stream stream, SevenZipKeys keys, SevenZipStreams streams, Listing listing)
        : base(listing.Entries.ToImmutable(), listing.Damage.ToImmutable())
    {
        _stream = stream;
        _keys = keys;
        _streams = streams;
        _pieces = listing.Pieces.ToImmutable();
        for (int i = 0; i < streams.Pieces.Length; i++)
        {
            _firstPieces.TryAdd(streams.Pieces[i].Folder, i);
        }
    }

    public static SevenZipReader Open(Stream stream, ArchiveOptions options, CancellationToken cancellationToken)
    {
        byte[] header = ReadStartHeader(stream);
        var keys = new SevenZipKeys(options.Password);
        for (int i = 0; i < MaxEncodings; i++)
        {
            var reader = new SevenZipHeaderReader(header, SignatureSize);
            if (header.Length > 0 && reader.ReadIsEncoded())
            {
                header = Unpack(stream, reader.ReadStreams(), keys, cancellationToken);
                continue;
            }

            (SevenZipStreams streams, ImmutableArray<SevenZipFile> files) = header.Length > 0 ? reader.ReadHeader() : (SevenZipStreams.Empty, []);
            return new SevenZipReader(stream, keys, streams, new Listing(streams, files, options));
        }

        throw Malformed("The header of the 7z is packed too often");
    }

    public override Damage? Extract(ArchiveEntry entry, Stream destination, Stream skipped, CancellationToken cancellationToken)
    {
        int piece = _pieces[entry.Index];
        if (entry.Refusal is not null || piece < 0)
        {
            return entry.Refusal;
        }

        SevenZipPiece wanted = _streams.Pieces[piece];
        if (wanted.Folder != _folder)
        {
            OpenFolder(wanted.Folder, cancellationToken);
        }

        for (; _nextPiece < piece && _lost is null; _nextPiece++)
        {
            _lost = Copy(_streams.Pieces[_nextPiece], skipped, cancellationToken);
        }

        // A damaged piece is the end of its folder, but one with another checksum is not.
        Damage? damage = _lost ?? Copy(wanted, destination, cancellationToken);
        _nextPiece = piece + 1;
        _lost ??= damage is { Code: not "entry-crc" } ? damage : null;
        return damage;
    }

    private static byte[] ReadStartHeader(Stream stream)
    {
        Span<byte> start = stackalloc byte[SignatureSize];
        if (stream.ReadAt(0, start).Length < SignatureSize || Crc32.HashToUInt32(start[12..]) != BinaryPrimitives.ReadUInt32LittleEndian(start[8..]))
        {
            throw Malformed("The start of the 7z is damaged or was cut");
        }

        ulong offset = BinaryPrimitives.ReadUInt64LittleEndian(start[12..]);
        ulong size = BinaryPrimitives.ReadUInt64LittleEndian(start[20..]);
        if (size > MaxHeaderSize)
        {
            throw new MalformedDataException("limit-7z-header", string.Create(CultureInfo.InvariantCulture, $"The header of the 7z has {size} bytes; the limit is {MaxHeaderSize}. Ask for the logs in several archives."));
        }

        if (offset > (ulong)stream.Length || SignatureSize + offset + size > (ulong)stream.Length)
        {
            throw new MalformedDataException("7z-truncated", "The header at the end of the 7z is missing: it was cut in transfer, and without it nothing can be read. Ask for the file again.");
        }

        byte[] header = new byte[size];
        return Crc32.HashToUInt32(stream.ReadAt(SignatureSize + (long)offset, header)) == BinaryPrimitives.ReadUInt32LittleEndian(start[28..])
            ? header
            : throw Malformed("The header of the 7z does not have its CRC-32");
    }

    private static byte[] Unpack(Stream stream, SevenZipStreams streams, SevenZipKeys keys, CancellationToken cancellationToken)
    {
        if (streams.Folders is not [{ SizeInBytes: <= MaxHeaderSize } folder])
        {
            throw Malformed("The packed header of the 7z is too large or of several parts");
        }

        Damage? damage = SevenZipDecoder.Refuse(folder, keys);
        using var header = new MemoryStream();
        if (damage is null)
        {
            using Stream content = SevenZipDecoder.Open(stream, folder, keys, cancellationToken);
            damage = ForPassword(folder, Transfer.Copy(content, header, folder.SizeInBytes, folder.Crc32, cancellationToken));
        }

        return damage is null ? header.ToArray() : throw new MalformedDataException(damage.Code, damage.Message);
    }

    /// <summary>Damage of what is encrypted is most often another password.</summary>
    private static Damage? ForPassword(SevenZipFolder folder, Damage? damage) => damage is not null && folder.IsEncrypted && damage.Code is "entry-data" or "entry-crc" or "entry-truncated"
        ? new Damage("entry-password", "The entry is encrypted, and either the password that was given does not fit or the data are damaged. Ask for the right one, or for the file without a password.", damage.Offset)
        : damage;

    private static MalformedDataException Malformed(string what) => new("7z-header", $"{what}. Ask for the file again.");

    private void OpenFolder(int index, CancellationToken cancellationToken)
    {
        _content?.Dispose();
        _folder = index;
        _nextPiece = _firstPieces[index];
        _lost = SevenZipDecoder.Refuse(_streams.Folders[index], _keys);
        _content = _lost is null ? SevenZipDecoder.Open(_stream, _streams.Folders[index], _keys, cancellationToken) : null;
    }

    private Damage? Copy(SevenZipPiece piece, Stream destination, CancellationToken cancellationToken) => _content is null
        ? _lost
        : ForPassword(_streams.Folders[piece.Folder], Transfer.Copy(_content, destination, piece.SizeInBytes, piece.Crc32, cancellationToken));

    /// <summary>The files with the pieces that are theirs.</summary>
    private sealed class Listing
    {
        public Listing(SevenZipStreams streams, ImmutableArray<SevenZipFile> files, ArchiveOptions options)
        {
            int next = 0;
            foreach (SevenZipFile file in files)
            {
                int piece = file.HasContent ? next++ : -1;
                if (file.IsFolder)
                {
                    continue;
                }

                if (Entries.Count == options.MaxEntries)
                {
                    Damage.Add(new Damage("limit-entries", string.Create(CultureInfo.InvariantCulture,
                        $"The 7z names {files.Length} entries; the limit is {options.MaxEntries}, the rest was not looked at. Ask for the logs in several archives."), null));
                    break;
                }

                Add(streams, file, piece);
            }
        }

        public ImmutableArray<ArchiveEntry>.Builder Entries { get; } = ImmutableArray.CreateBuilder<ArchiveEntry>();

        public ImmutableArray<int>.Builder Pieces { get; } = ImmutableArray.CreateBuilder<int>();

        public ImmutableArray<Damage>.Builder Damage { get; } = ImmutableArray.CreateBuilder<Damage>();

        private void Add(SevenZipStreams streams, SevenZipFile file, int piece)
        {
            Damage? refusal = IsLink(file.Attributes) ? EntryRefusal.Link(offset: null)
                : piece >= streams.Pieces.Length ? new Damage("entry-header", "The header of the 7z names a file for which it has no data.", null)
                : null;
            Entries.Add(new ArchiveEntry(Entries.Count, file.Name, piece >= 0 && refusal is null ? streams.Pieces[piece].SizeInBytes : 0) { Refusal = refusal });
            Pieces.Add(piece);
        }

        private static bool IsLink(uint attributes) =>
            (attributes & ReparsePoint) != 0 || ((attributes & UnixExtension) != 0 && ((attributes >> 16) & UnixTypeMask) == UnixLink);
    }
}
