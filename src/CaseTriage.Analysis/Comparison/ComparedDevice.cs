using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Comparison;

/// <summary>A device as a column of a comparison.</summary>
/// <param name="Serial">Serial number, or null for a device that nobody named. Columns of one serial number are one device at several times.</param>
/// <param name="Outcome">State of its activation.</param>
/// <param name="Inventory">The inventory that speaks for it, or null.</param>
public sealed record ComparedDevice(string? Serial, DeviceOutcome Outcome, InventorySummary? Inventory);
