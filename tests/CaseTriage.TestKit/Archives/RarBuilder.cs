using System.IO.Hashing;
using System.Text;

namespace CaseTriage.TestKit.Archives;

/// <summary>Writes RAR files of stored entries, of version 4 (technote of WinRAR 3) or 5 ("RAR 5.0 archive format").</summary>
public sealed class RarBuilder(bool isVersion5)
{
    private readonly List<(string Name, byte[] Content, uint Crc, int DictionaryBits)> _entries = [];

    /// <summary>Adds a stored file.</summary>
    /// <param name="name">ASCII.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="crc">CRC-32 to state; null: the right one.</param>
    /// <param name="dictionaryBits">Version 5: the dictionary is 128 KiB, doubled so often.</param>
    public RarBuilder Add(string name, byte[] content, uint? crc = null, int dictionaryBits = 0)
    {
        _entries.Add((name, content, crc ?? Crc32.HashToUInt32(content), dictionaryBits));
        return this;
    }

    /// <summary>The bytes of the archive.</summary>
    public byte[] Build() => isVersion5 ? Build5() : Build4();

    private byte[] Build5()
    {
        var file = new List<byte>([.. "Rar!"u8, 0x1A, 7, 1, 0]);
        Add5(file, [1, 0, 0]);
        foreach ((string name, byte[] content, uint crc, int bits) in _entries)
        {
            byte[] size = Number(content.Length);
            Add5(file, [2, 2, .. size, 4, .. size, 0, .. BitConverter.GetBytes(crc), .. Number(bits << 10), 1, (byte)name.Length, .. Encoding.ASCII.GetBytes(name)]);
            file.AddRange(content);
        }

        Add5(file, [5, 0, 0]);
        return [.. file];
    }

    private static void Add5(List<byte> file, byte[] body)
    {
        byte[] header = [.. Number(body.Length), .. body];
        file.AddRange(BitConverter.GetBytes(Crc32.HashToUInt32(header)));
        file.AddRange(header);
    }

    private byte[] Build4()
    {
        var file = new List<byte>([.. "Rar!"u8, 0x1A, 7, 0]);
        Add4(file, 0x73, 0, new byte[6]);
        foreach ((string name, byte[] content, uint crc, _) in _entries)
        {
            byte[] size = BitConverter.GetBytes(content.Length);
            Add4(file, 0x74, 0x8000, [.. size, .. size, 2, .. BitConverter.GetBytes(crc), 0, 0, 0x21, 0x50, 20, 0x30, (byte)name.Length, 0, 0x20, 0, 0, 0, .. Encoding.ASCII.GetBytes(name)]);
            file.AddRange(content);
        }

        Add4(file, 0x7B, 0x4000, []);
        return [.. file];
    }

    private static void Add4(List<byte> file, byte type, ushort flags, byte[] body)
    {
        byte[] header = [type, .. BitConverter.GetBytes(flags), .. BitConverter.GetBytes((ushort)(body.Length + 7)), .. body];
        file.AddRange(BitConverter.GetBytes((ushort)Crc32.HashToUInt32(header)));
        file.AddRange(header);
    }

    private static byte[] Number(int value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        return [.. bytes, (byte)value];
    }
}
