using System.Collections.Immutable;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Rules;

/// <summary>What a condition looks at: the facts of the case, seen from one device or from the case as a whole.</summary>
/// <param name="Facts">All facts.</param>
/// <param name="Device">The device that the question is about, or null for the case.</param>
/// <param name="Findings">What the rules before this one concluded.</param>
/// <param name="WithTainted">Whether facts that a misreading taints are believed.</param>
public sealed record Scope(FactTable Facts, string? Device, FindingBoard Findings, bool WithTainted);

/// <summary>A compiled condition of a pack.</summary>
public abstract record Condition
{
    /// <summary>As the pack has it, on one line; empty where it does not come from a pack.</summary>
    public string Source { get; init; } = "";

    /// <summary>Conditions that it is made of.</summary>
    public virtual ImmutableArray<Condition> Parts => [];

    /// <summary>Says whether it holds.</summary>
    public abstract Verdict Judge(Scope scope);
}

/// <summary>All of some conditions.</summary>
public sealed record AllOf(ImmutableArray<Condition> Parts) : Condition
{
    /// <inheritdoc/>
    public override ImmutableArray<Condition> Parts { get; } = Parts;

    /// <inheritdoc/>
    public override Verdict Judge(Scope scope) => Verdict.All([.. Parts.Select(part => part.Judge(scope))]);
}

/// <summary>At least one of some conditions.</summary>
public sealed record AnyOf(ImmutableArray<Condition> Parts) : Condition
{
    /// <inheritdoc/>
    public override ImmutableArray<Condition> Parts { get; } = Parts;

    /// <inheritdoc/>
    public override Verdict Judge(Scope scope) => Verdict.Any([.. Parts.Select(part => part.Judge(scope))]);
}

/// <summary>The opposite of a condition.</summary>
public sealed record Opposite(Condition Part) : Condition
{
    /// <inheritdoc/>
    public override ImmutableArray<Condition> Parts => [Part];

    /// <inheritdoc/>
    public override Verdict Judge(Scope scope) => Part.Judge(scope).Not();
}

/// <summary>Crisp: true unless the part is true. For what nothing could exclude: "no site rule that anybody told us of".</summary>
public sealed record NotKnown(Condition Part) : Condition
{
    /// <inheritdoc/>
    public override ImmutableArray<Condition> Parts => [Part];

    /// <inheritdoc/>
    public override Verdict Judge(Scope scope) => Part.Judge(scope).Truth == Truth.True ? Verdict.False : Verdict.True([]);
}

/// <summary>A rule with a code fired: for the device or, in the case's scope or where asked, for anyone.</summary>
/// <param name="Code">Code of the finding.</param>
/// <param name="Anywhere">Whether it may have fired for any device or for the case.</param>
public sealed record FindingCondition(string Code, bool Anywhere) : Condition
{
    /// <inheritdoc/>
    public override Verdict Judge(Scope scope) => scope.Findings.Fired(Code, Anywhere ? null : scope.Device);
}
