using CaseTriage.Formats.Binary;

namespace CaseTriage.Formats.Registry;

/// <summary>A key node (<c>nk</c>) of a hive.</summary>
internal readonly record struct HiveKey(string Name, uint SubkeyCount, uint SubkeyList, uint ValueCount, uint ValueList)
{
    private const int FlagsOffset = 2;
    private const int SubkeyCountOffset = 20;
    private const int SubkeyListOffset = 28;
    private const int ValueCountOffset = 36;
    private const int NameLengthOffset = 72;
    private const int NameOffset = 76;
    private const int LatinNameFlag = 0x20;

    /// <summary>Reads a node; false where the cell is none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> cell, out HiveKey key)
    {
        key = default;
        if (cell.Length < NameOffset || !cell.StartsWith("nk"u8))
        {
            return false;
        }

        var reader = new SpanReader(cell, FlagsOffset);
        reader.TryReadUInt16(out ushort flags);
        reader.TrySeek(SubkeyCountOffset);
        reader.TryReadUInt32(out uint subkeyCount);
        reader.TrySeek(SubkeyListOffset);
        reader.TryReadUInt32(out uint subkeyList);
        reader.TrySeek(ValueCountOffset);
        reader.TryReadUInt32(out uint valueCount);
        reader.TryReadUInt32(out uint valueList);
        reader.TrySeek(NameLengthOffset);
        reader.TryReadUInt16(out ushort nameLength);
        if (!HiveCells.TryReadName(cell, NameOffset, nameLength, (flags & LatinNameFlag) != 0, out string name))
        {
            return false;
        }

        key = new HiveKey(name, subkeyCount, subkeyList, valueCount, valueList);
        return true;
    }
}
