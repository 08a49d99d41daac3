using System.Collections.Immutable;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Rules;

/// <summary>What a condition says, on what facts it says so, and why it cannot tell where it cannot.</summary>
/// <param name="Truth">The value.</param>
/// <param name="Facts">Facts that it leans on, in the order of the table.</param>
/// <param name="Gaps">What is missing where it is unknown; several where several things are.</param>
public sealed record Verdict(Truth Truth, ImmutableArray<Fact> Facts, ImmutableArray<Gap> Gaps)
{
    /// <summary>It is not so.</summary>
    public static Verdict False { get; } = new(Truth.False, [], []);

    /// <summary>It is so, by these facts.</summary>
    public static Verdict True(ImmutableArray<Fact> facts) => new(Truth.True, facts, []);

    /// <summary>It cannot be told for want of something.</summary>
    public static Verdict Unknown(Gap gap) => new(Truth.Unknown, [], [gap]);

    /// <summary>True where all are, false where one is.</summary>
    public static Verdict All(IReadOnlyCollection<Verdict> parts)
    {
        Truth least = parts.Min(part => part.Truth);
        return least switch
        {
            Truth.True => True(Merge(parts)),
            Truth.Unknown => new Verdict(Truth.Unknown, Merge(parts), GapsOf(parts)),
            _ => False,
        };
    }

    /// <summary>True where one is, false where none is.</summary>
    public static Verdict Any(IReadOnlyCollection<Verdict> parts)
    {
        Truth most = parts.Max(part => part.Truth);
        return most switch
        {
            Truth.True => True(Merge(parts.Where(part => part.Truth == Truth.True))),
            Truth.Unknown => new Verdict(Truth.Unknown, Merge(parts), GapsOf(parts)),
            _ => False,
        };
    }

    /// <summary>The opposite. What speaks for the absence of something has no facts of its own.</summary>
    public Verdict Not() => Truth switch
    {
        Truth.True => False,
        Truth.False => True([]),
        _ => this with { Facts = [] },
    };

    private static ImmutableArray<Fact> Merge(IEnumerable<Verdict> parts) =>
        [.. parts.SelectMany(part => part.Facts).Distinct(ReferenceEqualityComparer.Instance).Cast<Fact>()];

    private static ImmutableArray<Gap> GapsOf(IEnumerable<Verdict> parts) => [.. parts.SelectMany(part => part.Gaps).Distinct()];
}
