using System.Buffers.Binary;
using System.Text;

namespace CaseTriage.TestKit.EventMessages;

/// <summary>Writes a file of event texts (MTA) byte by byte, as docs/formats/event-messages.md describes it. Shares no code with the reader.</summary>
public sealed class MtaBuilder
{
    private readonly List<byte[]> _texts = [];
    private readonly List<byte[]> _events = [];

    /// <summary>Offsets at which a part of the last file that was built begins or ends, ascending.</summary>
    public SortedSet<int> Borders { get; } = [];

    /// <summary>Version, high and low.</summary>
    public (uint Major, uint Minor) Version { get; set; } = (1, 1);

    /// <summary>Adds a text, and the record that has it.</summary>
    public MtaBuilder Add(long recordId, string text)
    {
        AddEvent(recordId, _texts.Count);
        byte[] utf16 = Encoding.Unicode.GetBytes(text + "\0");
        _texts.Add([.. U32((uint)utf16.Length), .. utf16]);
        return this;
    }

    /// <summary>Adds a record that has the text of an index.</summary>
    public MtaBuilder AddEvent(long recordId, long textIndex)
    {
        _events.Add([.. U64((ulong)recordId), .. U64((ulong)textIndex)]);
        return this;
    }

    /// <summary>The bytes.</summary>
    public byte[] Build()
    {
        Borders.Clear();
        (string Name, byte[] Bytes)[] sections = [("EVT", Pages(_events)), ("MSG", Pages(_texts)), ("PUB", [0x50, 0x55, 0x42, 0x21])];
        int tableSize = sections.Sum(section => 20 + (section.Name.Length * 2));
        var file = new List<byte>();
        file.AddRange("MTAFile\0"u8);
        file.AddRange(U32(Version.Major));
        file.AddRange(U32(Version.Minor));
        file.AddRange(U32((uint)tableSize));
        file.AddRange(U32((uint)sections.Length));
        Borders.UnionWith([0, 4, 8, 12, 16, 20, 24]);
        int offset = 24 + tableSize;
        foreach ((string name, byte[] bytes) in sections)
        {
            Borders.UnionWith([file.Count, file.Count + 8, file.Count + 16, file.Count + 20]);
            file.AddRange(U64((ulong)offset));
            file.AddRange(U64((ulong)bytes.Length));
            file.AddRange(U32((uint)(name.Length * 2)));
            file.AddRange(Encoding.Unicode.GetBytes(name));
            offset += bytes.Length;
        }

        foreach ((_, byte[] bytes) in sections)
        {
            Borders.UnionWith(BordersOf(bytes).Select(border => border + file.Count));
            file.AddRange(bytes);
        }

        Borders.Add(file.Count);
        return [.. file];
    }

    private static byte[] Pages(List<byte[]> payloads)
    {
        var section = new List<byte>();
        byte[][][] pages = [.. payloads.Chunk(100)];
        for (int number = 0; number < pages.Length; number++)
        {
            int own = section.Count;
            int next = number == pages.Length - 1 ? own : own + 888 + pages[number].Sum(payload => 8 + payload.Length);
            section.AddRange([0xFF, 0xFF, 0xFF, 0xFF]);
            section.AddRange(Enumerable.Repeat(U32((uint)pages[number].Length), 14).SelectMany(bytes => bytes));
            section.AddRange([0xFF, 0xFF, 0xFF, 0xFF, .. U64((ulong)number), .. U64((ulong)next), .. U64((ulong)own)]);
            int at = own + 888;
            foreach (byte[] payload in pages[number])
            {
                section.AddRange(U64((ulong)at));
                at += 8 + payload.Length;
            }

            section.AddRange(new byte[(100 - pages[number].Length) * 8]);
            for (int i = 0; i < pages[number].Length; i++)
            {
                section.AddRange([.. U32((uint)((number * 100) + i)), .. U32((uint)pages[number][i].Length), .. pages[number][i]]);
            }
        }

        return [.. section];
    }

    /// <summary>Within a section: its parts, and the parts of its first page and first entry.</summary>
    private static IEnumerable<int> BordersOf(byte[] section) => ((int[])[0, 4, 60, 64, 72, 80, 88, 96, 888, 892, 896, 900, 904, 912, section.Length]).Where(border => border <= section.Length);

    private static byte[] U32(uint value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] U64(ulong value)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return bytes;
    }
}
