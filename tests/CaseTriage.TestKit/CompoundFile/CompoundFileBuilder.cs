using System.Buffers.Binary;
using System.Text;

namespace CaseTriage.TestKit.CompoundFile;

/// <summary>
/// Writes compound files (MS-CFB) of version 3 and 4. Sectors of streams lie across the file in an order that is dealt by a seed, so that only a reader that
/// follows the chains can read them.
/// </summary>
public sealed class CompoundFileBuilder
{
    private const uint None = 0xFFFFFFFF;
    private const uint End = 0xFFFFFFFE;
    private const int Cutoff = 4096;

    private readonly List<(string Path, byte[]? Content)> _items = [];

    /// <summary>3 or 4.</summary>
    public int Version { get; init; } = 3;

    /// <summary>Deals the sectors; 0 keeps them in order.</summary>
    public int Seed { get; init; }

    private int SectorSize => Version == 3 ? 512 : 4096;

    /// <summary>Adds a stream; storages on its path, whose parts <c>/</c> divides, come by themselves.</summary>
    public CompoundFileBuilder Stream(string path, byte[] content)
    {
        Storages(path);
        _items.Add((path, content));
        return this;
    }

    /// <summary>Adds a storage.</summary>
    public CompoundFileBuilder Storage(string path)
    {
        Storages(path + "/");
        return this;
    }

    /// <summary>The file.</summary>
    public byte[] Build()
    {
        List<(string Path, byte[]? Content)> all = [("", null), .. _items];
        byte[] directory = new byte[(all.Count * 128 + SectorSize - 1) / SectorSize * SectorSize];
        List<byte> small = [];
        List<uint> smallFat = [];
        List<byte[]> sectors = [];
        List<uint> fat = [];
        var random = new Random(Seed);
        for (int i = 0; i < directory.Length / 128; i++)
        {
            Span<byte> entry = directory.AsSpan(i * 128, 128);
            Write(entry, 68, [None, None, None]);
            if (i >= all.Count)
            {
                continue;
            }

            (string path, byte[]? content) = all[i];
            string name = i == 0 ? "Root Entry" : path[(path.LastIndexOf('/') + 1)..];
            Encoding.Unicode.GetBytes(name, entry);
            entry[64] = (byte)(name.Length * 2 + 2);
            entry[66] = (byte)(i == 0 ? 5 : content is null ? 1 : 2);
            entry[67] = 1;
            if (content is not null)
            {
                Write(entry, 116, [content.Length == 0 ? End : content.Length < Cutoff ? AddSmall(content, small, smallFat) : AddChain(content, sectors, fat, random), (uint)content.Length]);
            }
        }

        // Children as one long arm of right siblings, in the order in which they were added.
        for (int parent = 0; parent < all.Count; parent++)
        {
            int last = -1;
            for (int i = 1; i < all.Count; i++)
            {
                if (all[parent].Content is null && ParentOf(all[i].Path) == all[parent].Path)
                {
                    Write(directory.AsSpan(), last < 0 ? parent * 128 + 76 : last * 128 + 72, [(uint)i]);
                    last = i;
                }
            }
        }

        uint smallStart = small.Count == 0 ? End : AddChain([.. small], sectors, fat, random);
        Write(directory.AsSpan(), 116, [smallStart, (uint)small.Count]);
        byte[] table = [.. smallFat.SelectMany(BitConverter.GetBytes)];
        uint smallFatStart = table.Length == 0 ? End : AddChain(Pad(table, 0xFF), sectors, fat, random);
        uint directoryStart = AddChain(directory, sectors, fat, random);
        return Assemble(sectors, fat, directoryStart, smallFatStart, (table.Length + SectorSize - 1) / SectorSize);
    }

    private static string ParentOf(string path) => path.Contains('/', StringComparison.Ordinal) ? path[..path.LastIndexOf('/')] : "";

    private void Storages(string path)
    {
        for (int end = path.IndexOf('/', StringComparison.Ordinal); end >= 0; end = path.IndexOf('/', end + 1))
        {
            string storage = path[..end];
            if (!_items.Exists(item => item.Path == storage))
            {
                _items.Add((storage, null));
            }
        }
    }

