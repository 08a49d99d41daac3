using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Comparison;

/// <summary>All that changed on a device, out of inventories and events, for people to look through.</summary>
public static class DeviceChanges
{
    /// <summary>Most changes of a device in a document; the newest are kept.</summary>
    public const int MaxChanges = 200;

    /// <summary>The changes, oldest first, without a time last.</summary>
    public static ImmutableArray<DeviceChange> Of(FactTable facts, string device)
    {
        List<DeviceChange> changes = [.. Inventories(facts.Named("inventory.change", device)), .. Events(facts.Named("device.change", device)), .. facts.Named("hardware.changed", device).Select(Licensing)];
        return
        [
            .. changes.OrderByDescending(change => change.At ?? DateTimeOffset.MinValue)
                .ThenBy(change => change.Kind, StringComparer.Ordinal)
                .Take(MaxChanges)
                .OrderBy(change => change.At ?? DateTimeOffset.MaxValue)
                .ThenBy(change => change.Kind, StringComparer.Ordinal)
                .ThenBy(change => change.Before, StringComparer.Ordinal)
                .ThenBy(change => change.After, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<DeviceChange> Inventories(IEnumerable<Fact> facts) =>
        facts.GroupBy(fact => (fact.At, Kind: fact.Text("kind") ?? "", What: fact.Text("what") ?? "", Before: fact.Text("before"), After: fact.Text("after")))
            .Select(group => new DeviceChange(group.Key.At, group.Key.Kind, group.Key.What, group.Key.Before, group.Key.After, [.. group.Select(fact => fact.Evidence)]));

    /// <summary>Each start would be a line for each boot; only the first of what is plugged in and out tells something, and that something new was set up.</summary>
    private static IEnumerable<DeviceChange> Events(IEnumerable<Fact> facts) =>
        facts.Where(fact => fact.Text("what") is "configured" or "installed" or "removed" or "problem" || (fact.Text("what") == "started" && fact.Fields.GetValueOrDefault("removableBus") is true))
            .GroupBy(fact => (Key: fact.Text("instance") ?? string.Concat(fact.Text("model"), "|", fact.Text("serial"), "|", fact.Text("number")), IsNew: fact.Text("what") is "configured" or "installed" or "started", What: fact.Text("what") is "problem"))
            .Select(group => Event(group.OrderBy(When).First()));

    private static DeviceChange Event(Fact fact)
    {
        string what = fact.Text("what") ?? "";
        string name = string.Join(", ", new[] { fact.Text("vendor"), fact.Text("model"), fact.Text("serial"), fact.Text("bus"), fact.Text("number") is { } number && fact.Text("model") is null ? $"Harddisk{number}" : null }.OfType<string>());
        return new DeviceChange(When(fact), fact.Text("class") ?? "", what, what == "removed" ? name : null, what == "removed" ? null : name, [fact.Evidence]);
    }

    private static DateTimeOffset? When(Fact fact) => (fact.Fields.GetValueOrDefault(fact.Text("what") == "removed" ? "last" : "first") as DateTimeOffset?) ?? fact.At;

    private static DeviceChange Licensing(Fact fact) => new(fact.At, "hardware", "changed", null, null, [fact.Evidence]);
}
