using System.Buffers.Binary;
using System.Text;

namespace CaseTriage.TestKit.Registry;

/// <summary>Writes registry hives cell by cell. Offsets of cells count from the end of the base block; 0xFFFFFFFF stands for none.</summary>
public sealed class HiveBuilder
{
    private const int BaseBlockSize = 4096;
    private const int BinHeaderSize = 32;
    private const uint None = uint.MaxValue;

    private readonly List<byte> _cells = [];

    public HiveBuilder()
    {
        byte[] header = new byte[BinHeaderSize];
        "hbin"u8.CopyTo(header);
        _cells.AddRange(header);
    }

    /// <summary>Second sequence number of the base block; the first is 1.</summary>
    public uint SecondSequence { get; init; } = 1;

    /// <summary>Adds a cell and returns its offset.</summary>
    public uint Cell(params ReadOnlySpan<byte> content)
    {
        uint offset = (uint)_cells.Count;
        int size = (sizeof(int) + content.Length + 7) & ~7;
        byte[] cell = new byte[size];
        BinaryPrimitives.WriteInt32LittleEndian(cell, -size);
        content.CopyTo(cell.AsSpan(sizeof(int)));
        _cells.AddRange(cell);
        return offset;
    }

    /// <summary>Adds a value whose data lies in a cell of its own, or in the value where it has at most four bytes.</summary>
    public uint Value(string name, uint type, ReadOnlySpan<byte> data)
    {
        uint place = data.Length > sizeof(uint) ? Cell(data) : 0;
        byte[] cell = new byte[20 + name.Length];
        "vk"u8.CopyTo(cell);
        BinaryPrimitives.WriteUInt16LittleEndian(cell.AsSpan(2), (ushort)name.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(cell.AsSpan(4), (uint)data.Length | (data.Length > sizeof(uint) ? 0 : 0x80000000));
        BinaryPrimitives.WriteUInt32LittleEndian(cell.AsSpan(8), place);
        if (data.Length <= sizeof(uint))
        {
            data.CopyTo(cell.AsSpan(8));
        }

        BinaryPrimitives.WriteUInt32LittleEndian(cell.AsSpan(12), type);
        BinaryPrimitives.WriteUInt16LittleEndian(cell.AsSpan(16), 1);
        Encoding.Latin1.GetBytes(name, cell.AsSpan(20));
        return Cell(cell);
    }

    /// <summary>Adds a string value.</summary>
    public uint Text(string name, string text) => Value(name, 1, Encoding.Unicode.GetBytes(text + "\0"));

    /// <summary>Adds a list of key nodes or of lists: <c>lf</c>, <c>lh</c>, <c>li</c>, <c>ri</c>.</summary>
    public uint List(string signature, params ReadOnlySpan<uint> targets)
    {
        int entrySize = signature is "lf" or "lh" ? 8 : 4;
        byte[] cell = new byte[4 + (targets.Length * entrySize)];
        Encoding.Latin1.GetBytes(signature, cell);
        BinaryPrimitives.WriteUInt16LittleEndian(cell.AsSpan(2), (ushort)targets.Length);
        for (int i = 0; i < targets.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(cell.AsSpan(4 + (i * entrySize)), targets[i]);
        }

        return Cell(cell);
    }

    /// <summary>Adds a key node with the list of its subkeys, or none, and its values.</summary>
    public uint Key(string name, uint? subkeys = null, params ReadOnlySpan<uint> values)
    {
        byte[] list = new byte[values.Length * sizeof(uint)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(list.AsSpan(i * sizeof(uint)), values[i]);
        }

        bool isLatin = name.All(c => c < 256);
        byte[] bytes = isLatin ? Encoding.Latin1.GetBytes(name) : Encoding.Unicode.GetBytes(name);
        byte[] cell = new byte[76 + bytes.Length];
        "nk"u8.CopyTo(cell);
        BinaryPrimitives.WriteUInt16LittleEndian(cell.AsSpan(2), (ushort)(isLatin ? 0x20 : 0));
        BinaryPrimitives.WriteUInt32LittleEndian(cell.AsSpan(20), subkeys is null ? 0u : 1u);
        BinaryPrimitives.WriteUInt32LittleEndian(cell.AsSpan(28), subkeys ?? None);
        BinaryPrimitives.WriteUInt32LittleEndian(cell.AsSpan(36), (uint)values.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(cell.AsSpan(40), values.Length == 0 ? None : Cell(list));
        BinaryPrimitives.WriteUInt16LittleEndian(cell.AsSpan(72), (ushort)bytes.Length);
        bytes.CopyTo(cell.AsSpan(76));
        return Cell(cell);
    }

    /// <summary>Adds keys one below the other; returns the uppermost.</summary>
    public uint Path(string path, params ReadOnlySpan<uint> values)
    {
        string[] parts = path.Split('\\');
        uint key = Key(parts[^1], null, values);
        foreach (string part in parts[..^1].Reverse())
        {
            key = Key(part, List("lh", key));
        }

        return key;
    }

    /// <summary>The hive with a root.</summary>
    public byte[] Build(uint root)
    {
        byte[] hive = new byte[BaseBlockSize + _cells.Count];
        "regf"u8.CopyTo(hive);
        BinaryPrimitives.WriteUInt32LittleEndian(hive.AsSpan(4), 1);
        BinaryPrimitives.WriteUInt32LittleEndian(hive.AsSpan(8), SecondSequence);
        BinaryPrimitives.WriteUInt32LittleEndian(hive.AsSpan(36), root);
        BinaryPrimitives.WriteUInt32LittleEndian(hive.AsSpan(40), (uint)_cells.Count);
        _cells.CopyTo(hive, BaseBlockSize);
        uint sum = 0;
        for (int i = 0; i < 127; i++)
        {
            sum ^= BinaryPrimitives.ReadUInt32LittleEndian(hive.AsSpan(i * 4));
        }

        BinaryPrimitives.WriteUInt32LittleEndian(hive.AsSpan(508), sum);
        return hive;
    }
}
