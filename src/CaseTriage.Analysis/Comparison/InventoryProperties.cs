using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Formats.HardwareHash;

namespace CaseTriage.Analysis.Comparison;

/// <summary>
/// The properties by which devices are compared: the one list of the tables, of the facts <c>siblings</c> and of the readings in the case file.
/// What an excerpt or a cut inventory does not list is not said; only a whole one says that something is not there.
/// </summary>
public static class InventoryProperties
{
    private const string OffsetPlaceholder = "+30:00";

    private static readonly string[] s_identityFields = ["SmbiosSystemSerialNumber", "SmbiosSystemProductName", "SmbiosSystemManufacturer", "SmbiosUuid"];

    // Report names that a property above all tells; so do those that begin with Disk1., Disk2. and so on.
    private static readonly FrozenSet<string> s_told = FrozenSet.Create(
        StringComparer.Ordinal,
        ["InternalDiskCount", "TotalDiskCapacity", "PrimaryDiskTotalCapacity", "PrimaryDiskType", "DiskSerialNumber", "DiskSSNKernel", "PhysicalMedium", "MacAddress", "AdapterBus",
        "GpuCount", "ProcessorModel", "ProcessorPackages", "ProcessorCores", "ProcessorThreads", "TotalPhysicalRAM", "SmbiosRamSlots", "SmbiosRamMaximumCapacity",
        .. s_identityFields, "SmbiosSkuNumber", "SmbiosSystemFamily", "SmbiosBoardManufacturer", "SmbiosBoardProduct", "SmbiosBoardVersion", "SmbiosFirmwareVendor", "ChassisType",
        "TPMVersion", IdentityValues.EndorsementKeyField, "OsBuild", "OSType", "ToolBuild", "ToolVersion", "OsSystemTime", "OsLocalTime", "SppHwid", "OfflineDeviceId", "ProductKeyID"]);

