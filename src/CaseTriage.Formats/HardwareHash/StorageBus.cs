using System.Collections.Frozen;

namespace CaseTriage.Formats.HardwareHash;

/// <summary>Storage buses in the words of inventories.</summary>
public static class StorageBus
{
    private static readonly FrozenSet<string> s_removable = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "USB", "1394", "SD", "MMC");

    /// <summary>Name of a STORAGE_BUS_TYPE (ntddstor.h): <c>USB</c>, <c>SATA</c>, <c>NVMe</c>; a number without a name as a number.</summary>
    public static string NameOf(int bus) => InventoryNames.StorageBus(bus);

    /// <summary>Whether disks on it can be taken off while the machine runs; null where the inventory names no bus.</summary>
    public static bool? IsRemovable(string? bus) => bus is null ? null : s_removable.Contains(bus);
}
