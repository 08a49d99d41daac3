using CaseTriage.Analysis.Comparison;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Cases.Model;

/// <summary>A property of a device and what its inventory says of it: how many others say the same is a base rate.</summary>
public sealed class DeviceReading(string name, string value)
{
    public const int MaxNameLength = 64;
    public const int MaxValueLength = 200;

    public int Id { get; private set; }

    public int CaseDeviceId { get; private set; }

    /// <summary>Name of the property.</summary>
    public string Name { get; private set; } = name;

    /// <summary>As shown; a longer one is cut.</summary>
    public string Value { get; private set; } = value;

    /// <summary>What should agree between like devices, as far as it is known, the known misreadings included: that they are common is worth knowing.</summary>
    internal static IEnumerable<DeviceReading> Of(InventorySummary inventory) =>
        from property in InventoryProperties.Named
        where property.Kind == PropertyKind.MustAgree
        let reading = property.Read(inventory)
        let text = reading.IsKnown || reading.Misreading is not null ? reading.Text : null
        where text is not null
        select new DeviceReading(property.Name, text.Length > MaxValueLength ? text[..MaxValueLength] : text);
}
