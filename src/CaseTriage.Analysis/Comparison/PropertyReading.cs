using System.Collections.Immutable;

namespace CaseTriage.Analysis.Comparison;

/// <summary>What one inventory says of a property.</summary>
/// <param name="Text">As shown; null where the inventory does not say, which is neither 0 nor none.</param>
/// <param name="Keys">Normal forms to compare by; empty where nothing can be compared: not said, or not to be believed.</param>
public sealed record PropertyReading(string? Text, ImmutableArray<string> Keys)
{
    /// <summary>Text of a list that is known to be empty.</summary>
    public const string None = "-";

    /// <summary>The inventory does not say.</summary>
    public static PropertyReading NotSaid { get; } = new(null, []);

    /// <summary>Why the text is not to be believed, or null: <c>offset-placeholder</c>, <c>capacity-rounding</c>.</summary>
    public string? Misreading { get; init; }

    /// <summary>Whether it can be held against another.</summary>
    public bool IsKnown => !Keys.IsEmpty;

    /// <summary>The one key in which several values count as a whole.</summary>
    public string Key => string.Join('\n', Keys);
}
