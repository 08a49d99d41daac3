using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using CaseTriage.Formats.Binary;

namespace CaseTriage.Formats.Registry;

/// <summary>Looks keys up in a hive, and keeps what was found and what was lost.</summary>
internal sealed class HiveSearch
{
    /// <summary>Entries of lists that are looked at, over all keys. The longest list of a large hive has some thousands.</summary>
    public const int MaxEntries = 1_000_000;

    private const int MaxDamage = 50;
    private const int ListHeaderSize = sizeof(uint);
    private const int ValueNameLengthOffset = 2;
    private const int ValueNameOffset = 20;
    private const int LatinNameFlag = 1;
    private const uint InlineFlag = 0x8000_0000;

    /// <summary>Above this size data lies in segments (<c>db</c>), each of which holds as much.</summary>
    private const int MaxPlainData = 16344;

    /// <summary>Values that are kept: the keys that are asked for have some tens.</summary>
    private const int MaxValues = 10_000;

    private readonly ImmutableArray<RegistryValue>.Builder _values = ImmutableArray.CreateBuilder<RegistryValue>();
    private readonly ImmutableArray<Damage>.Builder _damage = ImmutableArray.CreateBuilder<Damage>();
    private int _entries;

    public RegistryContent ToContent() => new(_values.ToImmutable(), _damage.ToImmutable());

    public void Report(string code, string message, long offset)
    {
        if (_damage.Count < MaxDamage)
        {
            _damage.Add(new Damage(code, message, offset));
        }
    }

    /// <summary>Reads the values of the key at a path.</summary>
    public void Take(HiveCells cells, HiveKey root, string path)
    {
        HiveKey key = root;
        foreach (string part in path.Split('\\'))
        {
            if (key.SubkeyCount == 0 || FindIn(cells, key.SubkeyList, part, isInner: false) is not { } next)
            {
                return;
            }

            key = next;
        }

        if (key.ValueCount > 0)
        {
            ReadValues(cells, key, path);
        }
    }

    /// <summary>Looks in a list of keys (<c>lf</c>, <c>lh</c>, <c>li</c>), or in one of such lists (<c>ri</c>), which holds no other <c>ri</c>.</summary>
    private HiveKey? FindIn(HiveCells cells, uint list, string name, bool isInner)
    {
        if (!cells.TryGet(list, out ReadOnlySpan<byte> cell) || cell.Length < ListHeaderSize || EntrySize(cell) is not (> 0 and int entrySize) || (isInner && IsOfLists(cell)))
        {
            Report("hive-list", $"A list of keys in which '{name}' may be cannot be read.", HiveCells.PlaceOf(list));
            return null;
        }

        int count = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(cell[sizeof(ushort)..]), (cell.Length - ListHeaderSize) / entrySize);
        for (int index = 0; index < count && MayLookAt(list); index++)
        {
            uint target = BinaryPrimitives.ReadUInt32LittleEndian(cell[(ListHeaderSize + (index * entrySize))..]);
            if ((IsOfLists(cell) ? FindIn(cells, target, name, isInner: true) : KeyNamed(cells, target, name)) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static bool IsOfLists(ReadOnlySpan<byte> list) => list[0] == (byte)'r';

    private static int EntrySize(ReadOnlySpan<byte> list) =>
        list.StartsWith("lf"u8) || list.StartsWith("lh"u8) ? 2 * sizeof(uint) : list.StartsWith("li"u8) || list.StartsWith("ri"u8) ? sizeof(uint) : 0;

    private HiveKey? KeyNamed(HiveCells cells, uint offset, string name)
    {
        if (!cells.TryGet(offset, out ReadOnlySpan<byte> cell) || !HiveKey.TryRead(cell, out HiveKey key))
        {
            Report("hive-key", $"A key beside '{name}', or that key itself, cannot be read.", HiveCells.PlaceOf(offset));
            return null;
        }

        return string.Equals(key.Name, name, StringComparison.OrdinalIgnoreCase) ? key : null;
    }

    private bool MayLookAt(uint list)
    {
        if (++_entries <= MaxEntries)
        {
            return true;
        }

        if (_entries == MaxEntries + 1)
        {
            Report("limit-entries", string.Create(CultureInfo.InvariantCulture, $"More than {MaxEntries} entries of lists were looked at; the rest of the hive was not read."), HiveCells.PlaceOf(list));
        }

        return false;
    }

    private void ReadValues(HiveCells cells, HiveKey key, string path)
    {
        if (!cells.TryGet(key.ValueList, out ReadOnlySpan<byte> list))
        {
            Report("hive-list", $"The list of values of '{path}' cannot be read.", HiveCells.PlaceOf(key.ValueList));
            return;
        }

        int count = (int)Math.Min(key.ValueCount, list.Length / sizeof(uint));
        for (int index = 0; index < count && _values.Count < MaxValues && MayLookAt(key.ValueList); index++)
        {
            uint offset = BinaryPrimitives.ReadUInt32LittleEndian(list[(index * sizeof(uint))..]);
            if (ReadValue(cells, offset, path) is { } value)
            {
                _values.Add(value);
            }
            else
            {
                Report("hive-value", $"A value of '{path}' cannot be read.", HiveCells.PlaceOf(offset));
            }
        }
    }

    private static RegistryValue? ReadValue(HiveCells cells, uint offset, string path)
    {
        if (!cells.TryGet(offset, out ReadOnlySpan<byte> cell) || cell.Length < ValueNameOffset || !cell.StartsWith("vk"u8))
        {
            return null;
        }

        var reader = new SpanReader(cell, ValueNameLengthOffset);
        reader.TryReadUInt16(out ushort nameLength);
        reader.TryReadUInt32(out uint size);
        ReadOnlySpan<byte> inline = reader.Rest[..sizeof(uint)];
        reader.TryReadUInt32(out uint dataOffset);
        reader.TryReadUInt32(out uint type);
        reader.TryReadUInt16(out ushort flags);
        return HiveCells.TryReadName(cell, ValueNameOffset, nameLength, (flags & LatinNameFlag) != 0, out string name) && TryReadData(cells, size, dataOffset, inline, out ReadOnlySpan<byte> data)
            ? new RegistryValue { Key = path, Name = name, Text = RegistryData.ToText(type, data), Offset = HiveCells.PlaceOf(offset) }
            : null;
    }

    /// <summary>The data, of big data the first segment: no text that is kept is longer.</summary>
    private static bool TryReadData(HiveCells cells, uint size, uint offset, ReadOnlySpan<byte> inline, out ReadOnlySpan<byte> data)
    {
        data = default;
        if ((size & InlineFlag) != 0)
        {
            data = inline[..(int)Math.Min(size & ~InlineFlag, sizeof(uint))];
            return true;
        }

        if (size == 0)
        {
            return true;
        }

        if (!cells.TryGet(offset, out ReadOnlySpan<byte> cell) || (size > MaxPlainData && cell.StartsWith("db"u8) && !TryReadFirstSegment(cells, cell, out cell)))
        {
            return false;
        }

        data = cell[..(int)Math.Min(size, cell.Length)];
        return true;
    }

    private static bool TryReadFirstSegment(HiveCells cells, ReadOnlySpan<byte> big, out ReadOnlySpan<byte> segment)
    {
        segment = default;
        return big.Length >= 2 * sizeof(uint)
            && cells.TryGet(BinaryPrimitives.ReadUInt32LittleEndian(big[sizeof(uint)..]), out ReadOnlySpan<byte> list) && list.Length >= sizeof(uint)
            && cells.TryGet(BinaryPrimitives.ReadUInt32LittleEndian(list), out segment);
    }
}
