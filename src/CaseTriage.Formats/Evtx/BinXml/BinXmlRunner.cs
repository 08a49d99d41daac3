namespace CaseTriage.Formats.Evtx.BinXml;

/// <summary>
/// Runs the templates of a document into a sink: leaves out what depends on NULL, repeats elements over arrays, descends into
/// fragments. Bounded in depth by what the reader let through, and in steps.
/// </summary>
internal ref struct BinXmlRunner<TSink>
    where TSink : struct, IBinXmlSink
{
    private const int BytesPerStep = 64;
    private readonly ReadOnlySpan<byte> _chunk;
    private readonly BinXmlDocument _document;
    private TSink _sink;
    private int _stepsLeft;

    /// <param name="chunk">The chunk of the record.</param>
    /// <param name="document">The record.</param>
    /// <param name="sink">What takes it.</param>
    /// <param name="steps">Steps it may take.</param>
    public BinXmlRunner(ReadOnlySpan<byte> chunk, BinXmlDocument document, TSink sink, int steps)
    {
        _chunk = chunk;
        (_document, _sink, _stepsLeft) = (document, sink, steps);
    }

    /// <summary>Steps that were not taken.</summary>
    public readonly int StepsLeft => Math.Max(_stepsLeft, 0);

    /// <summary>Runs an instance; false where a budget ended it early.</summary>
    public bool Run(int instance)
    {
        BinXmlInstance root = _document.Instance(instance);
        return Run(root, 0, root.Template.Ops.Length, BinXmlValue.Null);
    }

    /// <param name="instance">The instance that is run.</param>
    /// <param name="next">First step.</param>
    /// <param name="end">Behind the last step.</param>
    /// <param name="item">The item of an array that stands for the array; NULL where none does.</param>
    private bool Run(in BinXmlInstance instance, int next, int end, BinXmlValue item)
    {
        BinXmlOp[] ops = instance.Template.Ops;
        int itemSlot = item.IsNull ? -1 : ops[next].RepeatSlot;
        bool isInAttribute = false;
        while (next < end)
        {
            if (--_stepsLeft < 0 || _sink.IsFull)
            {
                return false;
            }

            ref readonly BinXmlOp op = ref ops[next++];
            switch (op.Kind)
            {
                case BinXmlOpKind.StartElement:
                    if (!TryStart(instance, op, ref next, item))
                    {
                        return false;
                    }

                    break;
                case BinXmlOpKind.StartAttribute:
                    if (op.IsOptional && _document.Value(instance, op.Slot) is { IsNull: true } or { Length: 0 })
                    {
                        next = op.Jump;
                    }
                    else if (op.Name is not null)
                    {
                        _sink.StartAttribute(op.Name);
                        isInAttribute = true;
                    }

                    break;
                case BinXmlOpKind.EndAttribute:
                    _sink.EndAttribute();
                    isInAttribute = false;
                    break;
                case BinXmlOpKind.EndStart:
                    _sink.EndStart();
                    break;
                case BinXmlOpKind.EndEmpty or BinXmlOpKind.EndElement:
                    _sink.EndElement(op.Name, op.Kind == BinXmlOpKind.EndEmpty);
                    break;
                case BinXmlOpKind.Literal when op.Literal is not null:
                    _sink.Literal(op.Literal);
                    break;
                default:
                    // An attribute holds text only; a document in its place is left out.
                    BinXmlValue value = _document.Value(instance, op.Slot);
                    if (!(isInAttribute && value.Instance >= 0) && !TryValue(value, op.Slot == itemSlot ? item : BinXmlValue.Null))
                    {
                        return false;
                    }

                    break;
            }
        }

        return true;
    }

    private bool TryStart(in BinXmlInstance instance, in BinXmlOp op, ref int next, BinXmlValue item)
    {
        bool isLeftOut = op.Slot >= 0 && _document.Value(instance, op.Slot).IsNull;
        BinXmlValue repeated = op.RepeatSlot >= 0 && item.IsNull ? _document.Value(instance, op.RepeatSlot) : BinXmlValue.Null;
        if (!isLeftOut && repeated is { IsArray: true, Length: > 0 })
        {
            int start = next - 1;
            next = op.Jump;
            return TryRepeat(instance, start, op.Jump, repeated);
        }

        if (isLeftOut || op.Name is null || !_sink.StartElement(op.Name))
        {
            next = op.Jump;
        }

        return true;
    }

    private bool TryRepeat(in BinXmlInstance instance, int start, int end, BinXmlValue array)
    {
        BinXmlArray items = new(_chunk, array);
        while (items.TryNext(out BinXmlValue item))
        {
            if (!Run(instance, start, end, item))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryValue(BinXmlValue value, BinXmlValue item)
    {
        if (value.Instance >= 0)
        {
            BinXmlInstance nested = _document.Instance(value.Instance);
            return Run(nested, 0, nested.Template.Ops.Length, BinXmlValue.Null);
        }

        if (value.Type != BinXmlType.BinXml && !value.IsNull)
        {
            // A long value that makes no text, of NULs, costs steps all the same.
            _stepsLeft -= value.Length / BytesPerStep;
            _sink.Value(_chunk, value.IsArray && !item.IsNull ? item : value);
        }

        return true;
    }
}
