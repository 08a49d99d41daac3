namespace CaseTriage.Formats.Evtx.BinXml;

/// <summary>What follows the markup of a step.</summary>
internal enum XmlOpKind : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A value as content: text, or a fragment.</summary>
    Content,

    /// <summary>The start of an attribute that declares a namespace by a value: it is checked when it ends.</summary>
    StartNamespace,

    /// <summary>Its end.</summary>
    EndNamespace,

    /// <summary>A value in an attribute.</summary>
    AttributeText,

    /// <summary>A whole attribute, where its value is neither NULL nor empty.</summary>
    OptionalAttribute,

    /// <summary>A jump behind the element, where the value is NULL.</summary>
    SkipIfNull,

    /// <summary>The steps up to the jump once for each item, where the value is an array.</summary>
    Repeat,

    /// <summary>Counts characters of the markup that XML cannot hold, and that stand as U+FFFD: as many as the slot says.</summary>
    Replaced,
}

/// <summary>A step: markup, then perhaps something that depends on a value.</summary>
/// <param name="Kind">What follows the markup.</param>
/// <param name="Markup">UTF-8, text of the template in it escaped.</param>
/// <param name="Slot">Index of the value, or -1.</param>
internal readonly record struct XmlOp(XmlOpKind Kind, byte[] Markup, int Slot)
{
    /// <summary>Index of the step behind the element that is skipped or repeated.</summary>
    public int Jump { get; init; }

    /// <summary>Of an attribute: its name.</summary>
    public BinXmlName? Attribute { get; init; }
}

/// <summary>A template as the XML that it makes: what does not depend on values is put together beforehand.</summary>
internal sealed class XmlProgram
{
    private const int NoSlot = -1;
    private readonly List<XmlOp> _ops = [];
    private readonly XmlOutput _markup = new();
    private readonly Stack<int> _skips = new();
    private readonly Stack<int> _ends = new();
    private bool _isInAttribute;
    private bool _isNamespaceOfValue;

    private XmlProgram()
    {
    }

    /// <summary>Makes the steps of a template.</summary>
    public static XmlOp[] Compile(ReadOnlySpan<BinXmlOp> template)
    {
        XmlProgram program = new();
        for (int i = 0; i < template.Length; i++)
        {
            program.Add(template, ref i);
        }

        program.Flush(XmlOpKind.None, NoSlot);
        return [.. program._ops];
    }

    private void Add(ReadOnlySpan<BinXmlOp> template, ref int index)
    {
        BinXmlOp op = template[index];
        switch (op.Kind)
        {
            case BinXmlOpKind.StartElement:
                Begin(op);
                _markup.AppendMarkup(op.Name?.StartTag);
                break;
            case BinXmlOpKind.StartAttribute when op.IsOptional:
                Flush(XmlOpKind.OptionalAttribute, op.Slot);
                _ops[^1] = _ops[^1] with { Attribute = op.Name };
                index = op.Jump - 1;
                break;
            case BinXmlOpKind.StartAttribute when op.Name is not null:
                StartAttribute(op.Name, template[index..op.Jump]);
                break;
            case BinXmlOpKind.EndAttribute:
                EndAttribute();
                break;
            case BinXmlOpKind.EndStart:
                _markup.AppendMarkup(">"u8);
                break;
            case BinXmlOpKind.EndEmpty:
                _markup.AppendMarkup("/>"u8);
                End();
                break;
            case BinXmlOpKind.EndElement:
                _markup.AppendMarkup(op.Name?.EndTag);
                End();
                break;
            case BinXmlOpKind.Literal:
                _markup.AppendText(op.Literal?.Text, _isInAttribute);
                break;
            default:
                Flush(_isInAttribute ? XmlOpKind.AttributeText : XmlOpKind.Content, op.Slot);
                break;
        }
    }

    private void StartAttribute(BinXmlName name, ReadOnlySpan<BinXmlOp> attribute)
    {
        _isInAttribute = true;
        _isNamespaceOfValue = name.IsNamespace && HasSlot(attribute);
        if (_isNamespaceOfValue)
        {
            Flush(XmlOpKind.StartNamespace, NoSlot);
            _ops[^1] = _ops[^1] with { Attribute = name };
        }
        else
        {
            _markup.StartAttribute(name);
        }
    }

    private void EndAttribute()
    {
        _isInAttribute = false;
        if (_isNamespaceOfValue)
        {
            Flush(XmlOpKind.EndNamespace, NoSlot);
            _isNamespaceOfValue = false;
        }
        else
        {
            _markup.EndAttribute();
        }
    }

    private static bool HasSlot(ReadOnlySpan<BinXmlOp> attribute)
    {
        foreach (ref readonly BinXmlOp op in attribute)
        {
            if (op.Kind == BinXmlOpKind.Slot)
            {
                return true;
            }
        }

        return false;
    }

    private void Begin(BinXmlOp element)
    {
        int first = _skips.Count;
        if (element.Slot != NoSlot)
        {
            Flush(XmlOpKind.SkipIfNull, element.Slot);
            _skips.Push(_ops.Count - 1);
        }

        if (element.RepeatSlot != NoSlot)
        {
            Flush(XmlOpKind.Repeat, element.RepeatSlot);
            _skips.Push(_ops.Count - 1);
        }

        _ends.Push(first);
    }

    private void End()
    {
        int first = _ends.Pop();
        if (_skips.Count > first)
        {
            Flush(XmlOpKind.None, NoSlot);
        }

        while (_skips.Count > first)
        {
            int skip = _skips.Pop();
            _ops[skip] = _ops[skip] with { Jump = _ops.Count };
        }
    }

    private void Flush(XmlOpKind kind, int slot)
    {
        if (_markup.TakeReplacedCount() is > 0 and long replaced)
        {
            _ops.Add(new XmlOp(XmlOpKind.Replaced, [], (int)replaced));
        }

        if (kind != XmlOpKind.None || !_markup.Written.IsEmpty)
        {
            _ops.Add(new XmlOp(kind, _markup.Written.ToArray(), slot));
        }

        _markup.Clear();
    }
}
