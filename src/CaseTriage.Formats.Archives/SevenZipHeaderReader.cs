using System.Collections.Immutable;
using System.Text;
using CaseTriage.Formats.Binary;

namespace CaseTriage.Formats.Archives;

/// <summary>
/// Decodes the header of a 7z (7-Zip: "7zFormat.txt"). It is read here and not by the library, which makes lists as long as any number in it
/// says. Every count is held against the bytes that are left, of which each thing counted takes at least one.
/// </summary>
internal ref struct SevenZipHeaderReader
{
    private const int End = 0x00;
    private const int HeaderId = 0x01;
    private const int ArchivePropertiesId = 0x02;
    private const int MainStreamsId = 0x04;
    private const int FilesId = 0x05;
    private const int PackInfoId = 0x06;
    private const int UnpackInfoId = 0x07;
    private const int SubStreamsId = 0x08;
    private const int SizeId = 0x09;
    private const int CrcId = 0x0A;
    private const int FolderId = 0x0B;
    private const int UnpackSizeId = 0x0C;
    private const int UnpackCountId = 0x0D;
    private const int EmptyStreamId = 0x0E;
    private const int EmptyFileId = 0x0F;
    private const int NamesId = 0x11;
    private const int AttributesId = 0x15;
    private const int EncodedHeaderId = 0x17;
    private const int MaxCoders = 8;
    private const int MaxStreams = 32;

    private readonly long _base;
    private SpanReader _reader;

    /// <param name="header">The bytes of the header.</param>
    /// <param name="dataOffset">Offset in the file from which offsets count.</param>
    public SevenZipHeaderReader(ReadOnlySpan<byte> header, long dataOffset)
    {
        _reader = new SpanReader(header);
        _base = dataOffset;
    }

    /// <summary>Whether the header is itself packed; then its streams follow.</summary>
    public bool ReadIsEncoded() => ReadByte() switch
    {
        EncodedHeaderId => true,
        HeaderId => false,
        _ => throw Malformed(),
    };

    /// <summary>Reads streams and files of a header that is not packed.</summary>
    public (SevenZipStreams Streams, ImmutableArray<SevenZipFile> Files) ReadHeader()
    {
        SevenZipStreams streams = SevenZipStreams.Empty;
        ImmutableArray<SevenZipFile> files = [];
        for (int id = ReadByte(); id != End; id = ReadByte())
        {
            switch (id)
            {
                case ArchivePropertiesId:
                    for (int property = ReadByte(); property != End; property = ReadByte())
                    {
                        Skip(ReadNumber());
                    }

                    break;
                case MainStreamsId:
                    streams = ReadStreams();
                    break;
                case FilesId:
                    files = ReadFiles();
                    break;
                default:
                    throw Malformed();
            }
        }

        return (streams, files);
    }

    /// <summary>Reads streams: what is packed, how, and of what pieces it is made.</summary>
    public SevenZipStreams ReadStreams()
    {
        long offset = 0;
        List<long> packed = [];
        List<SevenZipFolder> folders = [];
        List<SevenZipPiece>? pieces = null;
        for (int id = ReadByte(); id != End; id = ReadByte())
        {
            switch (id)
            {
                case PackInfoId:
                    offset = ReadLong();
                    packed = ReadPackedSizes();
                    break;
                case UnpackInfoId:
                    folders = ReadFolders();
                    break;
                case SubStreamsId:
                    pieces = ReadPieces(folders);
                    break;
                default:
                    throw Malformed();
            }
        }

        pieces ??= [.. folders.Select((folder, index) => new SevenZipPiece(index, folder.SizeInBytes, folder.Crc32))];
        return new SevenZipStreams(Locate(folders, packed, _base + offset), [.. pieces]);
    }

    private static MalformedDataException Malformed() =>
        new("7z-header", "The header of the 7z is damaged: it names what cannot be. Ask for the file again.");

    private static ImmutableArray<SevenZipFolder> Locate(List<SevenZipFolder> folders, List<long> packed, long offset)
    {
        int next = 0;
        ImmutableArray<SevenZipFolder>.Builder located = ImmutableArray.CreateBuilder<SevenZipFolder>(folders.Count);
        foreach (SevenZipFolder folder in folders)
        {
            long size = 0;
            for (int end = next + folder.PackedStreams; next < end; next++)
            {
                size = next < packed.Count && packed[next] <= long.MaxValue / 4 - size ? size + packed[next] : throw Malformed();
            }

            located.Add(folder with { Offset = offset, PackedSizeInBytes = size });
            offset = offset <= long.MaxValue / 4 ? offset + size : throw Malformed();
        }

        return located.MoveToImmutable();
    }

    private List<long> ReadPackedSizes()
    {
        int count = ReadCount();
        var sizes = new List<long>();
        for (int id = ReadByte(); id != End; id = ReadByte())
        {
            switch (id)
            {
                case SizeId:
                    for (int i = 0; i < count; i++)
                    {
                        sizes.Add(ReadLong());
                    }

                    break;
                case CrcId:
                    ReadChecksums(count);
                    break;
                default:
                    throw Malformed();
            }
        }

        return sizes;
    }

    private List<SevenZipFolder> ReadFolders()
    {
        if (ReadByte() != FolderId)
        {
            throw Malformed();
        }

        int count = ReadCount();
        RefuseExternal();
        var chains = new List<(ImmutableArray<SevenZipCoder> Coders, int[] Order, int OutStreams, int PackedStreams)>();
        for (int i = 0; i < count; i++)
        {
            chains.Add(ReadFolder());
        }

        if (ReadByte() != UnpackSizeId)
        {
            throw Malformed();
        }

        var folders = new List<SevenZipFolder>();
        foreach ((ImmutableArray<SevenZipCoder> coders, int[] order, int outStreams, int packedStreams) in chains)
        {
            long[] sizes = new long[outStreams];
            for (int i = 0; i < outStreams; i++)
            {
                sizes[i] = ReadLong();
            }

            // What comes out of folders that are no chain is not known; their files are refused all the same.
            folders.Add(new SevenZipFolder(coders, order.Length == 0 ? [sizes.Max()] : [.. order.Select(index => sizes[index])], packedStreams));
        }

        for (int id = ReadByte(); id != End; id = ReadByte())
        {
            uint?[] checksums = id == CrcId ? ReadChecksums(count) : throw Malformed();
            for (int i = 0; i < count; i++)
            {
                folders[i] = folders[i] with { Crc32 = checksums[i] };
            }
        }

        return folders;
    }

    private (ImmutableArray<SevenZipCoder> Coders, int[] Order, int OutStreams, int PackedStreams) ReadFolder()
    {
        int count = ReadCount();
        int inStreams = 0;
        int outStreams = 0;
        var coders = new List<SevenZipCoder>();
        for (int i = 0; i < count && count <= MaxCoders; i++)
        {
            int head = ReadByte();
            ulong id = 0;
            for (int rest = head & 0x0F; rest > 0; rest--)
            {
                id = (id << 8) | (uint)ReadByte();
            }

            bool isComplex = (head & 0x10) != 0;
            inStreams += isComplex ? ReadCount() : 1;
            outStreams += isComplex ? ReadCount() : 1;
            coders.Add(new SevenZipCoder(id, (head & 0x20) != 0 ? ReadBytes(ReadCount()).ToArray() : []));
        }

        if (count is 0 or > MaxCoders || inStreams > MaxStreams || outStreams is 0 or > MaxStreams || outStreams - 1 > inStreams)
        {
            throw Malformed();
        }

        var outOfIn = new Dictionary<int, int>();
        var bound = new HashSet<int>();
        for (int i = 0; i < outStreams - 1; i++)
        {
            int inIndex = ReadCount(MaxStreams);
            int outIndex = ReadCount(MaxStreams);
            bound.Add(inIndex);
            outOfIn[outIndex] = inIndex;
        }

        int packed = inStreams - (outStreams - 1);
        for (int i = 0; i < packed && packed > 1; i++)
        {
            ReadCount(MaxStreams);
        }

        int[] order = inStreams == count && outStreams == count && packed == 1 ? Chain(count, bound, outOfIn) : [];
        return ([.. order.Select(index => coders[index])], order, outStreams, packed);
    }

    /// <summary>The coders from the packed data to the content; empty where the bindings do not lead through all of them.</summary>
    private static int[] Chain(int count, HashSet<int> bound, Dictionary<int, int> outOfIn)
    {
        var order = new List<int>();
        int current = Enumerable.Range(0, count).FirstOrDefault(index => !bound.Contains(index), -1);
        while (current >= 0 && current < count && order.Count < count && !order.Contains(current))
        {
            order.Add(current);
            current = outOfIn.GetValueOrDefault(current, -1);
        }

        return order.Count == count ? [.. order] : [];
    }

    private List<SevenZipPiece> ReadPieces(List<SevenZipFolder> folders)
    {
        int[] counts = [.. folders.Select(_ => 1)];
        int id = ReadByte();
        if (id == UnpackCountId)
        {
            int total = 0;
            for (int i = 0; i < counts.Length; i++)
            {
                counts[i] = ReadCount();
                total = counts[i] <= _reader.Remaining - total ? total + counts[i] : throw Malformed();
            }

            id = ReadByte();
        }

        var pieces = new List<SevenZipPiece>();
        for (int i = 0; i < counts.Length; i++)
        {
            long rest = folders[i].SizeInBytes;
            for (int j = 1; j < counts[i]; j++)
            {
                long size = id == SizeId ? ReadLong() : throw Malformed();
                rest = size <= rest ? rest - size : throw Malformed();
                pieces.Add(new SevenZipPiece(i, size, Crc32: null));
            }

            if (counts[i] > 0)
            {
                pieces.Add(new SevenZipPiece(i, rest, counts[i] == 1 ? folders[i].Crc32 : null));
            }
        }

        for (id = id == SizeId ? ReadByte() : id; id != End; id = ReadByte())
        {
            int[] open = id == CrcId ? [.. Enumerable.Range(0, pieces.Count).Where(index => pieces[index].Crc32 is null)] : throw Malformed();
            uint?[] checksums = ReadChecksums(open.Length);
            for (int i = 0; i < open.Length; i++)
            {
                pieces[open[i]] = pieces[open[i]] with { Crc32 = checksums[i] };
            }
        }

        return pieces;
    }

    private ImmutableArray<SevenZipFile> ReadFiles()
    {
        int count = ReadCount();
        string[] names = [.. Enumerable.Repeat("", count)];
        uint[] attributes = new uint[count];
        bool[] isEmpty = new bool[count];
        bool[] isEmptyFile = [];
        for (int id = ReadByte(); id != End; id = ReadByte())
        {
            var part = new SevenZipHeaderReader(ReadBytes(ReadCount()), _base);
            switch (id)
            {
                case EmptyStreamId:
                    isEmpty = part.ReadBits(count);
                    break;
                case EmptyFileId:
                    isEmptyFile = part.ReadBits(isEmpty.Count(one => one));
                    break;
                case NamesId:
                    part.RefuseExternal();
                    for (int i = 0; i < count; i++)
                    {
                        names[i] = part.ReadName();
                    }

                    break;
                case AttributesId:
                    bool[] isDefined = part.ReadDefined(count);
                    part.RefuseExternal();
                    for (int i = 0; i < count; i++)
                    {
                        attributes[i] = isDefined[i] ? part.ReadUInt32() : 0;
                    }

                    break;
            }
        }

        int empty = 0;
        return [.. Enumerable.Range(0, count).Select(i => new SevenZipFile(names[i], attributes[i], !isEmpty[i], isEmpty[i] && !isEmptyFile.ElementAtOrDefault(empty++)))];
    }

    private string ReadName()
    {
        ReadOnlySpan<byte> rest = _reader.Rest;
        for (int i = 0; i + 1 < rest.Length; i += 2)
        {
            if (rest[i] == 0 && rest[i + 1] == 0)
            {
                _reader.TrySkip(i + 2);
                return Encoding.Unicode.GetString(rest[..Math.Min(i, 2048)]);
            }
        }

        throw Malformed();
    }

    private uint?[] ReadChecksums(int count)
    {
        bool[] isDefined = ReadDefined(count);
        uint?[] checksums = new uint?[count];
        for (int i = 0; i < count; i++)
        {
            checksums[i] = isDefined[i] ? ReadUInt32() : null;
        }

        return checksums;
    }

    private bool[] ReadDefined(int count) => ReadByte() != 0 ? [.. Enumerable.Repeat(true, count)] : ReadBits(count);

    private bool[] ReadBits(int count)
    {
        ReadOnlySpan<byte> bytes = ReadBytes((count + 7) / 8);
        bool[] bits = new bool[count];
        for (int i = 0; i < count; i++)
        {
            bits[i] = (bytes[i / 8] & (0x80 >> (i % 8))) != 0;
        }

        return bits;
    }

    /// <summary>No program writes properties that lie in a stream of their own.</summary>
    private void RefuseExternal()
    {
        if (ReadByte() != 0)
        {
            throw Malformed();
        }
    }

    private int ReadCount() => ReadCount(_reader.Remaining);

    private int ReadCount(int max) => ReadNumber() is var count && count <= (ulong)max ? (int)count : throw Malformed();

    private long ReadLong() => ReadNumber() is <= long.MaxValue and var value ? (long)value : throw Malformed();

    /// <summary>A number whose first byte tells by its leading ones how many follow.</summary>
    private ulong ReadNumber()
    {
        int first = ReadByte();
        ulong value = 0;
        for (int i = 0; i < 8; i++)
        {
            int mask = 0x80 >> i;
            if ((first & mask) == 0)
            {
                return value | ((ulong)(first & (mask - 1)) << (8 * i));
            }

            value |= (ulong)ReadByte() << (8 * i);
        }

        return value;
    }

    private void Skip(ulong count)
    {
        if (count > (ulong)_reader.Remaining || !_reader.TrySkip((int)count))
        {
            throw Malformed();
        }
    }

    private ReadOnlySpan<byte> ReadBytes(int count) => _reader.TryReadBytes(count, out ReadOnlySpan<byte> bytes) ? bytes : throw Malformed();

    private int ReadByte() => _reader.TryReadByte(out byte value) ? value : throw Malformed();

    private uint ReadUInt32() => _reader.TryReadUInt32(out uint value) ? value : throw Malformed();
}
