using System.Collections.Immutable;
using CaseTriage.Analysis.Comparison;
using CaseTriage.Analysis.Devices;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis;

/// <summary>The one inventory that speaks for each device: a device may have been collected twice, and its disks must not count twice.</summary>
internal sealed class InventoryShelf
{
    private readonly ImmutableSortedDictionary<string, ImmutableArray<(Place Place, InventorySummary Inventory)>> _byDevice;

    private InventoryShelf(ImmutableSortedDictionary<string, ImmutableArray<(Place Place, InventorySummary Inventory)>> byDevice, ImmutableArray<InventorySummary> unassigned) =>
        (_byDevice, Unassigned) = (byDevice, unassigned);

    /// <summary>Inventories of no known device, in the order of the artifacts.</summary>
    public ImmutableArray<InventorySummary> Unassigned { get; }

    /// <summary>Chooses: intact before damaged, then the newest, then by path and place in the file.</summary>
    /// <param name="artifacts">The files.</param>
    /// <param name="facts">What they gave, with devices: the fact <c>inventory</c> says whose an inventory is, for one file may hold those of several machines.</param>
    public static InventoryShelf Of(ImmutableArray<ReadArtifact> artifacts, IEnumerable<Fact> facts)
    {
        var devices = facts.Where(fact => fact.Name == "inventory" && fact.Device is not null).GroupBy(fact => Place.Of(fact.Evidence)).ToDictionary(group => group.Key, group => group.First().Device ?? "");
        (Place Place, InventorySummary Inventory)[] all =
            [.. artifacts.SelectMany(artifact => artifact.Reading.Inventories.Select(inventory => (Place.Of(inventory.Evidence ?? new Evidence(artifact.Path, "line 1", "")), inventory)))];
        var byDevice = all.Where(entry => devices.ContainsKey(entry.Place))
            .GroupBy(entry => devices[entry.Place], StringComparer.Ordinal)
            .ToImmutableSortedDictionary(
                group => group.Key,
                group => group.OrderBy(entry => entry.Inventory.Integrity != InventoryIntegrity.Intact)
                    .ThenByDescending(entry => entry.Inventory.OsSystemTime ?? DateTimeOffset.MinValue)
                    .ThenBy(entry => entry.Place.Artifact, StringComparer.Ordinal)
                    .ThenBy(entry => FactOrder.LocatorNumber(entry.Place.Locator))
                    .ToImmutableArray(),
                StringComparer.Ordinal);
        return new InventoryShelf(byDevice, [.. all.Where(entry => !devices.ContainsKey(entry.Place)).Select(entry => entry.Inventory)]);
    }

    /// <summary>The inventories of a device: first the one that speaks for it, then the others, newest first; empty where there is none.</summary>
    public ImmutableArray<InventorySummary> this[string device] => _byDevice.TryGetValue(device, out var entries)
        ? [entries[0].Inventory, .. entries[1..].Select(entry => entry.Inventory).OrderByDescending(inventory => inventory.OsSystemTime ?? DateTimeOffset.MinValue)]
        : [];

    /// <summary>Whether a fact stays: the parts of an inventory that was not chosen do not.</summary>
    public bool Holds(Fact fact) => fact.Device is null || !fact.Name.StartsWith("inventory.", StringComparison.Ordinal)
        || !_byDevice.TryGetValue(fact.Device, out var entries) || entries[0].Place == Place.Of(fact.Evidence);

    /// <summary>The devices with complete inventories, for comparison.</summary>
    public ImmutableArray<SiblingComparison.Machine> Machines(ImmutableSortedDictionary<string, DeviceState> devices) =>
    [
        .. _byDevice.Select(entry => (entry.Key, Value: entry.Value[0])).Where(entry => InventoryProperties.Lists(entry.Value.Inventory)).Select(entry => new SiblingComparison.Machine(
            entry.Key,
            devices.TryGetValue(entry.Key, out DeviceState? state) ? state.Outcome : DeviceOutcome.Unknown,
            entry.Value.Inventory,
            entry.Value.Inventory.Evidence ?? new Evidence(entry.Value.Place.Artifact, entry.Value.Place.Locator, ""))),
    ];

    /// <summary>Where an inventory begins.</summary>
    private readonly record struct Place(string Artifact, string Locator)
    {
        public static Place Of(Evidence evidence) => new(evidence.Artifact, evidence.Locator);
    }
}
