using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Comparison;

/// <summary>What is another between two inventories of one device.</summary>
/// <param name="Property">Name of the property, or report name of a field.</param>
/// <param name="Number">From 1, where there are several of the property; else null.</param>
/// <param name="Before">What the older one says.</param>
/// <param name="After">What the newer one says.</param>
public sealed record InventoryChange(string Property, int? Number, string? Before, string? After)
{
    /// <summary>The changes, most telling first; what one of the two does not say is none.</summary>
    public static ImmutableArray<InventoryChange> Between(InventorySummary older, InventorySummary newer) =>
    [
        .. DeviceTable.Of([new ComparedDevice("", DeviceOutcome.Unknown, older), new ComparedDevice("", DeviceOutcome.Unknown, newer)]).Rows
            .Where(row => row.State == RowState.Differs).Select(row => new InventoryChange(row.Name, row.Number, row.Cells[0].Text, row.Cells[1].Text)),
    ];
}
