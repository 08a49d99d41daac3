namespace CaseTriage.Formats.Evtx;

/// <summary>One item of an event's data. Valid until the next record is read.</summary>
public readonly ref struct EvtxDataItem
{
    internal EvtxDataItem(string? name, ReadOnlySpan<char> value)
    {
        Name = name;
        Value = value;
    }

    /// <summary>Name of the item, or null where it has none; names may repeat.</summary>
    public string? Name { get; }

    /// <summary>Its text, perhaps empty; never holds a lone surrogate.</summary>
    public ReadOnlySpan<char> Value { get; }

    /// <summary>Name and value, for <c>var (name, value) = item</c>.</summary>
    public void Deconstruct(out string? name, out ReadOnlySpan<char> value)
    {
        name = Name;
        value = Value;
    }
}