    /// <summary>Those with a name of ours, in the order in which they are shown.</summary>
    public static ImmutableArray<InventoryProperty> Named { get; } =
    [
        OfDevice("disks", inventory => Lists(inventory) ? Number(inventory.Disks.Length) : Field(inventory, "InternalDiskCount"), PropertyText.Number),
        OfDevice("mechanical-disks", inventory => Lists(inventory) && inventory.Disks.All(disk => disk.Mechanical is not null) ? Number(inventory.Disks.Count(disk => disk.Mechanical == true)) : null),
        OfDevice("removable-disks", inventory => Lists(inventory) && inventory.Disks.All(disk => disk.Bus is not null) ? Number(inventory.Disks.Count(disk => StorageBus.IsRemovable(disk.Bus) == true)) : null),
        OfDevice("disk-buses", inventory => Set(inventory, inventory.Disks.Select(disk => disk.Bus))),
        OfDevice("boot-disk-place", inventory => inventory.Disks.Length > 1 && Lists(inventory) ? BootPlace(inventory) : null),
        Plain("boot-disk-model", inventory => inventory.Disks.FirstOrDefault(disk => disk.Boot == true)?.Model),
        Plain("disk-order", DiskOrder),
        OfDevice("adapters", inventory => Lists(inventory) ? Number(inventory.NetworkAdapters.Length) : null),
        OfDevice("usb-adapters", inventory => Lists(inventory) && inventory.NetworkAdapters.All(adapter => adapter.Bus is not null) ? Number(inventory.NetworkAdapters.Count(adapter => IsUsb(adapter.Bus))) : null),
        OfDevice("adapter-media", inventory => Set(inventory, inventory.NetworkAdapters.Select(adapter => adapter.Medium))),
        Plain("adapter-buses", inventory => Set(inventory, inventory.NetworkAdapters.Select(adapter => adapter.Bus))),
        OfDevice("placeholder-identity", inventory => Lists(inventory) ? Number(s_identityFields.Count(name => inventory.Fields.TryGetValue(name, out string? value) && FirmwarePlaceholder.Is(value))) : null),
        OfDevice("tpm", inventory => inventory.Tpm ?? (Lists(inventory) ? PropertyReading.None : null)),
        Plain("endorsement-key", inventory => Field(inventory, IdentityValues.EndorsementKeyField) is not null ? "yes" : Lists(inventory) ? "no" : null),
        OfDevice("osBuild", inventory => inventory.OsBuild),
        Plain("os-type", inventory => Field(inventory, "OSType")),
        Plain("toolBuild", inventory => inventory.ToolBuild),
        Plain("tool-version", inventory => Field(inventory, "ToolVersion")),
        OfDevice("processor", inventory => Field(inventory, "ProcessorModel")),
        Plain("processor-cores", inventory => Joined(" / ", inventory, "ProcessorPackages", "ProcessorCores", "ProcessorThreads")),
        OfDevice("memory", inventory => Field(inventory, "TotalPhysicalRAM"), PropertyText.Number),
        Plain("memory-slots", inventory => Field(inventory, "SmbiosRamSlots"), PropertyText.Number),
        Plain("memory-maximum", inventory => Field(inventory, "SmbiosRamMaximumCapacity"), PropertyText.Number),
        OfDevice("display-adapters", inventory => Field(inventory, "GpuCount"), PropertyText.Number),
        Plain("display-models", DisplayModels),
        Plain("manufacturer", inventory => inventory.Smbios?.Manufacturer),
        Plain("product", inventory => inventory.Smbios?.Product),
        Plain("sku", inventory => inventory.Smbios?.Sku),
        Plain("family", inventory => inventory.Smbios?.Family),
        Plain("board", inventory => Joined(" ", inventory, "SmbiosBoardManufacturer", "SmbiosBoardProduct", "SmbiosBoardVersion")),
        Plain("firmware", inventory => Field(inventory, "SmbiosFirmwareVendor")),
        Plain("chassis", inventory => Field(inventory, "ChassisType"), PropertyText.Number),
        Plain("hardware-id", HardwareIdCounts),
        Plain("locale", Locale),
        new("localOffset", PropertyKind.MustAgree, LocalOffset),
        Identity("uuid", "uuid", inventory => [inventory.Smbios?.Uuid]),
        Identity("mac-addresses", "mac", inventory => inventory.NetworkAdapters.Select(adapter => adapter.Mac)),
        Identity("disk-serials", "disk", inventory => inventory.Disks.Select(disk => disk.Serial?.Trim())),
        Identity("endorsement-key-hash", "tpm", inventory => IdentityValues.Of(inventory).Where(value => value.Field == "tpm").Select(value => value.Value[..16] + "…")),
        new("firmwareSerial", PropertyKind.MustDiffer, inventory => One(inventory.Smbios?.SerialNumber, PropertyText.Words)),
        new("clock", PropertyKind.MustDiffer, inventory => One(inventory.OsSystemTime?.ToString("u", CultureInfo.InvariantCulture), PropertyText.Words)),
        new("offline-device-id", PropertyKind.MustDiffer, inventory => One(Field(inventory, "OfflineDeviceId"), PropertyText.Words)),
        new("product-key-id", PropertyKind.MustDiffer, inventory => One(Field(inventory, "ProductKeyID"), PropertyText.Words)),
    ];

    /// <summary>Sum of the disks; sizes are compared with a tolerance, so it stands beside the disks.</summary>
    internal static string? TotalCapacity(InventorySummary inventory) => Field(inventory, "TotalDiskCapacity");

