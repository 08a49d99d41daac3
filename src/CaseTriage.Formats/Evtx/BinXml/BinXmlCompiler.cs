using System.Runtime.InteropServices;

namespace CaseTriage.Formats.Evtx.BinXml;

/// <summary>Makes a template of scanned steps: names and literals of its own, jumps, repeats, and the map of columns.</summary>
internal sealed class BinXmlCompiler(BinXmlNameTable names)
{
    private const int NoSlot = -1;
    private readonly List<Frame> _frames = [];
    private readonly List<BinXmlFieldBinding> _fields = [];
    private readonly List<BinXmlNestedSlot> _nestedSlots = [];
    private BinXmlOp[] _ops = [];
    private int _depth;
    private bool _isDocument;

    /// <summary>Compiles steps; null where they repeat an attribute, or have too many, and so are not XML.</summary>
    public BinXmlTemplate? Compile(ReadOnlySpan<byte> chunk, ReadOnlySpan<BinXmlScannedOp> scanned, BinXmlContext context)
    {
        _frames.Clear();
        _fields.Clear();
        _nestedSlots.Clear();
        _depth = 0;
        _isDocument = context == BinXmlContext.Document;
        _ops = new BinXmlOp[scanned.Length];
        for (int i = 0; i < scanned.Length; i++)
        {
            BinXmlScannedOp op = scanned[i];
            _ops[i] = new BinXmlOp(op.Kind, op.Slot, Jump: i + 1);
            if (!TryCompile(chunk, scanned, i, context))
            {
                return null;
            }
        }

        return new BinXmlTemplate(_ops, BinXmlFieldMap.Of(_fields), [.. _nestedSlots], _depth);
    }

    private bool TryCompile(ReadOnlySpan<byte> chunk, ReadOnlySpan<BinXmlScannedOp> scanned, int index, BinXmlContext context)
    {
        BinXmlScannedOp op = scanned[index];
        switch (op.Kind)
        {
            case BinXmlOpKind.StartElement:
                StartElement(chunk, scanned, index, context);
                return true;
            case BinXmlOpKind.StartAttribute:
                return TryStartAttribute(chunk, scanned, index);
            case BinXmlOpKind.EndAttribute:
                EndAttribute(index);
                return true;
            case BinXmlOpKind.EndStart:
                return true;
            case BinXmlOpKind.EndEmpty or BinXmlOpKind.EndElement:
                EndElement(index);
                return true;
            case BinXmlOpKind.Literal:
                string text = op.Entity == '\0' ? Characters(chunk, op).ToString() : op.Entity.ToString();
                BinXmlLiteral literal = new(text);
                _ops[index] = _ops[index] with { Literal = literal };
                AddPart(NoSlot, isOptional: false, literal);
                return true;
            default:
                AddPart(op.Slot, op.IsOptional, null);
                return true;
        }
    }

    private void StartElement(ReadOnlySpan<byte> chunk, ReadOnlySpan<BinXmlScannedOp> scanned, int index, BinXmlContext context)
    {
        if (_frames.Count > 0)
        {
            Top.Parts++;
            Top.HasElements = true;
        }

        BinXmlContext outer = _frames.Count > 0 ? Top.Context : context;
        _frames.Add(new Frame { Start = index });
        BinXmlName name = Name(chunk, scanned, scanned[index]);
        _ops[index] = _ops[index] with { Name = name };
        Top.Name = name;
        Top.Context = Inner(outer, name.Text);
        _depth = Math.Max(_depth, _frames.Count);
    }

    private bool TryStartAttribute(ReadOnlySpan<byte> chunk, ReadOnlySpan<BinXmlScannedOp> scanned, int index)
    {
        BinXmlName name = Name(chunk, scanned, scanned[index]);
        int count = 0;
        for (int i = Top.Start + 1; i < index; i++)
        {
            if (_ops[i].Kind == BinXmlOpKind.StartAttribute && (name.RepeatsAttribute(_ops[i].Name) || ++count == BinXmlLimits.Attributes))
            {
                return false;
            }
        }

        _ops[index] = _ops[index] with { Name = name };
        (Top.Attribute, Top.AttributeParts, Top.AttributeSlot) = (index, 0, NoSlot);
        return true;
    }

    private void EndAttribute(int index)
    {
        ref BinXmlOp start = ref _ops[Top.Attribute];
        // A prefix stays declared even where its value is NULL: names use it.
        bool isOptional = Top.AttributeSlot != NoSlot && Top.AttributeParts == 1 && start.Name is not { IsPrefixDeclaration: true };
        start = start with { Jump = index + 1, IsOptional = isOptional, Slot = isOptional ? Top.AttributeSlot : NoSlot };
        Top.Attribute = NoSlot;
    }

    private void EndElement(int index)
    {
        ref BinXmlOp start = ref _ops[Top.Start];
        bool isRoot = _isDocument && _frames.Count == 1;
        start = start with { Jump = index + 1, RepeatSlot = Top is { Parts: 1, HasElements: false } && !isRoot ? Top.OnlySlot : NoSlot };
        _ops[index] = _ops[index] with { Name = Top.Name };
        _frames.RemoveAt(_frames.Count - 1);
    }

