using System.Runtime.InteropServices;
using CaseTriage.Formats.Evtx.BinXml;

namespace CaseTriage.Formats.Evtx;

/// <summary>The items of EventData where its template holds nothing else: read from the values, without a tree.</summary>
/// <param name="section">The section; its items may be missing.</param>
/// <param name="values">The values of the instance it stands in.</param>
internal readonly ref struct EvtxPlainData(EvtxSection section, ReadOnlySpan<BinXmlValue> values)
{
    private readonly ReadOnlySpan<BinXmlValue> _values = values;

    /// <summary>The items, those that are left out too.</summary>
    public ReadOnlySpan<EvtxItem> Items { get; } = section.Items;

    /// <summary>Whether all items have names, each another; else none has one.</summary>
    public bool AreNamed => section.AreNamed;

    /// <summary>The value of an item; NULL where it has none.</summary>
    public BinXmlValue ValueOf(EvtxItem item) => At(item.Slot);

    /// <summary>Whether an item depends on a value that is not there.</summary>
    public bool IsLeftOut(EvtxItem item) => item.Dependency >= 0 && At(item.Dependency).IsNull;

    /// <summary>
    /// Characters of all items at most; -1 where a value is a fragment or holds surrogates, of which lone ones are to be replaced
    /// and counted: those records go by the tree.
    /// </summary>
    public long MeasureText(ReadOnlySpan<byte> chunk)
    {
        long length = Items.Length;
        foreach (EvtxItem item in Items)
        {
            BinXmlValue value = ValueOf(item);
            bool isText = (value.Type & ~BinXmlType.ArrayFlag) == BinXmlType.Text;
            if (value.Type == BinXmlType.BinXml || (isText && LoneSurrogates.MayHave(MemoryMarshal.Cast<byte, char>(value.In(chunk)))))
            {
                return -1;
            }

            // Bytes of a number make at most 21 characters, as an item of an array does.
            length += isText ? value.Length : 24L * value.Length;
        }

        return length;
    }

    private BinXmlValue At(int slot) => (uint)slot < (uint)_values.Length ? _values[slot] : BinXmlValue.Null;
}
