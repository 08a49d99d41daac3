using System.Collections.Immutable;
using System.Globalization;

namespace CaseTriage.Formats.HardwareHash;

/// <summary>Lines of a report to disks, adapters and times. Hash and report come together here: whatever the form, there is one reading.</summary>
internal static class InventoryFieldReader
{
    /// <summary>Upper bound on disks and on adapters of one inventory; above it something else was read.</summary>
    private const int MaxDevices = 256;

    /// <summary>Fills in what the fields say.</summary>
    public static HardwareInventory Interpret(HardwareInventory inventory) => inventory with
    {
        ToolBuild = inventory.Value("ToolBuild"),
        OsBuild = inventory.Value("OsBuild"),
        OsSystemTime = UtcTime(inventory.Value("OsSystemTime")),
        LocalOffset = Offset(inventory.Value("OsLocalTime")),
        Disks = Disks(inventory),
        Adapters = Adapters(inventory),
    };

    private static DateTimeOffset? UtcTime(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time)
            ? time
            : null;

    /// <summary>By hand: +30:00 is no offset that a library reads.</summary>
    private static string? Offset(string? localTime)
    {
        if (localTime is not null && localTime.EndsWith('Z'))
        {
            return "+00:00";
        }

        return localTime is { Length: > 16 } && localTime[^6] is '+' or '-' && localTime[^3] == ':' ? localTime[^6..] : null;
    }

    private static ImmutableArray<InventoryDisk> Disks(HardwareInventory inventory)
    {
        string? bootDisk = inventory.Value(HardwareInventory.BootDiskField);
        ImmutableArray<InventoryDisk>.Builder disks = ImmutableArray.CreateBuilder<InventoryDisk>();
        for (int number = 1; number <= MaxDevices; number++)
        {
            string prefix = FormattableString.Invariant($"Disk{number}.");
            if (inventory.Fields.Any(field => field.Name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                disks.Add(Disk(inventory, prefix, bootDisk));
            }
            else if (number > disks.Count + 1) // one number may be missing in a damaged hash
            {
                break;
            }
        }

        return disks.Count == 0 && PrimaryDisk(inventory, bootDisk) is InventoryDisk primary ? [primary] : disks.ToImmutable();
    }

    private static InventoryDisk Disk(HardwareInventory inventory, string prefix, string? bootDisk)
    {
        string? name = inventory.Value(prefix + "DiskSerialNumber");
        bool? isMechanical = inventory.Value(prefix + "IncursSeekPenalty") switch
        {
            "0" or "false" => false,
            "1" or "true" => true,
            null => IsMechanical(inventory.Value(prefix + "DiskType")),
            _ => null,
        };
        return NamedDisk(name, bootDisk) with
        {
            CapacityInGB = Number(inventory.Value(prefix + "DiskCapacity")),
            Bus = inventory.Value(prefix + "StorageBusType"),
            IsMechanical = isMechanical,
        };
    }

    /// <summary>Names of reports from before 19H1, which know one disk.</summary>
    private static InventoryDisk? PrimaryDisk(HardwareInventory inventory, string? bootDisk)
    {
        string? name = inventory.Value("DiskSerialNumber");
        string? type = inventory.Value("PrimaryDiskType");
        long? capacity = Number(inventory.Value("PrimaryDiskTotalCapacity"));
        return name is null && type is null && capacity is null
            ? null
            : NamedDisk(name, bootDisk) with { CapacityInGB = capacity, IsMechanical = IsMechanical(type) };
    }

    /// <summary>Splits <c>serial|model|</c>.</summary>
    private static InventoryDisk NamedDisk(string? name, string? bootDisk)
    {
        string[] parts = name?.Split('|') ?? [];
        bool? isBoot = name is null || bootDisk is null ? null : name.TrimEnd('|') == bootDisk.TrimEnd('|');
        return new InventoryDisk(Known(parts, 1), Known(parts, 0), null, null, null, isBoot);
    }

    private static string? Known(string[] parts, int index) => index < parts.Length && parts[index].AsSpan().Trim() is { Length: > 0 } part ? part.ToString() : null;

    private static bool? IsMechanical(string? diskType) => diskType?.ToUpperInvariant() switch
    {
        "SSD" => false,
        "HDD" => true,
        _ => null,
    };

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    private static ImmutableArray<InventoryAdapter> Adapters(HardwareInventory inventory)
    {
        ImmutableArray<InventoryAdapter>.Builder adapters = ImmutableArray.CreateBuilder<InventoryAdapter>();
        string? medium = null;
        foreach (InventoryField field in inventory.Fields)
        {
            switch (field.Name)
            {
                case "PhysicalMedium":
                    medium = field.Value;
                    break;
                case "MacAddress" when field.Value.Length > 0 && adapters.Count < MaxDevices:
                    adapters.Add(new InventoryAdapter(field.Value.ToUpperInvariant().Replace('-', ':'), medium, null));
                    medium = null;
                    break;
                case HardwareInventory.AdapterBusField when adapters.Count > 0:
                    adapters[^1] = adapters[^1] with { Bus = field.Value };
                    break;
            }
        }

        return adapters.ToImmutable();
    }
}
