using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace CaseTriage.Formats.CompoundFile;

/// <summary>
/// Writes a storage of a compound file as a file of its own (MS-CFB, version 3): so a mail within a mail can be read, kept and opened by itself.
/// Streams go from file to file in pieces.
/// </summary>
public static class CompoundFileWriter
{
    /// <summary>Writes entries below a new root.</summary>
    /// <param name="source">The file that holds them.</param>
    /// <param name="entries">Storages and streams, with names of their own each.</param>
    /// <param name="replaced">Streams right below the root that get other content, by their names.</param>
    /// <param name="destination">Written forward.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>
    /// <c>entry-truncated</c> where a stream is not there whole; what is missing is filled with zeros. <c>entry-data</c> where more is stated than the source has:
    /// nothing is written then.
    /// </returns>
    public static Damage? Write(CompoundFileReader source, ImmutableArray<CompoundEntry> entries, IReadOnlyDictionary<string, byte[]> replaced, Stream destination, CancellationToken cancellationToken)
    {
        var layout = new Layout(source, entries, replaced, destination, cancellationToken);
        if (layout.Size > source.SizeInBytes)
        {
            return new Damage("entry-data", FormattableString.Invariant($"The directory states {layout.Size} bytes for this part of a file that has {source.SizeInBytes}. Ask for the file again."), null);
        }

        layout.Write();
        return layout.Lost == 0 ? null : new Damage("entry-truncated", FormattableString.Invariant($"Of the streams of this mail {layout.Lost} are not there whole. Ask for the file again."), null);
    }

    /// <summary>A place in the directory.</summary>
    private sealed class Node(string name, CompoundEntry? entry, byte[]? content)
    {
        public string Name => name;

        public CompoundEntry? Entry => entry;

        public byte[]? Content => content;

        public bool IsStream => content is not null || entry is { IsStorage: false };

        public long Size => content?.Length ?? (entry is { IsStorage: false } ? entry.SizeInBytes : 0);

        public bool IsMini => IsStream && Size < CompoundFileReader.MiniStreamCutoff;

        public uint First { get; set; } = CompoundSectors.EndOfChain;

        public uint Left { get; set; } = uint.MaxValue;

        public uint Right { get; set; } = uint.MaxValue;

        public uint Child { get; set; } = uint.MaxValue;
    }

    /// <summary>Directory, mini FAT, mini stream, streams, FAT and DIFAT, one behind the other.</summary>
    private sealed class Layout
    {
        private const int SectorSize = 512;
        private const int MiniSize = 64;
        private const int EntrySize = 128;
        private const int NumbersPerSector = SectorSize / sizeof(uint);
        private const uint FatMark = 0xFFFFFFFD;
        private const uint DifatMark = 0xFFFFFFFC;

        private readonly CompoundFileReader _source;
        private readonly Stream _destination;
        private readonly CancellationToken _cancellationToken;
        private readonly List<Node> _nodes = [];
        private readonly List<long> _runs = [];
        private readonly byte[] _number = new byte[sizeof(uint)];

        public Layout(CompoundFileReader source, ImmutableArray<CompoundEntry> entries, IReadOnlyDictionary<string, byte[]> replaced, Stream destination, CancellationToken cancellationToken)
        {
            (_source, _destination, _cancellationToken) = (source, destination, cancellationToken);
            _nodes.Add(new Node("Root Entry", null, null));
            Add(_nodes[0], entries.Select(entry => new Node(entry.Name, entry, replaced.GetValueOrDefault(entry.Name))));
            for (int i = 1; i < _nodes.Count; i++)
            {
                if (_nodes[i].Entry is { IsStorage: true } storage)
                {
                    Add(_nodes[i], storage.Children.Select(child => new Node(child.Name, child, null)));
                }
            }
        }

        /// <summary>Bytes of all streams as stated.</summary>
        public decimal Size => _nodes.Sum(node => (decimal)node.Size);

        /// <summary>Streams that were shorter than stated.</summary>
        public int Lost { get; private set; }

        public void Write()
        {
            List<Node> minis = _nodes.FindAll(node => node is { IsMini: true, Size: > 0 });
            List<Node> streams = _nodes.FindAll(node => node.IsStream && !node.IsMini);
            long miniSectors = 0;
            foreach (Node node in minis)
            {
                node.First = (uint)miniSectors;
                miniSectors += Parts(node.Size, MiniSize);
            }

            _runs.Add(Parts(_nodes.Count, SectorSize / EntrySize));
            _runs.Add(Parts(miniSectors, NumbersPerSector));
            long used = _runs.Sum();
            _nodes[0].First = miniSectors == 0 ? CompoundSectors.EndOfChain : (uint)used;
            _runs.Add(Parts(miniSectors * MiniSize, SectorSize));
            used += _runs[^1];
            foreach (Node node in streams)
            {
                node.First = (uint)used;
                _runs.Add(Parts(node.Size, SectorSize));
                used += _runs[^1];
            }

            (long fat, long difat) = Tables(used);
            WriteHeader(used, fat, difat, miniSectors);
            WriteDirectory(miniSectors * MiniSize);
            Chains(minis.Select(node => Parts(node.Size, MiniSize)), _runs[1]);
            foreach (Node node in minis)
            {
                WriteContent(node, MiniSize);
            }

            Fill(0, (_runs[2] * SectorSize) - (miniSectors * MiniSize));
            foreach (Node node in streams)
            {
                WriteContent(node, SectorSize);
            }

            Chains(_runs, fat, fatMarks: fat, difatMarks: difat);
            WriteDifat(used, fat, difat);
        }

