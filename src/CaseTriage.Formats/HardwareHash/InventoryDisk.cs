namespace CaseTriage.Formats.HardwareHash;

/// <summary>A disk of an inventory. Null means that the inventory does not say.</summary>
/// <param name="Model">Model as the drive tells it.</param>
/// <param name="Serial">Serial number as the drive tells it.</param>
/// <param name="CapacityInGB">Decimal gigabytes.</param>
/// <param name="Bus">Name of the storage bus: <c>SATA</c>, <c>NVMe</c>, <c>USB</c>.</param>
/// <param name="IsMechanical">True where it incurs a seek penalty; null where the drive does not report it.</param>
/// <param name="IsBoot">Whether Windows booted from it; null where the inventory does not name its boot disk.</param>
public sealed record InventoryDisk(string? Model, string? Serial, long? CapacityInGB, string? Bus, bool? IsMechanical, bool? IsBoot);
