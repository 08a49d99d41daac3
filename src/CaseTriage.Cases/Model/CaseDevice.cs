using CaseTriage.Analysis.Comparison;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Cases.Model;

/// <summary>A device of a case as the published analysis has it, with what is compared and counted over all cases.</summary>
public sealed class CaseDevice(string? serialNumber, string label, DeviceOutcome outcome)
{
    public const int MaxTraitLength = 200;

    /// <summary>Version of the rows below: what was written by an earlier one is written anew from the published document.</summary>
    public const int FactsVersion = 1;

    /// <summary>Most inventories of one device that are kept for comparison.</summary>
    private const int MaxInventories = 50;

    public int Id { get; private set; }

    public int SupportCaseId { get; private set; }

    /// <summary>Null for a device that is known to exist but was never named.</summary>
    public string? SerialNumber { get; private set; } = serialNumber;

    public string Label { get; private set; } = label;

    public DeviceOutcome Outcome { get; private set; } = outcome;

    public string? Manufacturer { get; private set; }

    public string? Product { get; private set; }

    public string? Sku { get; private set; }

    public string? OsBuild { get; private set; }

    public string? ToolBuild { get; private set; }

    /// <summary>All its inventories, the one that speaks for it first.</summary>
    public List<DeviceInventory> Inventories { get; } = [];

    /// <summary>What the inventory that speaks for it says, for base rates.</summary>
    public List<DeviceReading> Readings { get; } = [];

    /// <summary>Values of all its inventories that only one device should have, placeholders left out.</summary>
    public List<DeviceIdentityValue> Identities { get; } = [];

    internal static CaseDevice Of(DeviceSummary summary)
    {
        var traits = DeviceTraits.Of(summary.Inventory, "");
        var device = new CaseDevice(summary.SerialNumber, summary.Label, summary.Outcome)
        {
            Manufacturer = Short(traits.Manufacturer),
            Product = Short(traits.Product),
            Sku = Short(traits.Sku),
            OsBuild = Short(traits.OsBuild),
            ToolBuild = Short(traits.ToolBuild),
        };
        if (summary is { SerialNumber: not null, Inventory: { } speaking })
        {
            InventorySummary[] inventories = [speaking, .. summary.Inventories.Skip(1).Take(MaxInventories - 1)];
            device.Inventories.AddRange(inventories.Select((inventory, place) => new DeviceInventory(place, inventory)));
            device.Readings.AddRange(DeviceReading.Of(speaking));
            device.Identities.AddRange(inventories.SelectMany(inventory => IdentityValues.Of(inventory)).Where(value => !value.IsPlaceholder).Distinct().Select(value => new DeviceIdentityValue(value)));
        }

        return device;
    }

    private static string? Short(string? text) => text is { Length: > MaxTraitLength } ? text[..MaxTraitLength] : text;
}
