namespace CaseTriage.TestKit.Evtx;

/// <summary>
/// An element of an event's XML. Attribute values and children are a <see cref="string"/> (literal text), an
/// <see cref="EvtxValue"/> (an optional substitution of the template), one of the records below, or, as children, an <see cref="EvtxElement"/>.
/// </summary>
public sealed record EvtxElement(string Name, params IReadOnlyList<object> Children)
{
    public IReadOnlyList<(string Name, object Value)> Attributes { get; init; } = [];

    /// <summary>Makes the element depend on its only value: it is left out where that is NULL.</summary>
    public bool IsOmittedWhenNull { get; init; }

    public static EvtxElement WithAttributes(string name, params IReadOnlyList<(string Name, object Value)> attributes) =>
        new(name) { Attributes = attributes };

    /// <summary>An element that has a template of its own, or none, and stands in a value of the outer one.</summary>
    public sealed record Nested(EvtxElement Element)
    {
        /// <summary>Writes it without a template, every value as text.</summary>
        public bool IsPlain { get; init; }
    }

    /// <summary>Shows a value of the template a second time, by its index in document order.</summary>
    public sealed record Again(int Slot);

    /// <summary>A value by normal substitution: shown, as nothing, where it is NULL too.</summary>
    public sealed record Always(EvtxValue Value);

    /// <summary>A CDATA section.</summary>
    public sealed record CData(string Text);

    /// <summary>A character by reference.</summary>
    public sealed record CharacterReference(char Character);

    /// <summary>An entity by name.</summary>
    public sealed record Entity(string Name);

    /// <summary>A processing instruction; readers leave it out.</summary>
    public sealed record Instruction(string Target, string Text);
}
