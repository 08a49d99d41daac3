namespace CaseTriage.Formats.HardwareHash;

/// <summary>A network adapter of an inventory.</summary>
/// <param name="Mac">Permanent address, <c>00:00:5E:00:53:01</c>, upper-case.</param>
/// <param name="Medium">Physical medium as the report names it: <c>802_3</c>, <c>Native802_11</c>, <c>Bluetooth</c>.</param>
/// <param name="Bus"><c>PCI</c>, <c>USB</c>; null in a report, which does not print it.</param>
public sealed record InventoryAdapter(string? Mac, string? Medium, string? Bus);
