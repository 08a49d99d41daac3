using System.Collections.Immutable;
using System.Globalization;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Masking;
using CaseTriage.Formats;
using CaseTriage.Formats.HardwareHash;

namespace CaseTriage.Analysis.Facts;

/// <summary>
/// Facts of hardware inventories. The serial number in the firmware may be another than the one the case goes by: it is given as a hint for
/// attribution, and becomes the device of a fact only where one file holds several machines.
/// </summary>
public static class InventoryFacts
{
    private static readonly (string Field, string ReportName)[] s_identity =
    [
        ("serialNumber", "SmbiosSystemSerialNumber"),
        ("product", "SmbiosSystemProductName"),
        ("manufacturer", "SmbiosSystemManufacturer"),
        ("uuid", "SmbiosUuid"),
    ];

    /// <summary>Reads the inventories of one file.</summary>
    /// <param name="artifactPath">Path of the file in the case.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static ArtifactReading Read(string artifactPath, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ImmutableArray<HardwareInventory> inventories = HardwareInventoryReader.Read(content.Span);
        return inventories.IsEmpty
            ? new ArtifactReading { Status = ArtifactStatus.Refused, Damage = [new Damage("no-inventory", "The file holds no hardware inventory. Ask for the output of the collector as a file; its command is case-sensitive.", null)] }
            : Of(inventories, inventory => Place(artifactPath, inventory));
    }

    /// <summary>Reads the inventories, excerpts included, that a text quotes: a mail, for example. Empty where it quotes none.</summary>
    /// <param name="artifactPath">Path of the file that holds the text.</param>
    /// <param name="locator">Where in the file the text stands, for example <c>message 15</c>.</param>
    /// <param name="text">The text.</param>
    public static ArtifactReading FromText(string artifactPath, string locator, string text) =>
        Of(HardwareInventoryReader.ReadText(text), inventory => Evidence.Of(artifactPath, locator, Summary(inventory)));

    /// <summary>The reading of inventories that were found already, in the code of a picture for example.</summary>
    /// <param name="read">The inventories, not masked.</param>
    /// <param name="place">Where each stands.</param>
    internal static ArtifactReading Of(ImmutableArray<HardwareInventory> read, Func<HardwareInventory, Evidence> place)
    {
        ImmutableArray<HardwareInventory> inventories = [.. read.Select(InventorySecrets.Mask)];
        string?[] serials = [.. inventories.Select(SerialNumber)];
        bool holdsSeveral = serials.Distinct(StringComparer.OrdinalIgnoreCase).Count() > 1;
        ImmutableArray<Fact>.Builder facts = ImmutableArray.CreateBuilder<Fact>();
        ImmutableArray<TimelineEntry>.Builder timeline = ImmutableArray.CreateBuilder<TimelineEntry>();
        for (int i = 0; i < inventories.Length; i++)
        {
            HardwareInventory inventory = inventories[i];
            var source = new Source(inventory, place(inventory), holdsSeveral ? serials[i] : null);
            facts.AddRange(All(source));
            if (inventory.OsSystemTime is DateTimeOffset at && inventory.Integrity != Formats.HardwareHash.InventoryIntegrity.Damaged)
            {
                timeline.Add(new TimelineEntry(at, "inventory", source.Device, "inventory", Title(inventory), source.Evidence));
            }
        }

        ImmutableArray<Damage> damage = Damage(inventories);
        return new ArtifactReading
        {
            Status = damage.IsEmpty ? ArtifactStatus.Parsed : ArtifactStatus.Partial,
            Records = inventories.Length,
            Damage = damage,
            Facts = facts.ToImmutable(),
            Inventories = [.. inventories.Select((inventory, index) => InventorySummaries.Create(inventory, place(inventory)) with { Number = index + 1 })],
            Timeline = timeline.ToImmutable(),
            Redactions = [.. read.SelectMany(inventory => Redactions(inventory, place(InventorySecrets.Mask(inventory))))],
            DeviceHints = [.. inventories.Where(inventory => SerialNumber(inventory) is not null)
                .Select(inventory => new DeviceHint(WitnessKind.Inventory, SerialNumber(inventory) ?? "", place(inventory).Locator))
                .DistinctBy(hint => hint.Value, StringComparer.OrdinalIgnoreCase)],
        };
    }

    private static IEnumerable<Redaction> Redactions(HardwareInventory inventory, Evidence place) => InventorySecrets.FieldsWithKeys(inventory)
        .Select(field => new Redaction(RedactionKind.ProductKey, place with { Excerpt = $"{field}: {SecretMask.MarkerOf(RedactionKind.ProductKey)}" }));

    private static ImmutableArray<Damage> Damage(ImmutableArray<HardwareInventory> inventories)
    {
        ImmutableArray<Damage> damage = [.. inventories.SelectMany(inventory => inventory.Damage)];
        return inventories.Length < HardwareInventoryReader.MaxInventories
            ? damage
            : damage.Add(new Damage("inventory-limit", FormattableString.Invariant($"Only the first {HardwareInventoryReader.MaxInventories} inventories were read; hand in one file a machine."), null));
    }

    private static IEnumerable<Fact> All(Source source)
    {
        yield return Inventory(source);
        for (int i = 0; i < source.Inventory.Disks.Length; i++)
        {
            yield return Disk(source, i + 1, source.Inventory.Disks[i]);
        }

        for (int i = 0; i < source.Inventory.Adapters.Length; i++)
        {
            yield return Adapter(source, i + 1, source.Inventory.Adapters[i]);
        }

        foreach ((string field, string reportName) in s_identity)
        {
            if (source.Inventory.Fields.FirstOrDefault(candidate => candidate.Name == reportName) is { Name: not null } found)
            {
                yield return source.Fact("inventory.identity", FormattableString.Invariant($"{reportName}: {found.Value}"),
                    ("field", field), ("value", found.Value), ("placeholder", FirmwarePlaceholder.Is(found.Value)));
            }
        }

        foreach ((string name, string excerpt, (string Name, object? Value)[] fields) in InventoryTotals.Of(source.Inventory))
        {
            yield return source.Fact(name, excerpt, fields);
        }
    }

    private static Fact Inventory(Source source)
    {
        HardwareInventory inventory = source.Inventory;
        return source.Fact(
            "inventory",
            Summary(inventory),
            ("integrity", inventory.Integrity.ToString().ToLowerInvariant()),
            ("form", InventorySummaries.FormName(inventory.Form)),
            ("toolBuild", inventory.ToolBuild),
            ("osBuild", inventory.OsBuild),
            ("toolBuildNumber", InventoryTotals.BuildNumber(inventory.ToolBuild)),
            ("osBuildNumber", InventoryTotals.BuildNumber(inventory.OsBuild)),
            ("osSystemTime", inventory.OsSystemTime),
            ("offsetHours", OffsetHours(inventory.LocalOffset)),
            ("offsetMeaning", inventory.LocalOffset is string offset ? InventoryTotals.MeaningOf(offset, inventory.ToolBuild) : null),
            ("timeZone", inventory.Value("Locale.TimeZone")),
            ("osType", inventory.Value("OSType")),
            ("internalDiskCount", DiskCount(inventory)),
            ("complete", inventory.IsComplete),
            ("serialNumber", inventory.Value("SmbiosSystemSerialNumber")));
    }

    private static Fact Disk(Source source, int index, InventoryDisk disk) => source.Fact(
        "inventory.disk",
        FormattableString.Invariant($"Disk{index}: {disk.Model ?? "?"}, {disk.Serial ?? "?"}, {disk.CapacityInGB} GB, {disk.Bus ?? "?"}{(disk.IsMechanical == true ? ", mechanical" : "")}{(disk.IsBoot == true ? ", boot" : "")}"),
        ("index", index),
        ("model", disk.Model),
        ("serial", disk.Serial),
        ("bus", disk.Bus),
        ("capacityGB", disk.CapacityInGB),
        ("mechanical", disk.IsMechanical),
        ("boot", disk.IsBoot),
        ("removableBus", StorageBus.IsRemovable(disk.Bus)));

    private static Fact Adapter(Source source, int index, InventoryAdapter adapter) => source.Fact(
        "inventory.adapter",
        FormattableString.Invariant($"Adapter {index}: {adapter.Mac}, {adapter.Medium ?? "?"}{(adapter.Bus is null ? "" : ", " + adapter.Bus)}"),
        ("index", index),
        ("mac", adapter.Mac),
        ("medium", adapter.Medium),
        ("bus", adapter.Bus));

    /// <summary>Only where it is told or all disks are listed: a count of what happens to be readable is none.</summary>
    private static long? DiskCount(HardwareInventory inventory) =>
        long.TryParse(inventory.Value("InternalDiskCount"), NumberStyles.None, CultureInfo.InvariantCulture, out long told) ? told
        : inventory.IsComplete ? inventory.Disks.Length
        : null;

    private static string? SerialNumber(HardwareInventory inventory) =>
        inventory.Integrity != Formats.HardwareHash.InventoryIntegrity.Damaged && inventory.Value("SmbiosSystemSerialNumber") is string serial && !FirmwarePlaceholder.Is(serial)
            ? serial.Trim()
            : null;

    /// <summary>As printed, +30:00 included.</summary>
    private static double? OffsetHours(string? offset) =>
        offset is { Length: 6 } && int.TryParse(offset.AsSpan(1, 2), NumberStyles.None, CultureInfo.InvariantCulture, out int hours)
        && int.TryParse(offset.AsSpan(4, 2), NumberStyles.None, CultureInfo.InvariantCulture, out int minutes)
            ? (offset[0] == '-' ? -1 : 1) * (hours + (minutes / 60.0))
            : null;

    private static string Title(HardwareInventory inventory) => inventory.IsComplete
        ? FormattableString.Invariant($"Hardware inventory: {inventory.Disks.Length} disks, {inventory.Adapters.Length} network adapters")
        : "Hardware inventory, in part";

    private static string Summary(HardwareInventory inventory)
    {
        string[] names = ["ToolBuild", "OsBuild", "OsSystemTime", "OsLocalTime", "InternalDiskCount", "SmbiosSystemSerialNumber"];
        return string.Join("; ", names.Where(name => inventory.Value(name) is not null).Select(name => $"{name}: {inventory.Value(name)}"));
    }

    private static Evidence Place(string artifactPath, HardwareInventory inventory)
    {
        string locator = inventory.Line is int line
            ? FormattableString.Invariant($"line {line}")
            : FormattableString.Invariant($"offset 0x{inventory.Offset ?? 0:x}");
        return Evidence.Of(artifactPath, locator, Summary(inventory));
    }

    /// <summary>What the facts of one inventory share.</summary>
    private sealed record Source(HardwareInventory Inventory, Evidence Evidence, string? Device)
    {
        public Fact Fact(string name, string excerpt, params ReadOnlySpan<(string Name, object? Value)> fields) =>
            Facts.Fact.Create(name, Device, Evidence.Of(Evidence.Artifact, Evidence.Locator, excerpt), Inventory.OsSystemTime, fields);
    }
}
