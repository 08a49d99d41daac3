using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Comparison;

/// <summary>
/// Disks that the event logs of a device know and its inventory does not list, and the reverse. Windows gives the serial number of one disk in several spellings,
/// so a like model is enough to be taken for the same.
/// </summary>
public static class DiskMismatch
{
    private const int MinLength = 4;

    private static readonly string[] s_virtualBuses = ["Virtual", "FileBackedVirtual", "Spaces", "iSCSI"];

    /// <summary>Facts <c>disk.mismatch</c>; none where the inventory does not list all disks.</summary>
    public static IEnumerable<Fact> Read(FactTable facts, string device)
    {
        if (!facts.Named("inventory", device).Any(inventory => inventory.Fields.GetValueOrDefault("complete") is true && inventory.Text("integrity") == "intact"))
        {
            return [];
        }

        ImmutableArray<Fact> listed = [.. facts.Named("inventory.disk", device)];
        ImmutableArray<Fact> seen = [.. facts.Named("event.disk", device).Where(disk => (disk.Text("model") ?? disk.Text("serial")) is not null && !s_virtualBuses.Contains(disk.Text("bus")))];

        // Only the partition manager tells of every disk; plug and play tells of those that came while its log was kept.
        bool seesAll = seen.Any(disk => disk.Text("source") == "partition" && listed.Any(other => AreAlike(disk, other)));
        return
        [
            .. seen.Where(disk => !listed.Any(other => AreAlike(disk, other))).DistinctBy(disk => Letters(disk.Text("model")) + Letters(disk.Text("serial"))).Select(disk => Mismatch(disk, device, "events")),
            .. listed.Where(disk => seesAll && !seen.Any(other => AreAlike(disk, other))).Select(disk => Mismatch(disk, device, "inventory")),
        ];
    }

    /// <summary>The letters and digits of a name, upper-case: blanks, underscores and dots come and go.</summary>
    internal static string Letters(string? text) => string.Concat((text ?? "").Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static bool AreAlike(Fact one, Fact other) => Overlap(one.Text("serial"), other.Text("serial")) || Overlap(one.Text("model"), other.Text("model"));

    private static bool Overlap(string? one, string? other)
    {
        string shorter = Letters(one);
        string longer = Letters(other);
        (shorter, longer) = shorter.Length <= longer.Length ? (shorter, longer) : (longer, shorter);
        return shorter.Length >= MinLength && longer.Contains(shorter, StringComparison.Ordinal);
    }

    private static Fact Mismatch(Fact disk, string device, string where) => Fact.Create(
        "disk.mismatch",
        device,
        disk.Evidence,
        disk.At,
        ("where", where),
        ("model", disk.Text("model")),
        ("serial", disk.Text("serial")),
        ("bus", disk.Text("bus")),
        ("removableBus", disk.Fields.GetValueOrDefault("removableBus")),
        ("first", disk.Fields.GetValueOrDefault("first")),
        ("last", disk.Fields.GetValueOrDefault("last")));
}
