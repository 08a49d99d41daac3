using System.Collections.Frozen;
using System.Collections.Immutable;

namespace CaseTriage.Analysis.Facts;

/// <summary>All facts of a case in one order, whatever the order of the inputs, with what taints them.</summary>
public sealed class FactTable
{
    private readonly FrozenDictionary<string, ImmutableArray<Fact>> _byName;
    private readonly FrozenDictionary<(string Name, string Device), ImmutableArray<Fact>> _byDevice;
    private readonly Dictionary<Fact, HashSet<string>> _tainted = new(ReferenceEqualityComparer.Instance);

    /// <param name="facts">Facts in any order; those without a device are about the case.</param>
    /// <param name="devices">Serial numbers of the named devices of the case.</param>
    public FactTable(IEnumerable<Fact> facts, IEnumerable<string> devices)
    {
        Devices = [.. devices.Order(StringComparer.Ordinal)];
        _byName = facts.GroupBy(fact => fact.Name, StringComparer.Ordinal).ToFrozenDictionary(
            group => group.Key,
            group => group.OrderBy(fact => fact.Evidence.Artifact, StringComparer.Ordinal)
                .ThenBy(fact => FactOrder.LocatorNumber(fact.Evidence.Locator))
                .ThenBy(FactOrder.Key, StringComparer.Ordinal)
                .ToImmutableArray(),
            StringComparer.Ordinal);
        _byDevice = _byName.Values.SelectMany(named => named).GroupBy(fact => (fact.Name, fact.Device ?? "")).ToFrozenDictionary(group => group.Key, group => group.ToImmutableArray());
    }

    private FactTable(FactTable other)
    {
        Devices = other.Devices;
        _byName = other._byName;
        _byDevice = other._byDevice;
    }

    /// <summary>Serial numbers, ordinal order.</summary>
    public ImmutableArray<string> Devices { get; }

    /// <summary>All facts of a name.</summary>
    public ImmutableArray<Fact> Named(string name) => _byName.TryGetValue(name, out ImmutableArray<Fact> facts) ? facts : [];

    /// <summary>All facts of a name about a device, or with null about the case.</summary>
    public ImmutableArray<Fact> Named(string name, string? device) => _byDevice.TryGetValue((name, device ?? ""), out ImmutableArray<Fact> facts) ? facts : [];

    /// <summary>All facts, in no order that means anything but the same every time.</summary>
    public IEnumerable<Fact> All => _byName.Keys.Order(StringComparer.Ordinal).SelectMany(name => Named(name));

    /// <summary>The same facts with nothing tainted, for rules that are run again.</summary>
    public FactTable Untainted() => new(this);

    /// <summary>Marks a fact, or one field of it, as the product of a misreading.</summary>
    public void Taint(Fact fact, string? field)
    {
        if (!_tainted.TryGetValue(fact, out HashSet<string>? fields))
        {
            _tainted[fact] = fields = new HashSet<string>(StringComparer.Ordinal);
        }

        fields.Add(field ?? "*");
    }

    /// <summary>Whether a fact as a whole is tainted.</summary>
    public bool IsTainted(Fact fact) => IsTainted(fact, "*");

    /// <summary>Whether a field of a fact is tainted, by itself or with the whole fact.</summary>
    public bool IsTainted(Fact fact, string field) => _tainted.TryGetValue(fact, out HashSet<string>? fields) && (fields.Contains(field) || fields.Contains("*"));
}