        private static long Parts(long size, int part) => (size + part - 1) / part;

        private static (long Fat, long Difat) Tables(long used)
        {
            (long fat, long difat) = (0, 0);
            while (Parts(used + fat + difat, NumbersPerSector) > fat)
            {
                fat++;
                difat = Parts(Math.Max(0, fat - CompoundHeader.FatPlaces), NumbersPerSector - 1);
            }

            return (fat, difat);
        }

        /// <summary>Children in the order of MS-CFB 2.6.4, as a tree in which each half is as deep as the other.</summary>
        private void Add(Node parent, IEnumerable<Node> children)
        {
            List<Node> ordered = [.. children.OrderBy(child => child.Name.Length).ThenBy(child => child.Name, StringComparer.OrdinalIgnoreCase)];
            uint first = (uint)_nodes.Count;
            _nodes.AddRange(ordered);
            parent.Child = Middle(ordered, 0, ordered.Count, first);
        }

        private static uint Middle(List<Node> ordered, int from, int end, uint first)
        {
            if (from == end)
            {
                return uint.MaxValue;
            }

            int middle = (from + end) / 2;
            ordered[middle].Left = Middle(ordered, from, middle, first);
            ordered[middle].Right = Middle(ordered, middle + 1, end, first);
            return first + (uint)middle;
        }

        private void WriteHeader(long used, long fat, long difat, long miniSectors)
        {
            byte[] header = new byte[SectorSize];
            CompoundFileReader.Signature.CopyTo(header);
            Span<byte> from24 = header.AsSpan(24);
            BinaryPrimitives.WriteUInt64LittleEndian(from24, 0x0009_FFFE_0003_003E);
            header[32] = CompoundFileReader.MiniSectorShift;
            uint[] numbers =
            [
                (uint)fat, 0, 0, CompoundFileReader.MiniStreamCutoff,
                miniSectors == 0 ? CompoundSectors.EndOfChain : (uint)_runs[0], (uint)_runs[1],
                difat == 0 ? CompoundSectors.EndOfChain : (uint)(used + fat), (uint)difat,
                .. Enumerable.Range(0, CompoundHeader.FatPlaces).Select(i => i < fat ? (uint)(used + i) : uint.MaxValue),
            ];
            for (int i = 0; i < numbers.Length; i++)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(44 + (i * sizeof(uint))), numbers[i]);
            }

            _destination.Write(header);
        }

        private void WriteDirectory(long miniStreamSize)
        {
            for (int i = 0; i < _runs[0] * (SectorSize / EntrySize); i++)
            {
                byte[] entry = new byte[EntrySize];
                entry.AsSpan(68, 12).Fill(0xFF);
                if (i < _nodes.Count)
                {
                    Node node = _nodes[i];
                    string name = node.Name[..Math.Min(node.Name.Length, 31)];
                    Encoding.Unicode.GetBytes(name, entry);
                    entry[64] = (byte)((name.Length + 1) * sizeof(char));
                    (entry[66], entry[67]) = (i == 0 ? (byte)5 : node.IsStream ? (byte)2 : (byte)1, 1);
                    BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(68), node.Left);
                    BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(72), node.Right);
                    BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(76), node.Child);
                    BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(116), i == 0 || node.IsStream ? node.First : 0);
                    BinaryPrimitives.WriteInt64LittleEndian(entry.AsSpan(120), i == 0 ? miniStreamSize : node.Size);
                }

                _destination.Write(entry);
            }
        }

        /// <summary>A table in which each run is a chain, filled up to whole sectors.</summary>
        private void Chains(IEnumerable<long> runs, long sectors, long fatMarks = 0, long difatMarks = 0)
        {
            uint number = 0;
            foreach (long run in runs)
            {
                _cancellationToken.ThrowIfCancellationRequested();
                for (long i = 0; i < run; i++)
                {
                    number++;
                    Number(i + 1 == run ? CompoundSectors.EndOfChain : number);
                }
            }

            Repeat(FatMark, fatMarks);
            Repeat(DifatMark, difatMarks);
            Fill(0xFF, (sectors * SectorSize) - ((number + fatMarks + difatMarks) * sizeof(uint)));
        }

        private void WriteDifat(long used, long fat, long difat)
        {
            long place = CompoundHeader.FatPlaces;
            for (long sector = 1; sector <= difat; sector++)
            {
                for (int i = 0; i < NumbersPerSector - 1; i++, place++)
                {
                    Number(place < fat ? (uint)(used + place) : uint.MaxValue);
                }

                Number(sector == difat ? CompoundSectors.EndOfChain : (uint)(used + fat + sector));
            }
        }

        private void WriteContent(Node node, int part)
        {
            long written = node.Size;
            if (node.Content is { } content)
            {
                _destination.Write(content);
            }
            else
            {
                written = _source.Copy(node.Entry!, _destination, node.Size, _cancellationToken);
                Lost += written < node.Size ? 1 : 0;
            }

            Fill(0, (Parts(node.Size, part) * part) - written);
        }

        private void Number(uint value)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(_number, value);
            _destination.Write(_number);
        }

        private void Repeat(uint value, long count)
        {
            for (long i = 0; i < count; i++)
            {
                Number(value);
            }
        }

        private void Fill(byte value, long count)
        {
            byte[] block = new byte[(int)Math.Min(Math.Max(count, 0), SectorSize)];
            Array.Fill(block, value);
            for (; count > 0; count -= SectorSize)
            {
                _cancellationToken.ThrowIfCancellationRequested();
                _destination.Write(block.AsSpan(0, (int)Math.Min(count, SectorSize)));
            }
        }
    }
}
