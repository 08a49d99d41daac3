using System.Globalization;
using CaseTriage.Formats.HardwareHash;

namespace CaseTriage.Analysis.Facts;

/// <summary>
/// What an inventory says as a whole: how many disks and adapters of which sort, given only where everything is listed, and what its clock is worth.
/// </summary>
internal static class InventoryTotals
{
    /// <summary>Quarter hours to the offset that old collectors leave whatever the zone is: builds 14978 to 17763 are seen with it, 19041 without.</summary>
    private const string PlaceholderOffset = "+30:00";
    private const long FirstBuildWithRealOffset = 19041;

    /// <summary>Names of report fields that identify a device, and the fact's word for each; a name is the field's beginning.</summary>
    private static readonly (string Word, string ReportName)[] s_identifying =
    [
        ("manufacturer", "SmbiosSystemManufacturer"),
        ("product", "SmbiosSystemProductName"),
        ("family", "SmbiosSystemFamily"),
        ("serialNumber", "SmbiosSystemSerialNumber"),
        ("uuid", "SmbiosUuid"),
        ("mac", "MacAddress"),
        ("tpm", "TPMVersion"),
        ("endorsementKey", "TPM EkPub"),
    ];

    private static readonly string[] s_hardwareClasses = ["Cdrom", "Ide", "Disk", "Display", "Scsi", "Audio", "Dock", "Network", "Cpu"];

    /// <summary>The facts by name, with what to quote and their fields.</summary>
    public static IEnumerable<(string Name, string Excerpt, (string Name, object? Value)[] Fields)> Of(HardwareInventory inventory)
    {
        if (inventory.IsComplete)
        {
            yield return Disks(inventory);
            yield return Adapters(inventory);
        }

        // A report prints what its version knows; only the hash itself shows by a field's absence that the device does not have it.
        foreach ((string word, string reportName) in inventory is { IsComplete: true, Hash: not null } ? s_identifying : [])
        {
            if (!inventory.Fields.Any(field => field.Name.StartsWith(reportName, StringComparison.Ordinal)))
            {
                yield return ("inventory.missing", $"no {reportName}", [("field", word)]);
            }
        }

        (string Name, object? Value)[] counts = [.. s_hardwareClasses.Select(name => (name.ToLowerInvariant(), (object?)Number(inventory.Value("SppHwid." + name))))];
        if (Array.Exists(counts, count => count.Value is not null))
        {
            yield return ("inventory.hardwareId", string.Join("; ", counts.Select(count => $"{count.Name}: {count.Value}")), counts);
        }
    }

    /// <summary>What a printed offset is worth: <c>placeholder</c> of the collector, <c>zone</c> of the device, or <c>impossible</c>.</summary>
    public static string MeaningOf(string offset, string? toolBuild)
    {
        if (offset == PlaceholderOffset)
        {
            return BuildNumber(toolBuild) >= FirstBuildWithRealOffset ? "impossible" : "placeholder";
        }

        // Zones in use lie between -12:00 and +14:00.
        bool isHours = double.TryParse(offset.AsSpan(0, Math.Min(3, offset.Length)), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out double hours);
        return isHours && hours is >= -12 and <= 14 ? "zone" : "impossible";
    }

    /// <summary>Third part of a build, or null.</summary>
    public static long? BuildNumber(string? build) => build?.Split('.') is { Length: >= 3 } parts ? Number(parts[2]) : null;

    private static (string Name, string Excerpt, (string Name, object? Value)[] Fields) Disks(HardwareInventory inventory)
    {
        InventoryDisk[] disks = [.. inventory.Disks];
        string[] serials = [.. disks.Select(disk => disk.Serial).OfType<string>()];
        long boot = Array.FindIndex(disks, disk => disk.IsBoot == true) + 1;
        bool isBootNamed = inventory.Value(HardwareInventory.BootDiskField) is not null;
        string buses = string.Join('+', disks.Select(disk => disk.Bus).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal));
        return ("inventory.disks", string.Create(CultureInfo.InvariantCulture, $"{disks.Length} disks; {buses}; boot disk: {(boot > 0 ? boot : "?")}"),
        [
            ("count", disks.Length),
            ("solid", disks.Count(disk => disk.IsMechanical == false)),
            ("mechanical", disks.Count(disk => disk.IsMechanical == true)),
            ("unreported", disks.Count(disk => disk.IsMechanical is null)),
            ("buses", buses),
            ("busCount", buses.Split('+', StringSplitOptions.RemoveEmptyEntries).Length),
            ("boot", boot > 0 ? boot : null),
            ("bootFirst", boot > 0 ? boot == 1 : null),
            ("bootListed", isBootNamed ? boot > 0 : null),
            ("withoutSerial", disks.Length - serials.Count(serial => !FirmwarePlaceholder.Is(serial))),
            ("repeatedSerials", (serials.Length - serials.Distinct(StringComparer.OrdinalIgnoreCase).Count())),
        ]);
    }

    private static (string Name, string Excerpt, (string Name, object? Value)[] Fields) Adapters(HardwareInventory inventory)
    {
        InventoryAdapter[] adapters = [.. inventory.Adapters];
        return ("inventory.adapters", string.Join("; ", adapters.Select(adapter => $"{adapter.Medium ?? "?"} {adapter.Bus ?? "?"}")),
        [
            ("count", adapters.Length),
            ("wired", adapters.Count(adapter => adapter.Medium == "802_3")),
            ("wireless", adapters.Count(adapter => adapter.Medium is "Native802_11" or "WirelessLan")),
            ("bluetooth", adapters.Count(adapter => adapter.Medium == "Bluetooth")),
            ("usb", adapters.All(adapter => adapter.Bus is null) && adapters.Length > 0 ? null : adapters.Count(adapter => adapter.Bus?.Contains("USB", StringComparison.OrdinalIgnoreCase) == true)),
            ("repeatedMacs", (adapters.Length - adapters.Select(adapter => adapter.Mac).Distinct(StringComparer.OrdinalIgnoreCase).Count())),
        ]);
    }

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
}
