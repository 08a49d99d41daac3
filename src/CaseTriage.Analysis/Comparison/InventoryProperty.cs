using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Comparison;

/// <summary>A property by which devices are compared.</summary>
/// <param name="Name">Key of its texts, and <c>field</c> of facts <c>siblings</c>; for <see cref="PropertyKind.Other"/> the report name.</param>
/// <param name="Kind">What is to be expected of it.</param>
/// <param name="Reading">Reads it out of an inventory that is not damaged.</param>
public sealed record InventoryProperty(string Name, PropertyKind Kind, Func<InventorySummary, PropertyReading> Reading)
{
    /// <summary>Whether a difference speaks of the device itself, so that rules hear of it; the others speak of how it was collected, or are mere names.</summary>
    public bool SpeaksOfDevice { get; init; }

    /// <summary>What the inventory says. What a damaged one says is shown, and compared with nothing.</summary>
    public PropertyReading Read(InventorySummary inventory) =>
        inventory.Integrity == InventoryIntegrity.Damaged ? Reading(inventory) with { Keys = [] } : Reading(inventory);
}
