using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Comparison;

/// <summary>
/// Compares each failing device with the like devices that work, by the properties that speak of the device. What separates is a value that the failing one has
/// and no working one. No complete inventory, no statement: excerpts cannot be compared.
/// </summary>
public static class SiblingComparison
{
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
        .. machines.SelectMany(machine => IdentityValues.Of(machine.Inventory).Select(identity => (Machine: machine, Identity: identity)))
            .GroupBy(entry => entry.Identity)
            .Where(group => group.Select(entry => entry.Machine.Serial).Distinct(StringComparer.Ordinal).Skip(1).Any())
            .OrderBy(group => group.Key.Field, StringComparer.Ordinal).ThenBy(group => group.Key.Value, StringComparer.Ordinal)
            .SelectMany(group => group.Select(entry => Fact.Create("identity.shared", entry.Machine.Serial, entry.Machine.Evidence, null, ("field", group.Key.Field)))),
    ];

    private static IEnumerable<Fact> Compare(Machine failing, List<Machine> working)
    {
        bool differs = false;
        foreach (InventoryProperty property in InventoryProperties.Named.Where(property => property.SpeaksOfDevice))
        {
            PropertyReading value = property.Read(failing.Inventory);
            List<PropertyReading> others = [.. working.Select(machine => property.Read(machine.Inventory)).Where(other => other.IsKnown)];
            if (!value.IsKnown || others.Count == 0 || others.Exists(other => other.Key == value.Key))
            {
                continue;
            }

            differs = true;
            string expected = string.Join('/', others.Select(other => other.Text).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
            foreach (Evidence evidence in (IEnumerable<Evidence>)[failing.Evidence, working[0].Evidence])
            {
                yield return Fact.Create("siblings", failing.Serial, evidence, null, ("result", "differ"), ("field", property.Name), ("failing", value.Text), ("working", expected));
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

    private static bool AreAlike(Machine one, Machine other) => !DeviceTraits.Of(one.Inventory, "").Likeness(DeviceTraits.Of(other.Inventory, "")).IsEmpty;

    /// <summary>A device with a complete inventory.</summary>
    /// <param name="Serial">Serial number.</param>
    /// <param name="Outcome">State of its activation.</param>
    /// <param name="Inventory">Complete and intact.</param>
    /// <param name="Evidence">Where the inventory was read.</param>
    public sealed record Machine(string Serial, DeviceOutcome Outcome, InventorySummary Inventory, Evidence Evidence);
}
