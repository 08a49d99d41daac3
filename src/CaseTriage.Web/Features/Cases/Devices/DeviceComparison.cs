using System.Collections.Immutable;
using System.Globalization;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Web.Features.Cases.Devices;

/// <summary>One line of the comparison: the same property of each device, in the order of the devices; null where the inventory does not say.</summary>
/// <param name="Name">Key of its texts.</param>
/// <param name="Differs">Whether two known values differ.</param>
public sealed record ComparisonRow(string Name, ImmutableArray<string?> Values, bool Differs);

/// <summary>Devices side by side, those that work first: what separates them is seen at a glance.</summary>
public sealed record DeviceComparison(ImmutableArray<DeviceSummary> Devices, ImmutableArray<ComparisonRow> Rows)
{
    private static readonly (string Name, Func<InventorySummary, string?> Value)[] Properties =
    [
        ("disks", inventory => Known(inventory, Lines(inventory.Disks.Select(DiskLine)))),
        ("diskCount", inventory => Known(inventory, inventory.Disks.Length.ToString(CultureInfo.InvariantCulture))),
        ("bootDisk", inventory => Lines(inventory.Disks.Where(disk => disk.Boot == true).Select(DiskLine))),
        ("mechanical", inventory => Known(inventory, inventory.Disks.Count(disk => disk.Mechanical == true).ToString(CultureInfo.InvariantCulture))),
        ("adapters", inventory => Known(inventory, Lines(inventory.NetworkAdapters.Select(AdapterLine)))),
        ("manufacturer", inventory => inventory.Smbios?.Manufacturer),
        ("product", inventory => inventory.Smbios?.Product),
        ("firmwareSerial", inventory => inventory.Smbios?.SerialNumber),
        ("uuid", inventory => inventory.Smbios?.Uuid),
        ("tpm", inventory => inventory.Tpm),
        ("osBuild", inventory => inventory.OsBuild),
        ("toolBuild", inventory => inventory.ToolBuild),
        ("localOffset", inventory => inventory.LocalOffset),
    ];

    /// <summary>Names of what differs between any two devices, however alike: no sign of anything.</summary>
    private static readonly ImmutableHashSet<string> Individual = ["firmwareSerial", "uuid"];

    /// <summary>Compares the devices that have an inventory; null where fewer than two have.</summary>
    public static DeviceComparison? Of(ImmutableArray<DeviceSummary> all)
    {
        ImmutableArray<DeviceSummary> devices = [.. all.Where(device => device.Inventory is not null).OrderBy(device => Order(device.Outcome))];
        if (devices.Length < 2)
        {
            return null;
        }

        var rows = Properties
            .Select(property => Row(property.Name, [.. devices.Select(device => device.Inventory is { } inventory ? property.Value(inventory) : null)]))
            .Where(row => row.Values.Any(value => value is not null));
        return new DeviceComparison(devices, [.. rows]);
    }

    private static ComparisonRow Row(string name, ImmutableArray<string?> values) =>
        new(name, values, !Individual.Contains(name) && values.Where(value => value is not null).Distinct(StringComparer.Ordinal).Skip(1).Any());

    // What a cut or broken inventory does not list may be there all the same.
    private static string? Known(InventorySummary inventory, string? value) =>
        inventory.Integrity == InventoryIntegrity.Intact || (value is not null and not "0") ? value : null;

    private static string DiskLine(DiskSummary disk) =>
        string.Join(" · ", new[] { disk.Model, disk.CapacityInGB is { } size ? string.Create(CultureInfo.InvariantCulture, $"{size} GB") : null, disk.Bus }.Where(part => part is not null));

    private static string AdapterLine(NetworkAdapterSummary adapter) =>
        string.Join(" · ", new[] { adapter.Medium, adapter.Bus }.Where(part => part is not null));

    private static string? Lines(IEnumerable<string> lines) =>
        string.Join('\n', lines.Order(StringComparer.Ordinal)) is { Length: > 0 } text ? text : null;

    private static int Order(DeviceOutcome outcome) => outcome switch
    {
        DeviceOutcome.Activated => 0,
        DeviceOutcome.Failed => 1,
        _ => 2,
    };
}
