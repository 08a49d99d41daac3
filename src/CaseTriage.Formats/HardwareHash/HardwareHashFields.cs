using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CaseTriage.Formats.Binary;
using CaseTriage.Formats.Text;

namespace CaseTriage.Formats.HardwareHash;

/// <summary>
/// The records of a hash as the lines of oa3tool's report, in its order. Names that the report does not have are ours and marked so below.
/// A record of an unknown type, and one that does not fit its layout, is given in Base64 as <c>Record</c> and its number.
/// </summary>
internal sealed class HardwareHashFields
{
    private readonly ImmutableArray<InventoryField>.Builder _fields = ImmutableArray.CreateBuilder<InventoryField>();
    private readonly HardwareHashRecords _records;

    private HardwareHashFields(HardwareHashRecords records) => _records = records;

    /// <summary>Adds the fields of one record; false where the record does not fit its layout.</summary>
    private delegate bool Layout(ref SpanReader reader);

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
        fields.ReadLocale();
        fields.ReadHardwareId();
        fields.ReadUnknown();
        return fields._fields.ToImmutable();
    }

    private void ReadSoftware()
    {
        AddText("ProductKeyID", HardwareHashRecordType.ProductKeyId);
        AddText("ProductKeyPkPn", HardwareHashRecordType.ProductKeyPkPn);
        Read(HardwareHashRecordType.Collector, (ref SpanReader reader) =>
        {
            if (!TryReadBuild(ref reader, out string tool) || !TryReadBuild(ref reader, out string system)
                || !reader.TryReadUInt32(out uint seconds) || !reader.TryReadByte(out byte quarters)
                || !reader.TryReadByte(out byte osType) || !reader.TryReadByte(out byte architecture) || !reader.TryReadByte(out byte version))
            {
                return false;
            }

            DateTimeOffset utc = HardwareHashLayout.TimeBase.AddSeconds(seconds);
            Add("ToolVersion", InventoryNames.Number(version));
            Add("ToolBuild", tool);
            Add("OSType", InventoryNames.OsType(osType));
            Add("OsCpuArchitecture", InventoryNames.Architecture(architecture));
            Add("OsBuild", system);
            Add("OsSystemTime", utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            Add("OsLocalTime", LocalTime(utc, (sbyte)quarters));
            return true;
        });
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
        Read(HardwareHashRecordType.Processor, (ref SpanReader reader) =>
        {
            if (!reader.TryReadUInt16(out ushort architecture) || !reader.TryReadUInt16(out ushort packages) || !reader.TryReadUInt16(out ushort cores)
                || !reader.TryReadUInt16(out ushort threads) || !reader.TryReadUInt32(out uint hyperThreading))
            {
                return false;
            }

            Add("ProcessorArchitecture", InventoryNames.Architecture(architecture)); // our name
            Add("ProcessorPackages", InventoryNames.Number(packages));
            Add("ProcessorCores", InventoryNames.Number(cores));
            Add("ProcessorThreads", InventoryNames.Number(threads));
            Add("ProcessorHyperThreading", InventoryNames.Truth(hyperThreading != 0));
            return true;
        });
        Read(HardwareHashRecordType.CoreClasses, ReadCoreClasses);
        Read(HardwareHashRecordType.Memory, (ref SpanReader reader) =>
        {
            if (!reader.TryReadUInt64(out ulong total) || !reader.TryReadUInt64(out ulong maximum) || !reader.TryReadUInt16(out ushort slots)
                || !reader.TryReadUInt16(out ushort arrays) || !reader.TryReadByte(out byte errorCorrection))
            {
                return false;
            }

            Add("SmbiosRamArrayCount", InventoryNames.Number(arrays));
            Add("SmbiosRamSlots", InventoryNames.Number(slots));
            Add("SmbiosRamErrorCorrection", InventoryNames.ErrorCorrection(errorCorrection));
            Add("SmbiosRamMaximumCapacity", maximum.ToString(CultureInfo.InvariantCulture));
            Add("TotalPhysicalRAM", total.ToString(CultureInfo.InvariantCulture));
            return true;
        });
    }

    /// <summary>The width of the count is not known; the length of the record tells it.</summary>
    private bool ReadCoreClasses(ref SpanReader reader)
    {
        const int ClassLength = 5;
        int width = reader.Remaining % ClassLength;
        if (width is 0 or 3 || !reader.TryReadByte(out byte count) || !reader.TrySkip(width - 1) || count * ClassLength != reader.Remaining)
        {
            return false;
        }

        for (int number = 1; reader.TryReadByte(out byte kind) && reader.TryReadUInt16(out ushort cores) && reader.TryReadUInt16(out ushort threads); number++)
        {
            string prefix = FormattableString.Invariant($"CoreClass{number}."); // our names
            Add(prefix + "Class", InventoryNames.Number(kind));
            Add(prefix + "Cores", InventoryNames.Number(cores));
            Add(prefix + "Threads", InventoryNames.Number(threads));
        }

        return true;
    }

    private void ReadFirmware()
    {
        AddText("SmbiosFirmwareVendor", HardwareHashRecordType.FirmwareVendor);
        AddText("SmbiosSystemManufacturer", HardwareHashRecordType.SystemManufacturer);
        AddText("SmbiosSystemProductName", HardwareHashRecordType.SystemProductName);
        AddText("SmbiosSystemSerialNumber", HardwareHashRecordType.SystemSerialNumber);
        Read(HardwareHashRecordType.SmbiosUuid, (ref SpanReader reader) =>
        {
            bool fits = reader.Remaining == 16;
            if (fits)
            {
                Add("SmbiosUuid", new Guid(reader.Rest).ToString("D"));
            }

            return fits;
        });
        AddText("SmbiosSkuNumber", HardwareHashRecordType.SkuNumber);
        AddText("SmbiosSystemFamily", HardwareHashRecordType.SystemFamily);
        AddText("SmbiosSystemVersion", HardwareHashRecordType.SystemVersion);
        AddText("SmbiosBoardManufacturer", HardwareHashRecordType.BoardManufacturer);
        AddText("SmbiosBoardProduct", HardwareHashRecordType.BoardProduct);
        AddText("SmbiosBoardVersion", HardwareHashRecordType.BoardVersion);
        Read(HardwareHashRecordType.Chassis, (ref SpanReader reader) =>
        {
            if (!reader.TryReadByte(out byte type))
            {
                return false;
            }

            Add("ChassisType", FormattableString.Invariant($"0x{type:X2}"));
            return true;
        });
    }

    private void ReadDisks()
    {
        string[] names = [.. _records.Of(HardwareHashRecordType.DiskName).Select(record => Text(record.Value.AsSpan()))];
        int number = 0;
        ulong total = 0;
        Read(HardwareHashRecordType.Disk, (ref SpanReader reader) =>
        {
            number++;
            if (!reader.TryReadUInt64(out ulong capacity) || !reader.TryReadUInt16(out ushort bus)
                || !reader.TryReadByte(out byte seekPenalty) || !reader.TryReadByte(out byte trim))
            {
                return false;
            }

            string prefix = FormattableString.Invariant($"Disk{number}.");
            Add(prefix + "DiskCapacity", capacity.ToString(CultureInfo.InvariantCulture));
            Add(prefix + "DiskType", seekPenalty switch { 0 => "SSD", 1 => "HDD", _ => "Unspecified" });
            Add(prefix + "StorageBusType", InventoryNames.StorageBus(bus));
            Add(prefix + "IncursSeekPenalty", InventoryNames.Number(seekPenalty));
            Add(prefix + "TrimEnabled", InventoryNames.Number(trim));
            total = unchecked(total + capacity);
            if (number <= names.Length)
            {
                Add(prefix + "DiskSerialNumber", names[number - 1]);
            }

            return true;
        });
        for (int extra = number; extra < names.Length; extra++)
        {
            Add(FormattableString.Invariant($"Disk{extra + 1}.DiskSerialNumber"), names[extra]);
        }

        if (number > 0)
        {
            Add("InternalDiskCount", InventoryNames.Number(number));
            Add("TotalDiskCapacity", total.ToString(CultureInfo.InvariantCulture));
        }
    }

    private void ReadNetworkAdapters() => Read(HardwareHashRecordType.NetworkAdapter, (ref SpanReader reader) =>
    {
        if (!reader.TryReadUInt32(out uint medium) || !reader.TryReadBytes(6, out ReadOnlySpan<byte> mac))
        {
            return false;
        }

        Add("PhysicalMedium", InventoryNames.PhysicalMedium(medium));
        Add("MacAddress", Convert.ToHexString(mac).Insert(10, ":").Insert(8, ":").Insert(6, ":").Insert(4, ":").Insert(2, ":"));
        if (reader.TrySkip(sizeof(uint)) && reader.Remaining > 0)
        {
            Add(HardwareInventory.AdapterBusField, Utf16(reader.Rest)); // our name: the report does not print the bus
        }

        return true;
    });

    private void ReadDisplays()
    {
        Read(HardwareHashRecordType.Display, (ref SpanReader reader) =>
        {
            if (!reader.TryReadUInt16(out ushort width) || !reader.TryReadUInt16(out ushort height)
                || !reader.TryReadUInt16(out ushort columns) || !reader.TryReadUInt16(out ushort rows))
            {
                return false;
            }

            Add("DisplaySizePhysicalH", InventoryNames.Number(width));
            Add("DisplaySizePhysicalY", InventoryNames.Number(height));
            Add("DisplayResolutionHorizontal", InventoryNames.Number(columns));
            Add("DisplayResolutionVertical", InventoryNames.Number(rows));
            if (reader.TryReadUInt32(out uint output))
            {
                Add("DisplayOutputType", InventoryNames.Number(output)); // our name; likely D3DKMDT_VIDEO_OUTPUT_TECHNOLOGY
            }

            return true;
        });
        Read(HardwareHashRecordType.DisplaySize, (ref SpanReader reader) =>
        {
            if (!reader.TryReadUInt16(out ushort width) || !reader.TryReadUInt16(out ushort height))
            {
                return false;
            }

            Add("DisplaySize", FormattableString.Invariant($"{width} x {height} cm")); // our name
            return true;
        });
        Read(HardwareHashRecordType.Chassis, ReadChassisUse);
        ReadDisplayAdapters();
    }

    private bool ReadChassisUse(ref SpanReader reader)
    {
        if (reader.TrySkip(1) && reader.TryReadByte(out byte role) && reader.TryReadByte(out byte opticalDrive) && reader.TryReadByte(out byte digitizer))
        {
            Add("DigitizerSupportID", InventoryNames.Number(digitizer));
            Add("PowerPlatformRole", InventoryNames.PowerRole(role));
            Add("OpticalDrive", InventoryNames.Number(opticalDrive)); // our name, as the next
            if (reader.TryReadByte(out byte touchPoints))
            {
                Add("TouchPoints", InventoryNames.Number(touchPoints));
            }
        }

        return true; // its first byte is read already
    }

    private void ReadDisplayAdapters()
    {
        string[] names = [.. _records.Of(HardwareHashRecordType.DisplayAdapterName).Select(record => Utf16(record.Value.AsSpan()))];
        int count = _records.Of(HardwareHashRecordType.DisplayAdapter).Count();
        if (count > 0)
        {
            Add("GpuCount", InventoryNames.Number(count));
        }

        int number = 0;
        Read(HardwareHashRecordType.DisplayAdapter, (ref SpanReader reader) =>
        {
            number++;
            if (!reader.TryReadUInt64(out ulong video) || !reader.TryReadUInt64(out ulong system)
                || !reader.TryReadByte(out byte removal) || !reader.TryReadByte(out byte inContainer))
            {
                return false;
            }

            string prefix = FormattableString.Invariant($"Gpu{number}.");
            Add(prefix + "DedicatedVideoMemory", video.ToString(CultureInfo.InvariantCulture));
            Add(prefix + "DedicatedSystemMemory", system.ToString(CultureInfo.InvariantCulture));
            Add(prefix + "RemovalPolicy", InventoryNames.RemovalPolicy(removal));
            Add(prefix + "InLocalMachineContainer", InventoryNames.Truth(inContainer != 0));
            string[] name = number <= names.Length ? names[number - 1].Split('|', 2) : [];
            if (name.Length == 2)
            {
                Add(prefix + "Manufacturer", name[0]);
                Add(prefix + "Model", name[1]);
            }

            return true;
        });
    }

    private void ReadIdentity()
    {
        AddText("TPMVersion", HardwareHashRecordType.TpmVersion);
        AddBytes("TPM EkPub", HardwareHashRecordType.TpmEndorsementKey);
        Read(HardwareHashRecordType.OfflineDeviceId, (ref SpanReader reader) =>
        {
            if (!reader.TryReadUInt32(out uint status) || !reader.TryReadUInt16(out ushort type) || !reader.TrySkip(sizeof(uint)))
            {
                return false;
            }

            Add("Status", FormattableString.Invariant($"0x{status:X8}"));
            Add("OfflineDeviceIdType", InventoryNames.OfflineDeviceIdType(type));
            Add("OfflineDeviceId", Convert.ToBase64String(reader.Rest));
            return true;
        });
        AddText(HardwareInventory.BootDiskField, HardwareHashRecordType.BootDiskName);
    }

    /// <summary>The report prints five lines for this record under names that no source gives; these are ours.</summary>
    private void ReadLocale()
    {
        string[] names = ["Locale.Language", "Locale.Name", "Locale.TimeZone", "Locale.LanguagePacks", "Locale.Keyboard"];
        foreach (HardwareHashRecord record in _records.Of(HardwareHashRecordType.Locale))
        {
            foreach ((string name, string value) in names.Zip(Text(record.Value.AsSpan()).Split('|', names.Length)))
            {
                Add(name, value);
            }
        }
    }

    /// <summary>
    /// u32 length, u32 size, ten u16 counts, u16 hash of the memory, u16 hash of the firmware, one u16 hash a device. The sizes are certain; what the
    /// counts are of is likely, so they are given only where the sizes fit.
    /// </summary>
    private void ReadHardwareId()
    {
        AddBytes("SppHwid", HardwareHashRecordType.SppHardwareId);
        string[] classes = ["Cdrom", "Ide", "Disk", "Display", "Scsi", "Audio", "Dock", "Network", "Cpu", "Other"];
        foreach (HardwareHashRecord record in _records.Of(HardwareHashRecordType.SppHardwareId))
        {
            var reader = new SpanReader(record.Value.AsSpan());
            bool hasHead = reader.TryReadUInt32(out uint length) & reader.TryReadUInt32(out uint size);
            var counts = new List<ushort>(classes.Length);
            while (hasHead && counts.Count < classes.Length && reader.TryReadUInt16(out ushort count))
            {
                counts.Add(count);
            }

            int expected = sizeof(uint) + (sizeof(ushort) * (classes.Length + 2 + counts.Sum(count => count)));
            if (counts.Count == classes.Length && size == expected && length >= size && record.Value.Length >= sizeof(uint) + expected)
            {
                foreach ((string name, ushort count) in classes.Zip(counts))
                {
                    Add("SppHwid." + name, InventoryNames.Number(count)); // our names
                }
            }
        }
    }

    private void ReadUnknown()
    {
        foreach (HardwareHashRecord record in _records.All.Where(record => !IsRead(record.Type)))
        {
            AddRaw(record);
        }
    }

    private static bool IsRead(HardwareHashRecordType type) => type != HardwareHashRecordType.Unknown35 && Enum.IsDefined(type);

    private void Read(HardwareHashRecordType type, Layout layout)
    {
        foreach (HardwareHashRecord record in _records.Of(type))
        {
            var reader = new SpanReader(record.Value.AsSpan());
            if (!layout(ref reader))
            {
                AddRaw(record);
            }
        }
    }

    private void Add(string name, string value) => _fields.Add(new InventoryField(name, value));

    private void AddRaw(HardwareHashRecord record) =>
        Add(FormattableString.Invariant($"Record{(int)record.Type}"), Convert.ToBase64String(record.Value.AsSpan()));

    private void AddText(string name, HardwareHashRecordType type)
    {
        foreach (HardwareHashRecord record in _records.Of(type))
        {
            Add(name, Text(record.Value.AsSpan()));
        }
    }

    private void AddBytes(string name, HardwareHashRecordType type)
    {
        foreach (HardwareHashRecord record in _records.Of(type))
        {
            Add(name, Convert.ToBase64String(record.Value.AsSpan()));
        }
    }

    private static string Text(ReadOnlySpan<byte> value)
    {
        int end = value.IndexOf((byte)0);
        return TextDecoder.Decode(end < 0 ? value : value[..end]).Text;
    }

    private static string Utf16(ReadOnlySpan<byte> value) => Encoding.Unicode.GetString(value).TrimEnd('\0');
}