    private void AddPart(int slot, bool isOptional, BinXmlLiteral? literal)
    {
        bool isAttribute = Top.Attribute != NoSlot;
        if (isAttribute)
        {
            Top.AttributeParts++;
            Top.AttributeSlot = isOptional ? slot : NoSlot;
        }
        else
        {
            Top.Parts++;
            Top.OnlySlot = slot;
        }

        if (Top.Context == BinXmlContext.SystemItem)
        {
            AddField(isAttribute ? _ops[Top.Attribute].Name : null, slot, literal);
        }
        else if (!isAttribute && slot != NoSlot && Top.Context != BinXmlContext.Other && IsNew(slot))
        {
            _nestedSlots.Add(new BinXmlNestedSlot(slot, Top.Context));
        }
    }

    /// <summary>Fragments that are shown again and again, each holding others that are, would be walked without end.</summary>
    private bool IsNew(int slot) => _nestedSlots.Count < BinXmlLimits.NestedSlots && !_nestedSlots.Exists(nested => nested.Slot == slot);

    private void AddField(BinXmlName? attribute, int slot, BinXmlLiteral? literal)
    {
        EvtxField field = FieldOf(Top.Name?.Text, attribute?.Text);
        if (field != EvtxField.None && _fields.Count(binding => binding.Field == field) < BinXmlLimits.FieldParts)
        {
            _fields.Add(new BinXmlFieldBinding(field, slot, literal));
        }
    }

    private BinXmlName Name(ReadOnlySpan<byte> chunk, ReadOnlySpan<BinXmlScannedOp> scanned, BinXmlScannedOp op)
    {
        ReadOnlySpan<char> text = Characters(chunk, op);
        int colon = text.IndexOf(':');
        bool isNamespace = op.Kind == BinXmlOpKind.StartAttribute && BinXmlName.DeclaresPrefix(text);
        return names.Get(text, colon < 0 || isNamespace || IsDeclared(chunk, scanned, text[..colon]));
    }

    /// <summary>Whether an open element, the one that begins included, declares the prefix: undeclared ones make XML that no reader takes.</summary>
    private bool IsDeclared(ReadOnlySpan<byte> chunk, ReadOnlySpan<BinXmlScannedOp> scanned, ReadOnlySpan<char> prefix)
    {
        foreach (Frame frame in _frames)
        {
            for (int i = frame.Start + 1; i < scanned.Length && scanned[i].Kind is not (BinXmlOpKind.EndStart or BinXmlOpKind.EndEmpty); i++)
            {
                ReadOnlySpan<char> name = scanned[i].Kind == BinXmlOpKind.StartAttribute ? Characters(chunk, scanned[i]) : default;
                if (BinXmlName.DeclaresPrefix(name) && name["xmlns:".Length..].SequenceEqual(prefix))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private ref Frame Top => ref CollectionsMarshal.AsSpan(_frames)[^1];

    private static ReadOnlySpan<char> Characters(ReadOnlySpan<byte> chunk, BinXmlScannedOp op) =>
        MemoryMarshal.Cast<byte, char>(chunk.Slice(op.TextOffset, op.TextLength));

    private static BinXmlContext Inner(BinXmlContext outer, string name) => (outer, name) switch
    {
        (BinXmlContext.Document, "Event") => BinXmlContext.Event,
        (BinXmlContext.Event, "System") => BinXmlContext.System,
        (BinXmlContext.System, _) => BinXmlContext.SystemItem,
        _ => BinXmlContext.Other,
    };

    private static EvtxField FieldOf(string? element, string? attribute) => (element, attribute) switch
    {
        ("Provider", "Name") => EvtxField.ProviderName,
        ("Provider", "Guid") => EvtxField.ProviderGuid,
        ("Provider", "EventSourceName") => EvtxField.EventSourceName,
        ("EventID", null) => EvtxField.EventId,
        ("EventID", "Qualifiers") => EvtxField.Qualifiers,
        ("Version", null) => EvtxField.Version,
        ("Level", null) => EvtxField.Level,
        ("Task", null) => EvtxField.Task,
        ("Opcode", null) => EvtxField.Opcode,
        ("Keywords", null) => EvtxField.Keywords,
        ("TimeCreated", "SystemTime") => EvtxField.TimeCreated,
        ("EventRecordID", null) => EvtxField.EventRecordId,
        ("Correlation", "ActivityID") => EvtxField.ActivityId,
        ("Execution", "ProcessID") => EvtxField.ProcessId,
        ("Execution", "ThreadID") => EvtxField.ThreadId,
        ("Channel", null) => EvtxField.Channel,
        ("Computer", null) => EvtxField.Computer,
        ("Security", "UserID") => EvtxField.UserId,
        _ => EvtxField.None,
    };

    /// <summary>An element that is open while compiling.</summary>
    private struct Frame
    {
        public Frame()
        {
        }

        public int Start { get; set; }

        public BinXmlName? Name { get; set; }

        public BinXmlContext Context { get; set; }

        public int Parts { get; set; }

        public bool HasElements { get; set; }

        public int OnlySlot { get; set; } = NoSlot;

        public int Attribute { get; set; } = NoSlot;

        public int AttributeParts { get; set; }

        public int AttributeSlot { get; set; } = NoSlot;
    }
}
