using System.Collections.Immutable;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Comparison;

/// <summary>
/// Hardware inside a device that came, went or was exchanged after it was last activated and before it failed. What is plugged in and out counts for nothing here,
/// and a driver that was updated is no new device.
/// </summary>
public static class LaterHardware
{
    private static readonly string[] s_inside = ["disk", "adapter", "board", "memory"];

    /// <summary>Facts <c>hardware.later</c>; none where the device was not activated first and failed then, at known times.</summary>
    /// <param name="facts">All facts.</param>
    /// <param name="device">Serial number.</param>
    /// <param name="changes">Its facts <c>inventory.change</c>.</param>
    public static IEnumerable<Fact> Read(FactTable facts, string device, IEnumerable<Fact> changes)
    {
        DateTimeOffset? failed = Last(facts, device, "failed", before: DateTimeOffset.MaxValue);
        if (failed is not { } until || Last(facts, device, "activated", until) is not { } from)
        {
            return [];
        }

        bool IsBetween(object? at) => at is DateTimeOffset time && time > from && time <= until;
        IEnumerable<Fact> inventories = changes.Where(change => s_inside.Contains(change.Text("kind")) && change.Fields.GetValueOrDefault("since") is DateTimeOffset since && since >= from && since <= until && IsBetween(change.At))
            .Select(change => Later(change, device, change.Text("kind"), change.Text("what"), change.Text("after") ?? change.Text("before"), "inventory"));
        IEnumerable<Fact> events = facts.Named("device.change", device).Where(change => change.Text("class") is "disk" or "adapter" && change.Fields.GetValueOrDefault("removableBus") is false && IsLogOlder(facts, change, from))
            .Where(change => change.Text("what") switch
            {
                "configured" or "installed" => IsBetween(change.Fields.GetValueOrDefault("first")),
                "removed" => IsBetween(change.Fields.GetValueOrDefault("last")),
                _ => false,
            })
            .Select(change => Later(change, device, change.Text("class"), change.Text("what") == "removed" ? "removed" : "added", change.Text("model") ?? change.Text("instance"), "events"));
        return [.. inventories, .. events];
    }

    private static DateTimeOffset? Last(FactTable facts, string device, string outcome, DateTimeOffset before) =>
        facts.Named("activation.outcome", device).Where(fact => fact.Text("outcome") == outcome && fact.At < before).Max(fact => fact.At);

    /// <summary>A log that begins later than the activation cannot tell what is new.</summary>
    private static bool IsLogOlder(FactTable facts, Fact change, DateTimeOffset activated) =>
        facts.Named("log", change.Device).Any(log => log.Evidence.Artifact == change.Evidence.Artifact && log.Fields.GetValueOrDefault("from") is DateTimeOffset from && from <= activated);

    private static Fact Later(Fact change, string device, string? kind, string? what, string? name, string source) =>
        Fact.Create("hardware.later", device, change.Evidence, change.At, ("kind", kind), ("what", what), ("name", name), ("source", source));
}