    /// <summary>The fields of the report that none of the above tells, ordinal order.</summary>
    public static IEnumerable<InventoryProperty> Others(IEnumerable<InventorySummary> inventories) => inventories.SelectMany(inventory => inventory.Fields.Keys)
        .Where(name => !IsTold(name)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
        .Select(name => new InventoryProperty(name, PropertyKind.Other, inventory => One(Field(inventory, name), PropertyText.Number)));

    /// <summary>Whether all that there is, is listed.</summary>
    internal static bool Lists(InventorySummary inventory) => inventory is { Complete: true, Integrity: Documents.InventoryIntegrity.Intact };

    private static InventoryProperty OfDevice(string name, Func<InventorySummary, string?> read, Func<string, string>? form = null) => Plain(name, read, form) with { SpeaksOfDevice = true };

    private static InventoryProperty Plain(string name, Func<InventorySummary, string?> read, Func<string, string>? form = null) =>
        new(name, PropertyKind.MustAgree, inventory => One(read(inventory), form ?? PropertyText.Words));

    private static InventoryProperty Identity(string name, string field, Func<InventorySummary, IEnumerable<string?>> read) => new(
        name,
        PropertyKind.Identity,
        inventory => string.Join('\n', read(inventory).Where(value => !string.IsNullOrEmpty(value))) is { Length: > 0 } text
            ? new PropertyReading(text, [.. IdentityValues.Of(inventory).Where(value => value.Field == field).Select(value => value.Value)])
            : new PropertyReading(Lists(inventory) ? PropertyReading.None : null, []));

    private static PropertyReading One(string? text, Func<string, string> form) =>
        string.IsNullOrWhiteSpace(text) ? PropertyReading.NotSaid : new PropertyReading(text, [form(text)]);

    /// <summary>Collectors up to build 17763 print +30:00 on every machine: no clock has that offset, and it says nothing of this one.</summary>
    private static PropertyReading LocalOffset(InventorySummary inventory) => inventory.LocalOffset == OffsetPlaceholder
        ? new PropertyReading(OffsetPlaceholder, []) { Misreading = "offset-placeholder" }
        : One(inventory.LocalOffset, PropertyText.Words);

    private static string? Field(InventorySummary inventory, string name) => inventory.Fields.GetValueOrDefault(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    private static string? Joined(string separator, InventorySummary inventory, params ReadOnlySpan<string> names)
    {
        var parts = new List<string>();
        foreach (string name in names)
        {
            if (Field(inventory, name) is { } value)
            {
                parts.Add(value);
            }
        }

        return parts.Count > 0 ? string.Join(separator, parts) : null;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Set(InventorySummary inventory, IEnumerable<string?> values)
    {
        string?[] all = [.. values];
        return !Lists(inventory) || all.Contains(null)
            ? null
            : all.Length == 0 ? PropertyReading.None : string.Join('+', all.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal));
    }

    private static string? BootPlace(InventorySummary inventory)
    {
        int place = inventory.Disks.ToList().FindIndex(disk => disk.Boot == true);
        return place < 0 ? null : Number(place + 1);
    }

    /// <summary>Sorts of disks as they are numbered: <c>SSD SATA, HDD SATA</c>.</summary>
    private static string? DiskOrder(InventorySummary inventory) => !Lists(inventory) || inventory.Disks.Length < 2
        ? null
        : string.Join(", ", inventory.Disks.Select(disk => $"{(disk.Mechanical switch { true => "HDD", false => "SSD", _ => "?" })} {disk.Bus ?? "?"}"));

    private static string? DisplayModels(InventorySummary inventory)
    {
        string[] models = [.. inventory.Fields.Where(field => field.Key.StartsWith("Gpu", StringComparison.Ordinal) && field.Key.EndsWith(".Model", StringComparison.Ordinal)).Select(field => field.Value)];
        return models.Length > 0 ? string.Join('\n', models) : null;
    }

    /// <summary>Counts of the hardware id by its classes, as <c>SppHwid.Disk</c> and its like give them; where the sizes in it do not add up there are none.</summary>
    private static string? HardwareIdCounts(InventorySummary inventory)
    {
        string[] counts = [.. inventory.Fields.Where(field => field.Key.StartsWith("SppHwid.", StringComparison.Ordinal)).Select(field => $"{field.Key["SppHwid.".Length..]} {field.Value}")];
        return counts.Length > 0 ? string.Join(" · ", counts) : null;
    }

    private static string? Locale(InventorySummary inventory) =>
        Joined("|", inventory, "Locale.Language", "Locale.Name", "Locale.TimeZone", "Locale.LanguagePacks", "Locale.Keyboard");

    private static bool IsUsb(string? bus) => bus?.Contains("USB", StringComparison.OrdinalIgnoreCase) == true;

    private static bool IsTold(string name)
    {
        string bare = name.Split('[')[0];
        return s_told.Contains(bare) || bare.StartsWith("SppHwid.", StringComparison.Ordinal) || bare.StartsWith("Locale.", StringComparison.Ordinal) || (bare.Split('.') is [var of, var what] && (IsNumbered(of, "Disk") || (IsNumbered(of, "Gpu") && what == "Model")));
    }

    private static bool IsNumbered(string text, string word) => text.StartsWith(word, StringComparison.Ordinal) && text.Length > word.Length && text.AsSpan(word.Length).IndexOfAnyExceptInRange('0', '9') < 0;
}
