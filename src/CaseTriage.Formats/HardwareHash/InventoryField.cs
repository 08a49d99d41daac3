namespace CaseTriage.Formats.HardwareHash;

/// <summary>One line of an inventory, in the words of oa3tool's report.</summary>
/// <param name="Name">Name in the report, for example <c>OsSystemTime</c>; the same name may come several times.</param>
/// <param name="Value">Value as printed; may be empty.</param>
public readonly record struct InventoryField(string Name, string Value);
