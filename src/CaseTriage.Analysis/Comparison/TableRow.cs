using System.Collections.Immutable;

namespace CaseTriage.Analysis.Comparison;

/// <summary>What a row of a comparison shows, most telling first.</summary>
public enum RowState
{
    /// <summary>True of all failing devices and false of all working ones: look here first.</summary>
    Separates,

    /// <summary>Known values differ that should agree.</summary>
    Differs,

    /// <summary>Two devices share a value that only one in the world should have.</summary>
    SharedIdentity,

    /// <summary>Looks different and is not: see <see cref="TableRow.Reason"/>.</summary>
    LooksDifferent,

    /// <summary>Fewer than two devices say it.</summary>
    Unknown,

    /// <summary>Must differ, and is of no meaning.</summary>
    Expected,

    /// <summary>All that say it agree.</summary>
    Same,
}

/// <summary>One property of all devices of a comparison.</summary>
/// <param name="Name">Name of the property; <c>disk</c> for the disk of <paramref name="Number"/>.</param>
/// <param name="Number">From 1, where there are several of a name; else null.</param>
/// <param name="Kind">What is to be expected.</param>
/// <param name="State">What it shows.</param>
/// <param name="Cells">In the order of the devices.</param>
public sealed record TableRow(string Name, int? Number, PropertyKind Kind, RowState State, ImmutableArray<PropertyReading> Cells)
{
    /// <summary>Why it only looks different: <c>writing</c>, or the misreading; null where it is not so.</summary>
    public string? Reason { get; init; }

    /// <summary>Keys that several devices share although they identify one; empty but in rows of that state.</summary>
    public ImmutableArray<string> Shared { get; init; } = [];
}
