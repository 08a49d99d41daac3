using CaseTriage.Formats.Evtx.BinXml;

namespace CaseTriage.Formats.Evtx;

/// <summary>Where the columns of one record stand. Found through the maps of its templates, without making text.</summary>
internal sealed class EvtxColumns
{
    private readonly Column[] _columns = new Column[(int)EvtxField.Count];

    /// <summary>Finds the columns of a document; those it lacks are NULL.</summary>
    public void Collect(BinXmlDocument document)
    {
        Array.Fill(_columns, new Column(null, BinXmlValue.Null));
        if (document.Root >= 0)
        {
            Collect(document, document.Instance(document.Root));
        }
    }

    /// <summary>A whole number; null where there is none.</summary>
    public long? Number(ReadOnlySpan<byte> chunk, EvtxField field)
    {
        Column column = _columns[(int)field];
        long number;
        bool isNumber = column.Literal is not null
            ? BinXmlNumber.TryParse(column.Literal.Text, out number)
            : BinXmlNumber.TryRead(column.Value.Type, column.Value.In(chunk), out number);
        return isNumber ? number : null;
    }

    /// <summary>A time in UTC; null where there is none.</summary>
    public DateTimeOffset? Time(ReadOnlySpan<byte> chunk, EvtxField field)
    {
        Column column = _columns[(int)field];
        if (column.Literal is null)
        {
            return BinXmlNumber.ReadTime(column.Value.Type, column.Value.In(chunk));
        }

        return BinXmlNumber.ParseTime(column.Literal.Text) is { } time ? new DateTimeOffset(time, TimeSpan.Zero) : null;
    }

    /// <summary>Adds the text of a column; false where it is NULL.</summary>
    public bool TryAppendText(ReadOnlySpan<byte> chunk, EvtxField field, BinXmlText format, TextBuffer text)
    {
        Column column = _columns[(int)field];
        if (column.Literal is not null)
        {
            text.Append(column.Literal.Text);
        }
        else
        {
            format.Append(text, chunk, column.Value);
        }

        return column.Literal is not null || !column.Value.IsNull;
    }

    private void Collect(BinXmlDocument document, in BinXmlInstance instance)
    {
        foreach (BinXmlFieldBinding binding in instance.Template.Fields)
        {
            ref Column column = ref _columns[(int)binding.Field];
            if (column.Literal is null && column.Value.IsNull)
            {
                column = new Column(binding.Literal, binding.Slot < 0 ? BinXmlValue.Null : document.Value(instance, binding.Slot));
            }
        }

        foreach (BinXmlNestedSlot nested in instance.Template.NestedSlots)
        {
            if (document.Value(instance, nested.Slot).Instance is >= 0 and int inner)
            {
                Collect(document, document.Instance(inner));
            }
        }
    }

    private readonly record struct Column(BinXmlLiteral? Literal, BinXmlValue Value);
}
