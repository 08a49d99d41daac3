using System.Globalization;

namespace CaseTriage.Formats.HardwareHash;

/// <summary>Numbers of a hardware hash in the words of oa3tool's report. A number without a word is given as a number.</summary>
internal static class InventoryNames
{
    /// <summary>STORAGE_BUS_TYPE of ntddstor.h, without its prefix.</summary>
    public static string StorageBus(int bus) => bus switch
    {
        1 => "SCSI",
        2 => "ATAPI",
        3 => "ATA",
        4 => "1394",
        5 => "SSA",
        6 => "Fibre",
        7 => "USB",
        8 => "RAID",
        9 => "iSCSI",
        10 => "SAS",
        11 => "SATA",
        12 => "SD",
        13 => "MMC",
        14 => "Virtual",
        15 => "FileBackedVirtual",
        16 => "Spaces",
        17 => "NVMe",
        18 => "SCM",
        19 => "UFS",
        _ => Number(bus),
    };

    /// <summary>NDIS_PHYSICAL_MEDIUM of ntddndis.h, without its prefix.</summary>
    public static string PhysicalMedium(long medium) => medium switch
    {
        0 => "Unspecified",
        1 => "WirelessLan",
        7 => "1394",
        8 => "WirelessWan",
        9 => "Native802_11",
        10 => "Bluetooth",
        11 => "Infiniband",
        14 => "802_3",
        15 => "802_5",
        17 => "WiredWAN",
        18 => "WiredCoWan",
        19 => "Other",
        _ => Number(medium),
    };

    public static string OsType(int type) => type switch
    {
        1 => "WinPE",
        2 => "FullOS",
        _ => Number(type),
    };

    /// <summary>PROCESSOR_ARCHITECTURE of winnt.h.</summary>
    public static string Architecture(int architecture) => architecture switch
    {
        0 => "x86",
        5 => "ARM",
        9 => "x64",
        12 => "ARM64",
        _ => Number(architecture),
    };

    /// <summary>SMBIOS 7.17.3, memory array error correction types.</summary>
    public static string ErrorCorrection(int code) => code switch
    {
        1 => "Other",
        2 => "Unknown",
        3 => "None",
        4 => "Parity",
        5 => "Single-bit ECC",
        6 => "Multi-bit ECC",
        7 => "CRC",
        _ => Number(code),
    };

    /// <summary>POWER_PLATFORM_ROLE of winnt.h.</summary>
    public static string PowerRole(int role) => role switch
    {
        0 => "Unspecified",
        1 => "Desktop",
        2 => "Mobile",
        3 => "Workstation",
        4 => "EnterpriseServer",
        5 => "SOHOServer",
        6 => "AppliancePC",
        7 => "PerformanceServer",
        8 => "Slate",
        _ => Number(role),
    };

    public static string OfflineDeviceIdType(int type) => type switch
    {
        0x0001 => "TPM_EK",
        0x0102 => "UEFI_VARIABLE_TPM",
        _ => FormattableString.Invariant($"0x{type:X4}"),
    };

    /// <summary>DEVICE_REMOVAL_POLICY of wdm.h.</summary>
    public static string RemovalPolicy(int policy) => policy switch
    {
        1 => "NoRemoval",
        2 => "OrderlyRemoval",
        3 => "SurpriseRemoval",
        _ => Number(policy),
    };

    public static string Truth(bool value) => value ? "true" : "false";

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
