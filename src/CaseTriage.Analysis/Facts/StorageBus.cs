using System.Collections.Frozen;

namespace CaseTriage.Analysis.Facts;

/// <summary>Storage buses by the names of the inventory.</summary>
public static class StorageBus
{
    private static readonly FrozenSet<string> s_removable = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "USB", "1394", "SD", "MMC");

    /// <summary>Whether disks on it can be taken off while the machine runs; null where the inventory names no bus.</summary>
    public static bool? IsRemovable(string? bus) => bus is null ? null : s_removable.Contains(bus);
}
