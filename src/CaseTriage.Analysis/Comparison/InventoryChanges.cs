using System.Collections.Immutable;
using System.Globalization;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Comparison;

/// <summary>
/// What changed between one inventory of a device and the next by its clock. Only what both state is compared, and disks and adapters only where both list all
/// of them. Two inventories that share neither board nor a disk nor an adapter are those of two machines.
/// </summary>
public static class InventoryChanges
{
    // A device is collected a few times in a case; each pair of many collections would say the same again.
    private const int MaxInventories = 50;

    private static readonly ImmutableArray<(string Kind, Func<InventorySummary, string?> Value)> s_fields =
    [
        ("board", inventory => inventory.Smbios?.Uuid),
        ("memory", inventory => inventory.Fields.GetValueOrDefault("TotalPhysicalRAM")),
        ("firmware", inventory => inventory.Fields.GetValueOrDefault("SmbiosFirmwareVendor")),
        ("os", inventory => inventory.OsBuild),
        ("offset", inventory => inventory.LocalOffset),
    ];

    /// <summary>Facts <c>inventory.change</c>, two for each change, one for each inventory; or <c>bundle.other</c> where the later inventory is another machine's.</summary>
    /// <param name="device">Serial number.</param>
    /// <param name="inventories">Its inventories in any order.</param>
    public static ImmutableArray<Fact> Read(string device, ImmutableArray<InventorySummary> inventories)
    {
        ImmutableArray<InventorySummary> dated =
        [
            .. inventories.Where(inventory => inventory is { Integrity: InventoryIntegrity.Intact, OsSystemTime: not null, Evidence: not null })
                .OrderBy(inventory => inventory.OsSystemTime)
                .ThenByDescending(inventory => inventory.Complete)
                .DistinctBy(inventory => inventory.OsSystemTime)
                .Take(MaxInventories),
        ];
        return [.. dated.Zip(dated.Skip(1)).SelectMany(pair => AreOfOneMachine(pair.First, pair.Second) ? Compare(device, pair.First, pair.Second) : [Other(device, pair.Second)])];
    }

    private static IEnumerable<Fact> Compare(string device, InventorySummary before, InventorySummary after)
    {
        IEnumerable<Change> fields = s_fields.Select(field => new Change(field.Kind, "changed", field.Value(before), field.Value(after)))
            .Where(change => change is { Before: not null, After: not null } && !change.Before.Equals(change.After, StringComparison.OrdinalIgnoreCase));
        IEnumerable<Change> parts = before.Complete && after.Complete
            ? Parts("disk", before.Disks, after.Disks, KeyOf, Describe).Concat(Parts("adapter", before.NetworkAdapters, after.NetworkAdapters, KeyOf, Describe))
            : [];
        return parts.Concat(fields).SelectMany(change => new[] { before, after }.Select(side => Fact.Create(
            "inventory.change",
            device,
            side.Evidence ?? new Evidence("", "", ""),
            after.OsSystemTime,
            ("kind", change.Kind),
            ("what", change.What),
            ("before", change.Before),
            ("after", change.After),
            ("since", before.OsSystemTime))));
    }

    private static IEnumerable<Change> Parts<T>(string kind, ImmutableArray<T> before, ImmutableArray<T> after, Func<T, string> key, Func<T, string> describe) =>
    [
        .. before.ExceptBy(after.Select(key), key, StringComparer.OrdinalIgnoreCase).Select(gone => new Change(kind, "removed", describe(gone), null)),
        .. after.ExceptBy(before.Select(key), key, StringComparer.OrdinalIgnoreCase).Select(come => new Change(kind, "added", null, describe(come))),
    ];

    private static bool AreOfOneMachine(InventorySummary one, InventorySummary other) =>
        !one.Complete || !other.Complete
        || one.Smbios?.Uuid is not { Length: > 0 } uuid || FirmwarePlaceholder.Is(uuid) || other.Smbios?.Uuid is not { Length: > 0 } otherUuid || uuid.Equals(otherUuid, StringComparison.OrdinalIgnoreCase)
        || one.Disks.IsEmpty || other.Disks.IsEmpty || one.NetworkAdapters.IsEmpty || other.NetworkAdapters.IsEmpty
        || one.Disks.Select(KeyOf).Intersect(other.Disks.Select(KeyOf), StringComparer.OrdinalIgnoreCase).Any()
        || one.NetworkAdapters.Select(KeyOf).Intersect(other.NetworkAdapters.Select(KeyOf), StringComparer.OrdinalIgnoreCase).Any();

    private static Fact Other(string device, InventorySummary inventory) => Fact.Create(
        "bundle.other",
        device,
        inventory.Evidence ?? new Evidence("", "", ""),
        inventory.OsSystemTime,
        ("named", device),
        ("held", inventory.Smbios?.SerialNumber is { } serial && !FirmwarePlaceholder.Is(serial) && !serial.Equals(device, StringComparison.OrdinalIgnoreCase) ? serial : inventory.Smbios?.Uuid),
        ("by", "inventory"));

    private static string KeyOf(DiskSummary disk) => DiskMismatch.Letters(disk.Serial) is { Length: > 0 } serial ? serial : Describe(disk);

    private static string KeyOf(NetworkAdapterSummary adapter) => DiskMismatch.Letters(adapter.Mac) is { Length: > 0 } mac ? mac : Describe(adapter);

    private static string Describe(DiskSummary disk) =>
        string.Join(", ", new[] { disk.Model, disk.Serial, disk.CapacityInGB is { } size ? string.Create(CultureInfo.InvariantCulture, $"{size} GB") : null, disk.Bus }.Where(part => !string.IsNullOrWhiteSpace(part)));

    private static string Describe(NetworkAdapterSummary adapter) => string.Join(", ", new[] { adapter.Mac, adapter.Medium, adapter.Bus }.Where(part => !string.IsNullOrWhiteSpace(part)));

    private sealed record Change(string Kind, string What, string? Before, string? After);
}
