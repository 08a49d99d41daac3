namespace CaseTriage.Formats.Evtx.BinXml;

/// <summary>Steps of a compiled template.</summary>
internal enum BinXmlOpKind : byte
{
    /// <summary>Begins an element; where it may be left out or repeated, <see cref="BinXmlOp.Jump"/> leads behind it.</summary>
    StartElement,

    /// <summary>Begins an attribute; its value is what follows up to <see cref="EndAttribute"/>.</summary>
    StartAttribute,

    /// <summary>Ends an attribute.</summary>
    EndAttribute,

    /// <summary>Ends a start tag; content follows.</summary>
    EndStart,

    /// <summary>Ends an element without content.</summary>
    EndEmpty,

    /// <summary>Ends an element with content.</summary>
    EndElement,

    /// <summary>Text of the template itself.</summary>
    Literal,

    /// <summary>Text of a value.</summary>
    Slot,
}

/// <summary>One step of a compiled template.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Slot">Of a slot: index of the value. Of an attribute: its only slot, or -1. Of an element: the slot on which it depends, or -1.</param>
/// <param name="Jump">Index of the step behind this element or attribute.</param>
internal readonly record struct BinXmlOp(BinXmlOpKind Kind, int Slot, int Jump)
{
    /// <summary>Of an attribute: left out where its only value is NULL or empty.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Of an element: the slot that is all its content, and so repeats it where it is an array; or -1.</summary>
    public int RepeatSlot { get; init; } = -1;

    /// <summary>Name of the element or attribute; of its end too.</summary>
    public BinXmlName? Name { get; init; }

    /// <summary>Text of a literal.</summary>
    public BinXmlLiteral? Literal { get; init; }
}
