namespace CaseTriage.TestKit.Evtx;

/// <summary>
/// An element of an event's XML. Attribute values and children are a <see cref="string"/> (literal text), an
/// <see cref="EvtxValue"/> (a substitution of the template), or, as children, an <see cref="EvtxElement"/>, a <see cref="Nested"/> or an <see cref="Again"/>.
/// </summary>
public sealed record EvtxElement(string Name, params IReadOnlyList<object> Children)
{
    public IReadOnlyList<(string Name, object Value)> Attributes { get; init; } = [];

    /// <summary>Makes the element depend on its only value: it is left out where that is NULL.</summary>
    public bool IsOmittedWhenNull { get; init; }

    public static EvtxElement WithAttributes(string name, params IReadOnlyList<(string Name, object Value)> attributes) =>
        new(name) { Attributes = attributes };

    /// <summary>An element that has a template of its own and stands in a value of the outer one.</summary>
    public sealed record Nested(EvtxElement Element);

    /// <summary>Shows a value of the template a second time, by its index in document order.</summary>
    public sealed record Again(int Slot);
}
