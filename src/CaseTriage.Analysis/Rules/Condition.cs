using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Rules;

/// <summary>A compiled condition of a pack.</summary>
public delegate Verdict Condition(Scope scope);

/// <summary>What a condition looks at: the facts of the case, seen from one device or from the case as a whole.</summary>
/// <param name="Facts">All facts.</param>
/// <param name="Device">The device that the question is about, or null for the case.</param>
/// <param name="Findings">What the rules before this one concluded.</param>
/// <param name="WithTainted">Whether facts that a misreading taints are believed.</param>
public sealed record Scope(FactTable Facts, string? Device, FindingBoard Findings, bool WithTainted);

/// <summary>How conditions combine.</summary>
public static class Conditions
{
    /// <summary>All of them.</summary>
    public static Condition All(IReadOnlyList<Condition> parts) => scope => Verdict.All([.. parts.Select(part => part(scope))]);

    /// <summary>At least one of them.</summary>
    public static Condition Any(IReadOnlyList<Condition> parts) => scope => Verdict.Any([.. parts.Select(part => part(scope))]);

    /// <summary>The opposite.</summary>
    public static Condition Not(Condition part) => scope => part(scope).Not();

    /// <summary>Crisp: true unless the part is true. For what nothing could exclude: "no site rule that anybody told us of".</summary>
    public static Condition NotKnown(Condition part) => scope => part(scope).Truth == Truth.True ? Verdict.False : Verdict.True([]);

    /// <summary>A rule with this code fired, for the device or, in the case's scope, for anyone.</summary>
    public static Condition Finding(string code) => scope => scope.Findings.Fired(code, scope.Device);

    /// <summary>A rule with this code fired for any device or for the case.</summary>
    public static Condition FindingAnywhere(string code) => scope => scope.Findings.FiredAnywhere(code);
}
