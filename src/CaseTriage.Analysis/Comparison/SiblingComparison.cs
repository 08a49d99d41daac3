using System.Collections.Immutable;
using System.Globalization;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Comparison;

/// <summary>
/// Compares each failing device with the like devices that work, by counts, types and buses. What must differ between two machines (serials, addresses, times)
/// is left out; what separates is a value that the failing one has and no working one. No inventory, no statement: excerpts cannot be compared.
/// </summary>
public static class SiblingComparison
{
    private static readonly ImmutableArray<(string Field, Func<Machine, string?> Value)> s_fields =
    [
        ("disks", machine => Count(machine.Inventory.Disks.Length)),
        ("mechanical-disks", machine => Count(machine.Inventory.Disks.Count(disk => disk.Mechanical == true))),
        ("removable-disks", machine => Count(machine.RemovableDisks)),
        ("disk-buses", machine => Set(machine.Inventory.Disks.Select(disk => disk.Bus))),
        ("boot-disk-place", machine => machine.Inventory.Disks.Length < 2 ? null : BootPlace(machine.Inventory)),
        ("adapters", machine => Count(machine.Inventory.NetworkAdapters.Length)),
        ("usb-adapters", machine => Count(machine.Inventory.NetworkAdapters.Count(adapter => IsUsb(adapter.Bus)))),
        ("adapter-media", machine => Set(machine.Inventory.NetworkAdapters.Select(adapter => adapter.Medium))),
        ("placeholder-identity", machine => Count(machine.Placeholders)),
        ("tpm", machine => machine.Inventory.Tpm ?? "-"),
        ("osBuild", machine => machine.Inventory.OsBuild),
        ("processor", machine => machine.Inventory.Fields.GetValueOrDefault("ProcessorModel")),
        ("memory", machine => machine.Inventory.Fields.GetValueOrDefault("TotalPhysicalRAM")),
        ("display-adapters", machine => machine.Inventory.Fields.GetValueOrDefault("GpuCount")),
    ];

    /// <summary>Facts <c>siblings</c>: one for each separating field, or one that says identical.</summary>
    public static ImmutableArray<Fact> Compare(IReadOnlyCollection<Machine> machines)
    {
        var facts = ImmutableArray.CreateBuilder<Fact>();
        foreach (Machine failing in machines.Where(machine => machine.Outcome == DeviceOutcome.Failed).OrderBy(machine => machine.Serial, StringComparer.Ordinal))
        {
            List<Machine> working = [.. machines.Where(machine => machine.Outcome == DeviceOutcome.Activated && AreAlike(failing, machine)).OrderBy(machine => machine.Serial, StringComparer.Ordinal)];
            if (working.Count > 0)
            {
                facts.AddRange(Compare(failing, working));
            }
        }

        return facts.ToImmutable();
    }

    /// <summary>Facts <c>identity.shared</c>: values that only one machine in the world should have.</summary>
    public static ImmutableArray<Fact> Shared(IReadOnlyCollection<Machine> machines) =>
    [
        .. machines.SelectMany(machine => Unique(machine).Select(value => (Machine: machine, value.Field, value.Value)))
            .GroupBy(entry => (entry.Field, Value: entry.Value.ToUpperInvariant()))
            .Where(group => group.Select(entry => entry.Machine.Serial).Distinct().Count() > 1)
            .OrderBy(group => group.Key.Field, StringComparer.Ordinal).ThenBy(group => group.Key.Value, StringComparer.Ordinal)
            .SelectMany(group => group.Select(entry => Fact.Create("identity.shared", entry.Machine.Serial, entry.Machine.Evidence, null, ("field", entry.Field)))),
    ];

    private static IEnumerable<Fact> Compare(Machine failing, List<Machine> working)
    {
        bool differs = false;
        foreach ((string field, Func<Machine, string?> read) in s_fields)
        {
            string? value = read(failing);
            List<string> others = [.. working.Select(read).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
            if (value is null || others.Count == 0 || others.Contains(value))
            {
                continue;
            }

            differs = true;
            foreach (Evidence evidence in (IEnumerable<Evidence>)[failing.Evidence, working[0].Evidence])
            {
                yield return Fact.Create("siblings", failing.Serial, evidence, null, ("result", "differ"), ("field", field), ("failing", value), ("working", string.Join('/', others)));
            }
        }

        if (!differs)
        {
            foreach (Evidence evidence in (IEnumerable<Evidence>)[failing.Evidence, .. working.Select(machine => machine.Evidence)])
            {
                yield return Fact.Create("siblings", failing.Serial, evidence, null, ("result", "identical"), ("working", string.Join('/', working.Select(machine => machine.Serial))));
            }
        }
    }

    // A board that was never personalized bears no product name; it may still stand beside its like.
    private static bool AreAlike(Machine one, Machine other) =>
        one.Placeholders > 0 || other.Placeholders > 0 || one.Inventory.Smbios?.Product is not { } product || other.Inventory.Smbios?.Product is not { } otherProduct
        || product.Equals(otherProduct, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<(string Field, string Value)> Unique(Machine machine)
    {
        if (machine.Inventory.Smbios?.Uuid is { Length: > 0 } uuid)
        {
            yield return ("uuid", uuid);
        }

        foreach (string mac in machine.Inventory.NetworkAdapters.Select(adapter => adapter.Mac).Where(mac => !string.IsNullOrEmpty(mac)).OfType<string>().Distinct())
        {
            yield return ("mac", mac);
        }

        foreach (string serial in machine.Inventory.Disks.Select(disk => disk.Serial?.Trim()).Where(serial => !string.IsNullOrEmpty(serial)).OfType<string>().Distinct())
        {
            yield return ("disk", serial);
        }

        if (machine.Inventory.Fields.GetValueOrDefault("TPM EkPub") is { Length: > 0 } key)
        {
            yield return ("tpm", key);
        }
    }

    private static string Count(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Set(IEnumerable<string?> values) => string.Join('+', values.OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal));

    private static string? BootPlace(InventorySummary inventory)
    {
        int place = inventory.Disks.ToList().FindIndex(disk => disk.Boot == true);
        return place < 0 ? null : Count(place + 1);
    }

    private static bool IsUsb(string? bus) => bus?.Contains("USB", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>A device with a complete inventory.</summary>
    /// <param name="Serial">Serial number.</param>
    /// <param name="Outcome">State of its activation.</param>
    /// <param name="Inventory">Complete and intact.</param>
    /// <param name="RemovableDisks">Disks on a bus for removable storage.</param>
    /// <param name="Placeholders">Firmware fields that hold a placeholder.</param>
    /// <param name="Evidence">Where the inventory was read.</param>
    public sealed record Machine(string Serial, DeviceOutcome Outcome, InventorySummary Inventory, int RemovableDisks, int Placeholders, Evidence Evidence);
}
