using CaseTriage.Formats.Evtx.BinXml;

namespace CaseTriage.Formats.Evtx;

/// <summary>The columns of the record at hand. Found through the maps of its templates when asked for, without making text.</summary>
/// <param name="document">The record.</param>
internal sealed class EvtxColumns(BinXmlDocument document)
{
    /// <summary>A whole number; null where there is none.</summary>
    public long? Number(ReadOnlySpan<byte> chunk, EvtxField field)
    {
        Column column = Find(field);
        long number;
        bool isNumber = column.Literal is not null
            ? BinXmlNumber.TryParse(column.Literal.Text, out number)
            : BinXmlNumber.TryRead(column.Value.Type, column.Value.In(chunk), out number);
        return isNumber ? number : null;
    }

    /// <summary>A time in UTC; null where there is none.</summary>
    public DateTimeOffset? Time(ReadOnlySpan<byte> chunk, EvtxField field)
    {
        Column column = Find(field);
        if (column.Literal is null)
        {
            return BinXmlNumber.ReadTime(column.Value.Type, column.Value.In(chunk));
        }

        return BinXmlNumber.ParseTime(column.Literal.Text) is { } time ? new DateTimeOffset(time, TimeSpan.Zero) : null;
    }

    /// <summary>The text of a column, as it stands in the chunk or made in a buffer; false where it is NULL.</summary>
    public bool TryGetText(ReadOnlySpan<byte> chunk, EvtxField field, BinXmlText format, TextBuffer scratch, out ReadOnlySpan<char> text)
    {
        Column column = Find(field);
        if (column.Literal is not null)
        {
            text = column.Literal.Text;
            return true;
        }

        text = format.Characters(chunk, column.Value, scratch);
        return !column.Value.IsNull;
    }

    private Column Find(EvtxField field) => document.Root >= 0 ? Find(document.Instance(document.Root), field) : default;

    /// <summary>The first that is not NULL, in this instance and then in those that hold more of the event's own structure.</summary>
    private Column Find(in BinXmlInstance instance, EvtxField field)
    {
        foreach (BinXmlFieldBinding binding in instance.Template.Fields.For(field))
        {
            Column column = new(binding.Literal, binding.Slot < 0 ? BinXmlValue.Null : document.Value(instance, binding.Slot));
            if (column.IsThere)
            {
                return column;
            }
        }

        foreach (BinXmlNestedSlot nested in instance.Template.NestedSlots)
        {
            if (document.Value(instance, nested.Slot).Instance is >= 0 and int inner && Find(document.Instance(inner), field) is { IsThere: true } found)
            {
                return found;
            }
        }

        return default;
    }

    private readonly record struct Column(BinXmlLiteral? Literal, BinXmlValue Value)
    {
        public bool IsThere => Literal is not null || !Value.IsNull;
    }
}
