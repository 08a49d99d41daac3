namespace CaseTriage.TestKit.HardwareHash;

/// <summary>A disk for <see cref="HardwareHashBuilder"/>.</summary>
/// <param name="Serial">Serial number.</param>
/// <param name="Model">Model.</param>
/// <param name="CapacityInGB">Decimal gigabytes.</param>
public sealed record TestDisk(string Serial, string Model, ulong CapacityInGB)
{
    /// <summary>STORAGE_BUS_TYPE: 7 USB, 11 SATA, 17 NVMe.</summary>
    public ushort Bus { get; init; } = 11;

    /// <summary>0 solid state, 1 mechanical, 255 not reported.</summary>
    public byte SeekPenalty { get; init; }

    /// <summary>0, 1 or 255.</summary>
    public byte Trim { get; init; } = 1;

    /// <summary>As the hash writes it.</summary>
    public string Name => $"{Serial}|{Model}|";

    /// <summary>An ordinary solid state disk on SATA.</summary>
    public static TestDisk Solid(string serial) => new(serial, "EXAMPLE SSD 256GB", 256);

    /// <summary>An ordinary mechanical disk on SATA.</summary>
    public static TestDisk Mechanical(string serial) => new(serial, "EXAMPLE HDD 1TB", 1000) { SeekPenalty = 1, Trim = 0 };
}
