namespace CaseTriage.Formats.Evtx.BinXml;

/// <summary>
/// Makes the XML of a record: leaves out what depends on NULL, repeats elements over arrays, descends into fragments. Bounded in
/// depth by what the reader let through, in steps, and in output.
/// </summary>
internal ref struct XmlRunner
{
    private const int NoSlot = -1;
    private const int BytesPerStep = 64;
    private readonly ReadOnlySpan<byte> _chunk;
    private readonly BinXmlDocument _document;
    private readonly XmlOutput _output;
    private readonly BinXmlText _text;
    private readonly TextBuffer _scratch;
    private int _stepsLeft;

    /// <param name="chunk">The chunk of the record.</param>
    /// <param name="document">The record.</param>
    /// <param name="output">Takes the XML.</param>
    /// <param name="text">Makes text of values.</param>
    /// <param name="scratch">Holds the text of one value.</param>
    /// <param name="steps">Steps it may take.</param>
    public XmlRunner(ReadOnlySpan<byte> chunk, BinXmlDocument document, XmlOutput output, BinXmlText text, TextBuffer scratch, int steps)
    {
        _chunk = chunk;
        (_document, _output, _text, _scratch, _stepsLeft) = (document, output, text, scratch, steps);
    }

    /// <summary>Steps that were not taken.</summary>
    public readonly int StepsLeft => Math.Max(_stepsLeft, 0);

    /// <summary>Runs an instance; false where a budget ended it early.</summary>
    public bool Run(int instance)
    {
        XmlOp[] ops = _document.Instance(instance).Template.Xml;
        return Run(ops, _document.ValuesOf(instance), NoSlot, BinXmlValue.Null);
    }

    /// <param name="ops">The steps.</param>
    /// <param name="values">The values of the instance.</param>
    /// <param name="itemSlot">The array for which one of its items stands, or -1.</param>
    /// <param name="item">That item.</param>
    private bool Run(ReadOnlySpan<XmlOp> ops, ReadOnlySpan<BinXmlValue> values, int itemSlot, BinXmlValue item)
    {
        for (int next = 0; next < ops.Length;)
        {
            ref readonly XmlOp op = ref ops[next++];
            if (--_stepsLeft < 0 || !_output.TryAppendMarkup(op.Markup))
            {
                return false;
            }

            BinXmlValue value = op.Slot == itemSlot ? item : (uint)op.Slot < (uint)values.Length ? values[op.Slot] : BinXmlValue.Null;
            switch (op.Kind)
            {
                case XmlOpKind.Content when value.Instance < 0:
                    Append(value, isInAttribute: false);
                    break;
                case XmlOpKind.Content:
                    if (!Run(value.Instance))
                    {
                        return false;
                    }

                    break;
                case XmlOpKind.StartNamespace when op.Attribute is not null:
                    _output.StartAttribute(op.Attribute);
                    break;
                case XmlOpKind.EndNamespace:
                    _output.EndAttribute();
                    break;
                case XmlOpKind.AttributeText:
                    Append(value, isInAttribute: true);
                    break;
                case XmlOpKind.OptionalAttribute when op.Attribute is not null && value is { IsNull: false, Length: > 0 }:
                    _output.StartAttribute(op.Attribute);
                    Append(value, isInAttribute: true);
                    _output.EndAttribute();
                    break;
                case XmlOpKind.SkipIfNull:
                    next = value.IsNull ? op.Jump : next;
                    break;
                case XmlOpKind.Repeat when value is { IsArray: true, Length: > 0 }:
                    if (!TryRepeat(ops[next..op.Jump], values, op.Slot, value))
                    {
                        return false;
                    }

                    next = op.Jump;
                    break;
                case XmlOpKind.Replaced:
                    _output.AddReplaced(op.Slot);
                    break;
            }
        }

        return true;
    }

    private bool TryRepeat(ReadOnlySpan<XmlOp> ops, ReadOnlySpan<BinXmlValue> values, int slot, BinXmlValue array)
    {
        BinXmlArray items = new(_chunk, array);
        while (items.TryNext(out BinXmlValue item))
        {
            if (!Run(ops, values, slot, item))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Adds the text of a value that is no fragment; a fragment that could not be read, or stands in an attribute, is left out.</summary>
    private void Append(BinXmlValue value, bool isInAttribute)
    {
        // A long value that makes no text, of NULs, costs steps all the same.
        _stepsLeft -= value.Length / BytesPerStep;
        ReadOnlySpan<byte> bytes = value.In(_chunk);
        switch (value.Type)
        {
            case BinXmlType.Null or BinXmlType.BinXml:
                break;
            case BinXmlType.Text:
                _output.AppendText(BinXmlText.Characters(bytes), isInAttribute);
                break;
            case BinXmlType.UInt8 or BinXmlType.UInt16 or BinXmlType.UInt32 or BinXmlType.UInt64 when BinXmlText.IsLongEnough(value.Type, bytes):
                _output.AppendNumber(unchecked((ulong)BinXmlNumber.Read(value.Type, bytes)));
                break;
            case BinXmlType.Hex32 or BinXmlType.Hex64 when BinXmlText.IsLongEnough(value.Type, bytes):
                _output.AppendHex(unchecked((ulong)BinXmlNumber.Read(value.Type, bytes)));
                break;
            case BinXmlType.FileTime when BinXmlText.IsLongEnough(value.Type, bytes) && BinXmlNumber.ToUtc(BinXmlNumber.Read(value.Type, bytes)) is { } time:
                _output.AppendTime(time);
                break;
            default:
                _output.AppendText(_text.Characters(_chunk, value, _scratch), isInAttribute);
                break;
        }
    }
}
