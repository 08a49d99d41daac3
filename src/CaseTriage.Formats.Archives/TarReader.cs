using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using CaseTriage.Formats.Binary;
using CaseTriage.Formats.Text;

namespace CaseTriage.Formats.Archives;

/// <summary>A tar: its headers are read at once, its contents where they lie. Where a header is damaged, the next sound one is looked for.</summary>
internal sealed class TarReader : ArchiveReader
{
    private const int MaxNameLength = 1024;
    private const int MaxPaxSize = 1 << 16;

    private readonly Stream _stream;
    private readonly ImmutableArray<long> _offsets;

    private TarReader(Stream stream, Scan scan, FileNameDecoder names)
        : base([.. scan.Entries.Select(entry => entry with { Name = names.Decode(scan.Names[entry.Index]) })], scan.Damage.ToImmutable())
    {
        _stream = stream;
        Names = names;
        _offsets = scan.Offsets.ToImmutable();
    }

    public static TarReader Open(Stream stream, ArchiveOptions options, CancellationToken cancellationToken)
    {
        var scan = new Scan(stream, options.MaxEntries);
        scan.Run(cancellationToken);
        return scan.Entries.Count == 0 && scan.Damage.Count > 0
            ? throw new MalformedDataException(scan.Damage[0].Code, scan.Damage[0].Message)
            : new TarReader(stream, scan, FileNameDecoder.For(scan.Names, options.Names));
    }

    public override Damage? Extract(ArchiveEntry entry, Stream destination, Stream skipped, CancellationToken cancellationToken) =>
        entry.Refusal ?? Transfer.Copy(
            new RangeStream(_stream, _offsets[entry.Index], entry.SizeInBytes ?? 0), destination, entry.SizeInBytes, crc32: null, cancellationToken);

    /// <summary>The walk over the headers.</summary>
    private sealed class Scan(Stream stream, int maxEntries)
    {
        private readonly byte[] _block = new byte[TarHeader.BlockSize];
        private long _position;
        private RawFileName? _longName;
        private long? _paxSize;
        private bool _isSparse;

        public ImmutableArray<ArchiveEntry>.Builder Entries { get; } = ImmutableArray.CreateBuilder<ArchiveEntry>();

        public List<RawFileName> Names { get; } = [];

        public ImmutableArray<long>.Builder Offsets { get; } = ImmutableArray.CreateBuilder<long>();

        public ImmutableArray<Damage>.Builder Damage { get; } = ImmutableArray.CreateBuilder<Damage>();

        public void Run(CancellationToken cancellationToken)
        {
            bool isLost = false;
            for (; ; _position += TarHeader.BlockSize)
            {
                cancellationToken.ThrowIfCancellationRequested();
                ReadOnlySpan<byte> block = stream.ReadAt(_position, _block);
                if (block.Length < TarHeader.BlockSize)
                {
                    Damage.Add(new Damage("tar-truncated", $"The tar ends at offset 0x{stream.Length:x} without its end mark: it was cut. What lies before was read. Ask for it again.", stream.Length));
                    return;
                }

                if (!block.ContainsAnyExcept((byte)0))
                {
                    return;
                }

                if (TarHeader.Decode(block) is { } header)
                {
                    isLost = false;
                    if (!Take(header))
                    {
                        return;
                    }
                }
                else if (!isLost)
                {
                    isLost = true;
                    Damage.Add(new Damage("tar-header", $"The header at offset 0x{_position:x} of the tar is damaged; what it stands for was not read.", _position));
                }
            }
        }

        /// <summary>Takes what a header stands for, and moves to the block before the next one. False where no more are taken.</summary>
        private bool Take(TarHeader header)
        {
            long offset = _position + TarHeader.BlockSize;
            long size = header.Kind is 'x' or 'g' or 'L' or 'K' ? header.SizeInBytes : _paxSize ?? header.SizeInBytes;
            if (header.Kind == 'L')
            {
                _longName = new RawFileName(ReadMeta(offset, size).TrimEnd((byte)0).ToArray(), IsMarkedUtf8: false);
            }
            else if (header.Kind == 'x')
            {
                TakePax(ReadMeta(offset, size));
            }
            else if (header.Kind is not ('g' or 'K'))
            {
                if (Entries.Count == maxEntries)
                {
                    Damage.Add(new Damage("limit-entries", string.Create(CultureInfo.InvariantCulture,
                        $"The tar has more than {maxEntries} entries; the rest was not looked at. Ask for the logs in several archives."), _position));
                    return false;
                }

                Add(header, offset, size);
            }

            long padded = size > stream.Length - offset ? stream.Length - offset : size;
            _position = offset + padded + (-padded & (TarHeader.BlockSize - 1)) - TarHeader.BlockSize;
            return true;
        }

        private void Add(TarHeader header, long offset, long size)
        {
            RawFileName name = _longName ?? new RawFileName(header.Name, IsMarkedUtf8: false);
            name = name with { Bytes = name.Bytes[..Math.Min(name.Bytes.Length, MaxNameLength)] };
            bool isFolder = header.Kind == '5' || (header.Kind is '0' or '\0' && name.Bytes.Span.EndsWith((byte)'/'));
            if (!isFolder)
            {
                Names.Add(name);
                Entries.Add(new ArchiveEntry(Entries.Count, "", size) { Refusal = Refuse(header.Kind) });
                Offsets.Add(offset);
            }

            (_longName, _paxSize, _isSparse) = (null, null, false);
        }

        private Damage? Refuse(char kind) => kind switch
        {
            '1' or '2' => EntryRefusal.Link(_position),
            '3' or '4' or '6' => EntryRefusal.Special(_position),
            'S' => EntryRefusal.Sparse(_position),
            _ => _isSparse ? EntryRefusal.Sparse(_position) : null,
        };

        private ReadOnlySpan<byte> ReadMeta(long offset, long size) => stream.ReadAt(offset, new byte[(int)Math.Min(size, MaxPaxSize)]);

        private void TakePax(ReadOnlySpan<byte> content)
        {
            Dictionary<string, byte[]> values = TarHeader.ReadPax(content);
            // POSIX pax: every value is UTF-8.
            _longName = values.TryGetValue("path", out byte[]? path) ? new RawFileName(path, IsMarkedUtf8: true) : _longName;
            _paxSize = values.TryGetValue("size", out byte[]? text) && Utf8Parser.TryParse(text, out long size, out int used) && used == text.Length && size >= 0 ? size : null;
            _isSparse = values.Keys.Any(key => key.StartsWith("GNU.sparse.", StringComparison.Ordinal));
        }
    }
}
