using System.Collections.Frozen;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Facts;

/// <summary>
/// One typed statement with its evidence: a name of <c>docs/facts.md</c> and a few fields. Values are <see cref="string"/>,
/// <see cref="long"/>, <see cref="double"/>, <see cref="bool"/> or <see cref="DateTimeOffset"/> (UTC); a field that is not known is left out.
/// </summary>
public sealed record Fact
{
    /// <summary>Name of the fact, dotted, for example <c>activation.result</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Serial number of the device that it is about, or null for the whole case.</summary>
    public string? Device { get; init; }

    /// <summary>Fields by name.</summary>
    public FrozenDictionary<string, object> Fields { get; init; } = FrozenDictionary<string, object>.Empty;

    /// <summary>Where it was read.</summary>
    public required Evidence Evidence { get; init; }

    /// <summary>When what it states happened or was said, UTC; null where no time is known.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>A field's value as text in the invariant culture, or null where the field is absent.</summary>
    public string? Text(string field) => Fields.TryGetValue(field, out object? value) ? Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) : null;

    /// <summary>Creates a fact.</summary>
    public static Fact Create(string name, string? device, Evidence evidence, DateTimeOffset? at, params ReadOnlySpan<(string Name, object? Value)> fields)
    {
        var known = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach ((string field, object? value) in fields)
        {
            if (value is not null)
            {
                known[field] = value is int number ? (long)number : value;
            }
        }

        return new Fact { Name = name, Device = device, Evidence = evidence, At = at, Fields = known.ToFrozenDictionary(StringComparer.Ordinal) };
    }
}
