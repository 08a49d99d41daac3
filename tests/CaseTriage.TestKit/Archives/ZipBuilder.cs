using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace CaseTriage.TestKit.Archives;

/// <summary>Writes zips byte by byte, sound or hostile (PKWARE APPNOTE 4.3). A flag 0x0008 moves sizes behind the data.</summary>
public sealed class ZipBuilder
{
    private readonly List<ZipEntrySpec> _entries = [];

    /// <summary>Bytes before the archive, which its offsets do not count.</summary>
    public byte[] Prefix { get; init; } = [];

    /// <summary>Comment behind the end record.</summary>
    public byte[] Comment { get; init; } = [];

    /// <summary>Number of entries to state.</summary>
    public ushort? EntryCount { get; init; }

    /// <summary>Adds a stored entry.</summary>
    public ZipBuilder Add(string name, string content) => Add(name, Encoding.UTF8.GetBytes(content));

    /// <summary>Adds a stored entry.</summary>
    public ZipBuilder Add(string name, byte[] content) => Add(new ZipEntrySpec { Name = Encoding.UTF8.GetBytes(name), Content = content });

    /// <summary>Adds an entry.</summary>
    public ZipBuilder Add(ZipEntrySpec entry)
    {
        _entries.Add(entry);
        return this;
    }

    /// <summary>The bytes of the archive.</summary>
    public byte[] Build()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        var offsets = new List<uint>();
        foreach (ZipEntrySpec entry in _entries)
        {
            offsets.Add((uint)stream.Position);
            WriteLocal(writer, entry);
        }

        uint directory = (uint)stream.Position;
        for (int i = 0; i < _entries.Count; i++)
        {
            WriteDirectoryEntry(writer, _entries[i], offsets[_entries[i].HeaderOf ?? i]);
        }

        WriteEnd(writer, directory, (uint)stream.Position - directory);
        return [.. Prefix, .. stream.ToArray()];
    }

    private static void WriteLocal(BinaryWriter writer, ZipEntrySpec entry)
    {
        byte[] data = DataOf(entry);
        bool isLater = (entry.Flags & 0x0008) != 0;
        writer.Write("PK\x03\x04"u8);
        writer.Write((ushort)20);
        writer.Write(entry.Flags);
        writer.Write(entry.LocalMethod ?? MethodOf(entry));
        writer.Write(0);
        writer.Write(isLater ? 0 : CrcOf(entry));
        writer.Write(isLater ? 0 : (uint)data.Length);
        writer.Write(isLater ? 0 : SizeOf(entry));
        writer.Write((ushort)entry.Name.Length);
        writer.Write((ushort)entry.Extra.Length);
        writer.Write(entry.Name);
        writer.Write(entry.Extra);
        writer.Write(data);
        if (isLater)
        {
            writer.Write("PK\x07\x08"u8);
            writer.Write(CrcOf(entry));
            writer.Write((uint)data.Length);
            writer.Write(SizeOf(entry));
        }
    }

    private static void WriteDirectoryEntry(BinaryWriter writer, ZipEntrySpec entry, uint offset)
    {
        writer.Write("PK\x01\x02"u8);
        writer.Write((ushort)20);
        writer.Write((ushort)20);
        writer.Write(entry.Flags);
        writer.Write(MethodOf(entry));
        writer.Write(0);
        writer.Write(CrcOf(entry));
        writer.Write(entry.CompressedSize ?? (uint)DataOf(entry).Length);
        writer.Write(SizeOf(entry));
        writer.Write((ushort)entry.Name.Length);
        writer.Write((ushort)entry.Extra.Length);
        writer.Write(new byte[10]);
        writer.Write(offset);
        writer.Write(entry.Name);
        writer.Write(entry.Extra);
    }

    private void WriteEnd(BinaryWriter writer, uint directory, uint size)
    {
        writer.Write("PK\x05\x06"u8);
        writer.Write(0);
        writer.Write(EntryCount ?? (ushort)_entries.Count);
        writer.Write(EntryCount ?? (ushort)_entries.Count);
        writer.Write(size);
        writer.Write(directory);
        writer.Write((ushort)Comment.Length);
        writer.Write(Comment);
    }

    private static ushort MethodOf(ZipEntrySpec entry) => entry.Method ?? (entry.IsDeflated ? (ushort)8 : (ushort)0);

    private static uint CrcOf(ZipEntrySpec entry) => entry.Crc32 ?? Crc32.HashToUInt32(entry.Content);

    private static uint SizeOf(ZipEntrySpec entry) => entry.Size ?? (uint)entry.Content.Length;

    private static byte[] DataOf(ZipEntrySpec entry) => entry.Data ?? (entry.IsDeflated ? Deflate.Compress(entry.Content) : entry.Content);
}

/// <summary>Deflate of the base library, for fixtures.</summary>
public static class Deflate
{
    /// <summary>Compresses at once.</summary>
    public static byte[] Compress(ReadOnlySpan<byte> content)
    {
        using var stream = new MemoryStream();
        using (var deflate = new DeflateStream(stream, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(content);
        }

        return stream.ToArray();
    }
}
