namespace CaseTriage.Formats.Evtx.BinXml;

/// <summary>Splits an array value into its items: texts by their terminators, SIDs by their count, the rest by their size.</summary>
internal ref struct BinXmlArray
{
    private readonly ReadOnlySpan<byte> _chunk;
    private readonly BinXmlType _type;
    private readonly int _end;
    private readonly int _pointerSize;
    private int _next;

    /// <param name="chunk">The chunk of the value.</param>
    /// <param name="value">An array value.</param>
    public BinXmlArray(ReadOnlySpan<byte> chunk, BinXmlValue value)
    {
        _chunk = chunk;

        // Nobody writes arrays of fragments; what claims to be one is shown as its bytes.
        BinXmlType type = value.Type & ~BinXmlType.ArrayFlag;
        _type = type == BinXmlType.BinXml ? BinXmlType.Binary : type;
        _next = value.Offset;
        _end = value.Offset + value.Length;

        // The size of pointers is that of the writer's machine and stated nowhere: 8 where it divides the value.
        _pointerSize = value.Length % 8 == 0 ? 8 : 4;
    }

    /// <summary>The next item, empty ones included; false at the end. A rest too short for an item is given as it is.</summary>
    public bool TryNext(out BinXmlValue item)
    {
        if (_next >= _end)
        {
            item = BinXmlValue.Null;
            return false;
        }

        int rest = _end - _next;
        int length = Math.Min(ItemLength(_chunk.Slice(_next, rest)), rest);
        item = new BinXmlValue(_type, _next, length);
        _next += Math.Max(length, 1);
        if (_type is BinXmlType.Text or BinXmlType.AnsiText)
        {
            item = item with { Length = length - TerminatorLength(item.In(_chunk)) };
        }

        return true;
    }

    private readonly int ItemLength(ReadOnlySpan<byte> rest) => _type switch
    {
        BinXmlType.Text => TextLength(rest),
        BinXmlType.AnsiText => rest.IndexOf((byte)0) is >= 0 and int end ? end + 1 : rest.Length,
        BinXmlType.Int8 or BinXmlType.UInt8 => 1,
        BinXmlType.Int16 or BinXmlType.UInt16 => 2,
        BinXmlType.Int32 or BinXmlType.UInt32 or BinXmlType.Float32 or BinXmlType.Boolean or BinXmlType.Hex32 => 4,
        BinXmlType.Int64 or BinXmlType.UInt64 or BinXmlType.Float64 or BinXmlType.FileTime or BinXmlType.Hex64 => 8,
        BinXmlType.Pointer => _pointerSize,
        BinXmlType.Guid or BinXmlType.SystemTime => 16,
        BinXmlType.Sid => rest.Length > 1 ? 8 + (4 * rest[1]) : rest.Length,
        _ => rest.Length,
    };

    private static int TextLength(ReadOnlySpan<byte> rest)
    {
        for (int i = 0; i + 1 < rest.Length; i += sizeof(char))
        {
            if ((rest[i] | rest[i + 1]) == 0)
            {
                return i + sizeof(char);
            }
        }

        return rest.Length;
    }

    private readonly int TerminatorLength(ReadOnlySpan<byte> item) =>
        _type == BinXmlType.Text
            ? item.Length >= 2 && (item[^1] | item[^2]) == 0 ? 2 : 0
            : item.Length >= 1 && item[^1] == 0 ? 1 : 0;
}
