using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CaseTriage.Formats.Binary;
using CaseTriage.Formats.Text;

namespace CaseTriage.Formats.HardwareHash;

/// <summary>
/// The records of a hash as the lines of oa3tool's report, in its order. Names that the report does not have are ours and marked so below;
/// a record that is too short for its layout is left out.
/// </summary>
internal sealed class HardwareHashFields
{
    private readonly ImmutableArray<InventoryField>.Builder _fields = ImmutableArray.CreateBuilder<InventoryField>();
    private readonly HardwareHashRecords _records;

    private HardwareHashFields(HardwareHashRecords records) => _records = records;

    public static ImmutableArray<InventoryField> Read(HardwareHashRecords records)
    {
        var fields = new HardwareHashFields(records);
        fields.ReadSoftware();
        fields.ReadProcessorAndMemory();
        fields.ReadFirmware();
        fields.ReadDisks();
        fields.ReadNetworkAdapters();
        fields.ReadDisplays();
        fields.ReadIdentity();
        return fields._fields.ToImmutable();
    }

    private void ReadSoftware()
    {
        AddText("ProductKeyID", HardwareHashRecordType.ProductKeyId);
        AddText("ProductKeyPkPn", HardwareHashRecordType.ProductKeyPkPn);
        foreach (byte[] value in _records.Of(HardwareHashRecordType.Collector))
        {
            var reader = new SpanReader(value);
            if (TryReadBuild(ref reader, out string tool) && TryReadBuild(ref reader, out string system)
                && reader.TryReadUInt32(out uint seconds) && reader.TryReadByte(out byte quarters)
                && reader.TryReadByte(out byte osType) && reader.TryReadByte(out byte architecture) && reader.TryReadByte(out byte version))
            {
                DateTimeOffset utc = HardwareHashLayout.TimeBase.AddSeconds(seconds);
                Add("ToolVersion", InventoryNames.Number(version));
                Add("ToolBuild", tool);
                Add("OSType", InventoryNames.OsType(osType));
                Add("OsCpuArchitecture", InventoryNames.Architecture(architecture));
                Add("OsBuild", system);
                Add("OsSystemTime", utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
                Add("OsLocalTime", LocalTime(utc, (sbyte)quarters));
            }
        }
    }

    /// <summary>
    /// As the report prints it, an offset outside every legal one included: collectors of builds 14978 to 17763 leave 0x78, 120 quarter
    /// hours, and print +30:00 whatever the time zone is.
    /// </summary>
    private static string LocalTime(DateTimeOffset utc, sbyte quarters)
    {
        var offset = TimeSpan.FromMinutes(15 * quarters);
        string sign = quarters < 0 ? "-" : "+";
        return FormattableString.Invariant($"{utc.Add(offset):yyyy-MM-dd'T'HH:mm:ss}{sign}{(int)offset.Duration().TotalHours:00}:{offset.Duration().Minutes:00}");
    }

    private static bool TryReadBuild(ref SpanReader reader, out string build)
    {
        bool read = reader.TryReadUInt16(out ushort minor) & reader.TryReadUInt16(out ushort major)
            & reader.TryReadUInt16(out ushort revision) & reader.TryReadUInt16(out ushort number);
        build = FormattableString.Invariant($"{major}.{minor}.{number}.{revision}");
        return read;
    }

    private void ReadProcessorAndMemory()
    {
        AddText("ProcessorModel", HardwareHashRecordType.ProcessorModel);
        AddText("ProcessorVendor", HardwareHashRecordType.ProcessorVendor); // our name
        foreach (byte[] value in _records.Of(HardwareHashRecordType.Processor))
        {
            var reader = new SpanReader(value);
            if (reader.TrySkip(sizeof(ushort)) && reader.TryReadUInt16(out ushort packages) && reader.TryReadUInt16(out ushort cores)
                && reader.TryReadUInt16(out ushort threads) && reader.TryReadUInt32(out uint hyperThreading))
            {
                Add("ProcessorPackages", InventoryNames.Number(packages));
                Add("ProcessorCores", InventoryNames.Number(cores));
                Add("ProcessorThreads", InventoryNames.Number(threads));
                Add("ProcessorHyperThreading", hyperThreading != 0 ? "true" : "false");
            }
        }

        foreach (byte[] value in _records.Of(HardwareHashRecordType.Memory))
        {
            var reader = new SpanReader(value);
            if (reader.TryReadUInt64(out ulong total) && reader.TryReadUInt64(out ulong maximum) && reader.TryReadUInt16(out ushort slots)
                && reader.TryReadUInt16(out ushort arrays) && reader.TryReadByte(out byte errorCorrection))
            {
                Add("SmbiosRamArrayCount", InventoryNames.Number(arrays));
                Add("SmbiosRamSlots", InventoryNames.Number(slots));
                Add("SmbiosRamErrorCorrection", InventoryNames.ErrorCorrection(errorCorrection));
                Add("SmbiosRamMaximumCapacity", maximum.ToString(CultureInfo.InvariantCulture));
                Add("TotalPhysicalRAM", total.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    private void ReadFirmware()
    {
        AddText("SmbiosFirmwareVendor", HardwareHashRecordType.FirmwareVendor);
        AddText("SmbiosSystemManufacturer", HardwareHashRecordType.SystemManufacturer);
        AddText("SmbiosSystemProductName", HardwareHashRecordType.SystemProductName);
        AddText("SmbiosSystemSerialNumber", HardwareHashRecordType.SystemSerialNumber);
        foreach (byte[] value in _records.Of(HardwareHashRecordType.SmbiosUuid))
        {
            if (value.Length == 16)
            {
                Add("SmbiosUuid", new Guid(value).ToString("D"));
            }
        }

        AddText("SmbiosSkuNumber", HardwareHashRecordType.SkuNumber);
        AddText("SmbiosSystemFamily", HardwareHashRecordType.SystemFamily);
        AddText("SmbiosSystemVersion", HardwareHashRecordType.SystemVersion);
        AddText("SmbiosBoardManufacturer", HardwareHashRecordType.BoardManufacturer);
        AddText("SmbiosBoardProduct", HardwareHashRecordType.BoardProduct);
        AddText("SmbiosBoardVersion", HardwareHashRecordType.BoardVersion);
        foreach (byte[] value in _records.Of(HardwareHashRecordType.Chassis))
        {
            if (value.Length > 0)
            {
                Add("ChassisType", FormattableString.Invariant($"0x{value[0]:X2}"));
            }
        }
    }

    private void ReadDisks()
    {
        byte[][] names = [.. _records.Of(HardwareHashRecordType.DiskName)];
        int number = 0;
        ulong total = 0;
        foreach (byte[] value in _records.Of(HardwareHashRecordType.Disk))
        {
            number++;
            var reader = new SpanReader(value);
            if (reader.TryReadUInt64(out ulong capacity) && reader.TryReadUInt16(out ushort bus)
                && reader.TryReadByte(out byte seekPenalty) && reader.TryReadByte(out byte trim))
            {
                string prefix = FormattableString.Invariant($"Disk{number}.");
                Add(prefix + "DiskCapacity", capacity.ToString(CultureInfo.InvariantCulture));
                Add(prefix + "DiskType", seekPenalty switch { 0 => "SSD", 1 => "HDD", _ => "Unspecified" });
                Add(prefix + "StorageBusType", InventoryNames.StorageBus(bus));
                Add(prefix + "IncursSeekPenalty", InventoryNames.Number(seekPenalty));
                Add(prefix + "TrimEnabled", InventoryNames.Number(trim));
                total = unchecked(total + capacity);
                if (number <= names.Length)
                {
                    Add(prefix + "DiskSerialNumber", Text(names[number - 1]));
                }
            }
        }

        if (number > 0)
        {
            Add("InternalDiskCount", InventoryNames.Number(number));
            Add("TotalDiskCapacity", total.ToString(CultureInfo.InvariantCulture));
        }
    }

    private void ReadNetworkAdapters()
    {
        foreach (byte[] value in _records.Of(HardwareHashRecordType.NetworkAdapter))
        {
            var reader = new SpanReader(value);
            if (reader.TryReadUInt32(out uint medium) && reader.TryReadBytes(6, out ReadOnlySpan<byte> mac))
            {
                Add("PhysicalMedium", InventoryNames.PhysicalMedium(medium));
                Add("MacAddress", Convert.ToHexString(mac).Insert(10, ":").Insert(8, ":").Insert(6, ":").Insert(4, ":").Insert(2, ":"));
                if (reader.TrySkip(sizeof(uint)) && reader.Remaining > 0)
                {
                    Add(HardwareInventory.AdapterBusField, Utf16(reader.Rest)); // our name: the report does not print the bus
                }
            }
        }
    }

    private void ReadDisplays()
    {
        foreach (byte[] value in _records.Of(HardwareHashRecordType.Display))
        {
            var reader = new SpanReader(value);
            if (reader.TryReadUInt16(out ushort width) && reader.TryReadUInt16(out ushort height)
                && reader.TryReadUInt16(out ushort columns) && reader.TryReadUInt16(out ushort rows))
            {
                Add("DisplaySizePhysicalH", InventoryNames.Number(width));
                Add("DisplaySizePhysicalY", InventoryNames.Number(height));
                Add("DisplayResolutionHorizontal", InventoryNames.Number(columns));
                Add("DisplayResolutionVertical", InventoryNames.Number(rows));
            }
        }

        foreach (byte[] value in _records.Of(HardwareHashRecordType.Chassis))
        {
            if (value.Length >= 4)
            {
                Add("DigitizerSupportID", InventoryNames.Number(value[3]));
                Add("PowerPlatformRole", InventoryNames.PowerRole(value[1]));
            }
        }

        ReadDisplayAdapters();
    }

    private void ReadDisplayAdapters()
    {
        byte[][] names = [.. _records.Of(HardwareHashRecordType.DisplayAdapterName)];
        byte[][] adapters = [.. _records.Of(HardwareHashRecordType.DisplayAdapter)];
        if (adapters.Length > 0)
        {
            Add("GpuCount", InventoryNames.Number(adapters.Length));
        }

        for (int i = 0; i < adapters.Length; i++)
        {
            var reader = new SpanReader(adapters[i]);
            if (reader.TryReadUInt64(out ulong video) && reader.TryReadUInt64(out ulong system)
                && reader.TryReadByte(out byte removal) && reader.TryReadByte(out byte inContainer))
            {
                string prefix = FormattableString.Invariant($"Gpu{i + 1}.");
                Add(prefix + "DedicatedVideoMemory", video.ToString(CultureInfo.InvariantCulture));
                Add(prefix + "DedicatedSystemMemory", system.ToString(CultureInfo.InvariantCulture));
                Add(prefix + "RemovalPolicy", InventoryNames.RemovalPolicy(removal));
                Add(prefix + "InLocalMachineContainer", inContainer != 0 ? "true" : "false");
                string[] name = i < names.Length ? Utf16(names[i]).Split('|', 2) : [];
                if (name.Length == 2)
                {
                    Add(prefix + "Manufacturer", name[0]);
                    Add(prefix + "Model", name[1]);
                }
            }
        }
    }

    private void ReadIdentity()
    {
        AddText("TPMVersion", HardwareHashRecordType.TpmVersion);
        AddBytes("TPM EkPub", HardwareHashRecordType.TpmEndorsementKey);
        foreach (byte[] value in _records.Of(HardwareHashRecordType.OfflineDeviceId))
        {
            var reader = new SpanReader(value);
            if (reader.TryReadUInt32(out uint status) && reader.TryReadUInt16(out ushort type) && reader.TrySkip(sizeof(uint)))
            {
                Add("Status", FormattableString.Invariant($"0x{status:X8}"));
                Add("OfflineDeviceIdType", InventoryNames.OfflineDeviceIdType(type));
                Add("OfflineDeviceId", Convert.ToBase64String(reader.Rest));
            }
        }

        AddText(HardwareInventory.BootDiskField, HardwareHashRecordType.BootDiskName);
        AddText("Locale", HardwareHashRecordType.Locale); // our name: language|locale|time zone|language packs|keyboard
        AddBytes("SppHwid", HardwareHashRecordType.SppHardwareId);
        AddBytes("CoreClasses", HardwareHashRecordType.CoreClasses); // our name, as the three below
        AddBytes("DisplaySize", HardwareHashRecordType.DisplaySize);
        AddBytes("Record35", HardwareHashRecordType.Unknown35);
    }

    private void Add(string name, string value) => _fields.Add(new InventoryField(name, value));

    private void AddText(string name, HardwareHashRecordType type)
    {
        foreach (byte[] value in _records.Of(type))
        {
            Add(name, Text(value));
        }
    }

    private void AddBytes(string name, HardwareHashRecordType type)
    {
        foreach (byte[] value in _records.Of(type))
        {
            Add(name, Convert.ToBase64String(value));
        }
    }

    private static string Text(byte[] value)
    {
        int end = Array.IndexOf(value, (byte)0);
        return TextDecoder.Decode(value.AsSpan(0, end < 0 ? value.Length : end)).Text;
    }

    private static string Utf16(ReadOnlySpan<byte> value) => Encoding.Unicode.GetString(value).TrimEnd('\0');
}
