namespace CaseTriage.Formats.Evtx.BinXml;

/// <summary>A value, as a place in the chunk.</summary>
/// <param name="Type">Type, perhaps with <see cref="BinXmlType.ArrayFlag"/>.</param>
/// <param name="Offset">From the start of the chunk, in bytes.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Instance">Index of the instance that a BinXML value holds, or -1.</param>
internal readonly record struct BinXmlValue(BinXmlType Type, int Offset, int Length, int Instance = -1)
{
    /// <summary>What stands for a value that is not there.</summary>
    public static readonly BinXmlValue Null = new(BinXmlType.Null, 0, 0);

    /// <summary>Whether it is NULL.</summary>
    public bool IsNull => Type == BinXmlType.Null;

    /// <summary>Whether it holds several values of one type.</summary>
    public bool IsArray => Type > BinXmlType.ArrayFlag;

    /// <summary>Its bytes.</summary>
    public ReadOnlySpan<byte> In(ReadOnlySpan<byte> chunk) => chunk.Slice(Offset, Length);
}
