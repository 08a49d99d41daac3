using CaseTriage.Formats.Evtx.BinXml;

namespace CaseTriage.Formats.Evtx;

/// <summary>What stands directly in Event: an element of the template, or a value that may be a fragment with one.</summary>
/// <param name="Name">Of the element; null of a value.</param>
/// <param name="Slot">Of a value its index; of an element the value on which it depends, or -1.</param>
/// <param name="Items">Of an element that holds nothing but plain items: those; else null.</param>
internal sealed record EvtxSection(string? Name, int Slot, EvtxItem[]? Items)
{
    /// <summary>Whether the items have names, each another; else none has one. Where neither holds there are no <see cref="Items"/>.</summary>
    public bool AreNamed => Items is [{ Name: not null }, ..];

    /// <summary>The sections in the outermost element of a template that is a whole record.</summary>
    public static EvtxSection[] In(ReadOnlySpan<BinXmlOp> ops)
    {
        List<EvtxSection> sections = [];
        for (int i = 1; i < ops.Length; i++)
        {
            if (ops[i].Kind == BinXmlOpKind.StartElement)
            {
                sections.Add(Of(ops[i..ops[i].Jump]));
                i = ops[i].Jump - 1;
            }
            else if (ops[i].Kind == BinXmlOpKind.StartAttribute)
            {
                i = ops[i].Jump - 1;
            }
            else if (ops[i].Kind == BinXmlOpKind.Slot)
            {
                sections.Add(new EvtxSection(null, ops[i].Slot, null));
            }
        }

        return [.. sections];
    }

    /// <summary>The section that an element is.</summary>
    public static EvtxSection Of(ReadOnlySpan<BinXmlOp> element) => new(element[0].Name?.Text, element[0].Slot, EvtxItem.In(element));
}

/// <summary>An item of EventData as its template has it: <c>Data</c> or the like with no attribute but Name, and at most one value in it.</summary>
/// <param name="Name">Its name, or null.</param>
/// <param name="Dependency">The value without which it is left out, or -1.</param>
/// <param name="Slot">Its value, or -1 where it has none.</param>
/// <param name="IsRepeated">Whether it stands once for each item where its value is an array.</param>
internal readonly record struct EvtxItem(string? Name, int Dependency, int Slot, bool IsRepeated)
{
    private const int NoSlot = -1;

    /// <summary>The items in an element; null where it holds anything else, or names that are missing in part or repeat.</summary>
    public static EvtxItem[]? In(ReadOnlySpan<BinXmlOp> element)
    {
        List<EvtxItem> items = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        int next = 1;
        next += element[next].Kind == BinXmlOpKind.EndStart ? 1 : 0;
        while (element[next].Kind == BinXmlOpKind.StartElement)
        {
            if (!TryRead(element, ref next, out EvtxItem item) || (item.Name is not null && !names.Add(item.Name)))
            {
                return null;
            }

            items.Add(item);
        }

        bool isAll = next == element.Length - 1 && element[next].Kind is BinXmlOpKind.EndElement or BinXmlOpKind.EndEmpty;
        return isAll && (names.Count == 0 || names.Count == items.Count) ? [.. items] : null;
    }

    private static bool TryRead(ReadOnlySpan<BinXmlOp> ops, ref int next, out EvtxItem item)
    {
        BinXmlOp start = ops[next++];
        string? name = start.Name?.Text is "Data" ? null : start.Name?.Text;
        item = default;
        if (ops[next].Kind == BinXmlOpKind.StartAttribute)
        {
            if (ops[next].Name?.Text is not "Name" || ops[next + 1] is not { Kind: BinXmlOpKind.Literal, Literal: { } literal } || ops[next + 2].Kind != BinXmlOpKind.EndAttribute
                || LoneSurrogates.MayHave(literal.Text))
            {
                return false;
            }

            name = literal.Text;
            next += 3;
        }

        int slot = NoSlot;
        if (ops[next].Kind == BinXmlOpKind.EndStart && ops[next + 1].Kind == BinXmlOpKind.Slot)
        {
            slot = ops[next + 1].Slot;
            next += 2;
        }
        else if (ops[next].Kind == BinXmlOpKind.EndStart)
        {
            next++;
        }

        item = new EvtxItem(name, start.Slot, slot, start.RepeatSlot != NoSlot);
        return ops[next++].Kind is BinXmlOpKind.EndElement or BinXmlOpKind.EndEmpty;
    }
}
