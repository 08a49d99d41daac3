namespace CaseTriage.Formats.HardwareHash;

/// <summary>Storage buses in the words of inventories, for other sources that give them by number.</summary>
public static class StorageBus
{
    /// <summary>Name of a STORAGE_BUS_TYPE (ntddstor.h): <c>USB</c>, <c>SATA</c>, <c>NVMe</c>; a number without a name as a number.</summary>
    public static string NameOf(int bus) => InventoryNames.StorageBus(bus);
}