    private static uint AddSmall(byte[] content, List<byte> small, List<uint> smallFat)
    {
        uint start = (uint)smallFat.Count;
        int count = (content.Length + 63) / 64;
        small.AddRange(content);
        small.AddRange(new byte[count * 64 - content.Length]);
        smallFat.AddRange(Enumerable.Range(1, count).Select(i => i == count ? End : start + (uint)i));
        return start;
    }

    /// <summary>Adds a chain whose sectors lie in dealt order behind those that are there.</summary>
    private uint AddChain(byte[] content, List<byte[]> sectors, List<uint> fat, Random random)
    {
        int count = (content.Length + SectorSize - 1) / SectorSize;
        int[] places = [.. Enumerable.Range(sectors.Count, count)];
        if (Seed != 0)
        {
            random.Shuffle(places);
        }

        sectors.AddRange(Enumerable.Repeat<byte[]>([], count));
        fat.AddRange(new uint[count]);
        for (int i = 0; i < count; i++)
        {
            sectors[places[i]] = Pad(content[(i * SectorSize)..Math.Min(content.Length, (i + 1) * SectorSize)], 0);
            fat[places[i]] = i + 1 < count ? (uint)places[i + 1] : End;
        }

        return (uint)places[0];
    }

    private byte[] Pad(byte[] content, byte filler)
    {
        byte[] padded = new byte[(content.Length + SectorSize - 1) / SectorSize * SectorSize];
        Array.Fill(padded, filler);
        content.CopyTo(padded, 0);
        return padded;
    }

    private byte[] Assemble(List<byte[]> sectors, List<uint> fat, uint directory, uint smallFat, int smallFatSectors)
    {
        int perSector = SectorSize / 4;
        int fatSectors = 0;
        int difSectors = 0;
        while (fatSectors * perSector < sectors.Count + fatSectors + difSectors)
        {
            fatSectors++;
            difSectors = fatSectors <= 109 ? 0 : (fatSectors - 109 + perSector - 2) / (perSector - 1);
        }

        uint firstFat = (uint)sectors.Count;
        uint firstDif = firstFat + (uint)fatSectors;
        uint[] places = [.. Enumerable.Range(0, fatSectors).Select(i => firstFat + (uint)i)];
        fat.AddRange(Enumerable.Repeat(0xFFFFFFFDu, fatSectors));
        fat.AddRange(Enumerable.Repeat(0xFFFFFFFCu, difSectors));
        fat.AddRange(Enumerable.Repeat(None, fatSectors * perSector - fat.Count));

        byte[] header = new byte[SectorSize];
        new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1 }.CopyTo(header, 0);
        header[24] = 0x3E;
        header[26] = (byte)Version;
        (header[28], header[29], header[30], header[32]) = (0xFE, 0xFF, (byte)(Version == 3 ? 9 : 12), 6);
        Write(header, 44, [(uint)fatSectors, directory, 0, Cutoff, smallFat, (uint)smallFatSectors, difSectors == 0 ? End : firstDif, (uint)difSectors]);
        Write(header, 76, [.. Enumerable.Range(0, 109).Select(i => i < fatSectors ? places[i] : None)]);

        var file = new MemoryStream();
        file.Write(header);
        sectors.ForEach(sector => file.Write(sector));
        file.Write([.. fat.SelectMany(BitConverter.GetBytes)]);
        for (int i = 0; i < difSectors; i++)
        {
            IEnumerable<uint> part = places.Skip(109 + i * (perSector - 1)).Take(perSector - 1);
            uint[] padded = [.. part.Concat(Enumerable.Repeat(None, perSector)).Take(perSector - 1), i + 1 < difSectors ? firstDif + (uint)i + 1 : End];
            file.Write([.. padded.SelectMany(BitConverter.GetBytes)]);
        }

        return file.ToArray();
    }

    private static void Write(Span<byte> bytes, int offset, uint[] numbers)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[(offset + i * 4)..], numbers[i]);
        }
    }
}
