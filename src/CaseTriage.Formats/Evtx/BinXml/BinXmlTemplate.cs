namespace CaseTriage.Formats.Evtx.BinXml;

/// <summary>
/// A template in the form in which it is run: flat steps, and where the columns of an event stand in it. Holds nothing of the chunk
/// it came from, so it serves every chunk that holds the same template.
/// </summary>
/// <param name="Ops">The steps; the slots they name are values of an instance.</param>
/// <param name="Fields">Which slot or literal is which column.</param>
/// <param name="NestedSlots">Slots in places where a nested fragment can hold more of the event, with what that place is.</param>
/// <param name="Depth">Elements that are open at once at most.</param>
internal sealed record BinXmlTemplate(BinXmlOp[] Ops, BinXmlFieldMap Fields, BinXmlNestedSlot[] NestedSlots, int Depth)
{
    private XmlOp[]? _xml;
    private EvtxSection[]? _sections;
    private EvtxSection? _section;

    /// <summary>What stands directly in its outermost element: the sections of an event where it is a whole record.</summary>
    public EvtxSection[] Sections => _sections ??= EvtxSection.In(Ops);

    /// <summary>The section that it is where it stands directly in Event.</summary>
    public EvtxSection Section => _section ??= EvtxSection.Of(Ops);

    /// <summary>The steps that make its XML.</summary>
    public XmlOp[] Xml => _xml ??= XmlProgram.Compile(Ops);

    /// <summary>What a fragment in this slot is part of.</summary>
    public BinXmlContext ContextOf(int slot)
    {
        foreach (BinXmlNestedSlot nested in NestedSlots)
        {
            if (nested.Slot == slot)
            {
                return nested.Context;
            }
        }

        return BinXmlContext.Other;
    }
}

/// <summary>The columns that a template holds.</summary>
internal sealed class BinXmlFieldMap
{
    private readonly BinXmlFieldBinding[] _bindings;
    private readonly ushort[] _first = new ushort[(int)EvtxField.Count + 1];

    private BinXmlFieldMap(BinXmlFieldBinding[] bindings)
    {
        _bindings = bindings;
        for (int field = 0; field < _first.Length; field++)
        {
            int first = Array.FindIndex(bindings, binding => (int)binding.Field >= field);
            _first[field] = (ushort)(first < 0 ? bindings.Length : first);
        }
    }

    /// <summary>Makes the map of bindings in document order; those of one field keep it.</summary>
    public static BinXmlFieldMap Of(IEnumerable<BinXmlFieldBinding> bindings) => new([.. bindings.OrderBy(binding => binding.Field)]);

    /// <summary>What may be a column: mostly one binding or none.</summary>
    public ReadOnlySpan<BinXmlFieldBinding> For(EvtxField field) => _bindings.AsSpan(_first[(int)field].._first[(int)field + 1]);
}

/// <summary>Which value is a column of the event.</summary>
/// <param name="Field">The column.</param>
/// <param name="Slot">Index of the value, or -1 where it is a literal.</param>
/// <param name="Literal">The literal, where it is one.</param>
internal readonly record struct BinXmlFieldBinding(EvtxField Field, int Slot, BinXmlLiteral? Literal);

/// <summary>A slot whose fragment is part of the event's own structure.</summary>
/// <param name="Slot">Index of the value.</param>
/// <param name="Context">What the fragment stands in.</param>
internal readonly record struct BinXmlNestedSlot(int Slot, BinXmlContext Context);

/// <summary>The place in an event at which a fragment stands; columns are found by it.</summary>
internal enum BinXmlContext : byte
{
    /// <summary>The whole document.</summary>
    Document,

    /// <summary>Directly in the element Event.</summary>
    Event,

    /// <summary>Directly in the element System.</summary>
    System,

    /// <summary>In an element of System.</summary>
    SystemItem,

    /// <summary>Anywhere else.</summary>
    Other,
}
