using System.Collections.Immutable;
using CaseTriage.Analysis.Comparison;
using CaseTriage.Analysis.Devices;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis;

/// <summary>The one inventory that speaks for each device: a device may have been collected twice, and its disks must not count twice.</summary>
internal sealed class InventoryShelf
{
    private readonly ImmutableSortedDictionary<string, ImmutableArray<(string Path, InventorySummary Inventory)>> _byDevice;

    private InventoryShelf(ImmutableSortedDictionary<string, ImmutableArray<(string Path, InventorySummary Inventory)>> byDevice) => _byDevice = byDevice;

    /// <summary>Chooses: intact before damaged, then the newest, then by path.</summary>
    public static InventoryShelf Of(ImmutableArray<ReadArtifact> artifacts, DeviceAttribution attribution) => new(
        artifacts.SelectMany(artifact => artifact.Reading.Inventories.Select(inventory => (Device: attribution.DeviceOf(artifact.Path), artifact.Path, Inventory: inventory)))
            .Where(entry => entry.Device is not null)
            .GroupBy(entry => entry.Device ?? "", StringComparer.Ordinal)
            .ToImmutableSortedDictionary(
                group => group.Key,
                group => group.OrderBy(entry => entry.Inventory.Integrity != InventoryIntegrity.Intact)
                    .ThenByDescending(entry => entry.Inventory.OsSystemTime ?? DateTimeOffset.MinValue)
                    .ThenBy(entry => entry.Path, StringComparer.Ordinal)
                    .Select(entry => (entry.Path, entry.Inventory))
                    .ToImmutableArray(),
                StringComparer.Ordinal));

    /// <summary>The inventories of a device: first the one that speaks for it, then the others, newest first; empty where there is none.</summary>
    public ImmutableArray<InventorySummary> this[string device] => _byDevice.TryGetValue(device, out var entries)
        ? [entries[0].Inventory, .. entries[1..].Select(entry => entry.Inventory).OrderByDescending(inventory => inventory.OsSystemTime ?? DateTimeOffset.MinValue)]
        : [];

    /// <summary>Whether a fact stays: the parts of an inventory that was not chosen do not.</summary>
    public bool Holds(Fact fact) => fact.Device is null || !fact.Name.StartsWith("inventory.", StringComparison.Ordinal)
        || !_byDevice.TryGetValue(fact.Device, out var entries) || entries[0].Path == fact.Evidence.Artifact;

    /// <summary>The devices with complete inventories, for comparison.</summary>
    public ImmutableArray<SiblingComparison.Machine> Machines(ImmutableSortedDictionary<string, DeviceState> devices) =>
    [
        .. _byDevice.Select(entry => (entry.Key, Value: entry.Value[0])).Where(entry => entry.Value.Inventory is { Complete: true, Integrity: InventoryIntegrity.Intact }).Select(entry => new SiblingComparison.Machine(
            entry.Key,
            devices.TryGetValue(entry.Key, out DeviceState? state) ? state.Outcome : DeviceOutcome.Unknown,
            entry.Value.Inventory,
            entry.Value.Inventory.Evidence ?? new Evidence(entry.Value.Path, "line 1", ""))),
    ];
}
