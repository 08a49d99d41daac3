namespace CaseTriage.Formats.HardwareHash;

/// <summary>
/// Types of the records of a hardware hash. Each record is u16 type, u16 length including these four bytes, value; little-endian.
/// The layout is not published: it was read off nine public hashes, which decode and encode again byte for byte. "Certain" and "likely" are
/// said of that evidence in <c>docs/formats/hardware-inventory.md</c>.
/// </summary>
public enum HardwareHashRecordType
{
    /// <summary>Certain. Tool and OS build (u16 minor, major, revision, build each), u32 seconds since 2000-01-01 UTC, i8 offset in quarter hours, u8 OS type, u8 architecture, u8 tool version.</summary>
    Collector = 1,

    /// <summary>Certain. u16 architecture, packages, cores, threads; u32 hyper-threading (likely a BOOL).</summary>
    Processor = 2,

    /// <summary>Certain. Vendor of the processor, text.</summary>
    ProcessorVendor = 3,

    /// <summary>Certain. Model of the processor, text, zero-filled.</summary>
    ProcessorModel = 4,

    /// <summary>Certain. u64 RAM in GB, u64 maximum in GB, u16 slots, u16 arrays, u8 error correction (SMBIOS code).</summary>
    Memory = 5,

    /// <summary>Certain. u64 capacity in decimal GB, u16 bus, u8 seek penalty (0 solid state certain, 1 mechanical likely, 255 not reported likely), u8 trim.</summary>
    Disk = 6,

    /// <summary>Certain. <c>serial|model|</c> of a disk, not terminated. With several disks both 6,7,6,7 and 6,6,7,7 are accepted.</summary>
    DiskName = 7,

    /// <summary>Certain. u32 physical medium, six bytes MAC, u32 byte count, UTF-16 name of the bus.</summary>
    NetworkAdapter = 8,

    /// <summary>Certain. u16 width and height in mm, u16 width and height in pixels, u32 output type (likely).</summary>
    Display = 9,

    /// <summary>Certain in the first two and the digitizer flags. u8 chassis, power role, optical drive, digitizer flags, touch points.</summary>
    Chassis = 10,

    /// <summary>Certain except type 0x0103. u32 status, u16 type, u32 length, value.</summary>
    OfflineDeviceId = 11,

    /// <summary>Certain. SMBIOS UUID, mixed-endian.</summary>
    SmbiosUuid = 12,

    /// <summary>Certain. Text.</summary>
    TpmVersion = 13,

    /// <summary>Certain. Text.</summary>
    SystemSerialNumber = 14,

    /// <summary>Certain. Text.</summary>
    FirmwareVendor = 15,

    /// <summary>Certain. Text.</summary>
    SystemManufacturer = 16,

    /// <summary>Certain. Text.</summary>
    SystemProductName = 17,

    /// <summary>Certain. Text.</summary>
    SkuNumber = 18,

    /// <summary>Certain. Text.</summary>
    SystemFamily = 19,

    /// <summary>Certain. Text.</summary>
    BoardManufacturer = 20,

    /// <summary>Certain. Text.</summary>
    BoardProduct = 21,

    /// <summary>Certain. Text.</summary>
    BoardVersion = 22,

    /// <summary>Certain. Text.</summary>
    SystemVersion = 23,

    /// <summary>Certain. Text.</summary>
    ProductKeyId = 24,

    /// <summary>Certain. Public modulus of the TPM endorsement key, 256 raw bytes.</summary>
    TpmEndorsementKey = 25,

    /// <summary>Certain. Text.</summary>
    ProductKeyPkPn = 26,

    /// <summary>Likely. u16 width, u16 height of the display in cm.</summary>
    DisplaySize = 27,

    /// <summary>Certain. <c>serial|model|</c> of the disk that Windows booted from.</summary>
    BootDiskName = 28,

    /// <summary>Certain. u64 video memory, u64 system memory in bytes, u8 removal policy, u8 in the container of the machine.</summary>
    DisplayAdapter = 29,

    /// <summary>Certain. UTF-16 <c>maker|model</c> of a display adapter.</summary>
    DisplayAdapterName = 30,

    /// <summary>Certain. Count, then per core class u8 class, u16 cores, u16 threads. Newer tools.</summary>
    CoreClasses = 34,

    /// <summary>Unknown, three bytes. Newer tools.</summary>
    Unknown35 = 35,

    /// <summary>Certain. <c>language|locale|time zone|language packs|keyboard</c>; only from oa3tool.</summary>
    Locale = 36,

    /// <summary>Size arithmetic certain, meaning likely: the hardware id of the licensing service.</summary>
    SppHardwareId = 37,
}
