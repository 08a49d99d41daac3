using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Rules;

/// <summary>Of whom a rule is asked.</summary>
public enum RuleScope
{
    /// <summary>Of each device.</summary>
    Devices,

    /// <summary>Once, of the case and the facts that belong to no device.</summary>
    Case,

    /// <summary>Of each device, and of the case where it fires for none of them.</summary>
    DevicesOrCase,

    /// <summary>Of each device and of the case.</summary>
    DevicesAndCase,
}

/// <summary>Facts in, finding out. Compiled once when the packs are loaded.</summary>
public sealed record Rule
{
    /// <summary>Pack and rule: <c>activation/marker-binding-invalid</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Code of the finding.</summary>
    public required string Code { get; init; }

    /// <summary>Sort of statement.</summary>
    public required FindingRole Role { get; init; }

    /// <summary>How much it matters.</summary>
    public required Severity Severity { get; init; }

    /// <summary>0 to 1: how far it can be trusted where it fires.</summary>
    public required double Confidence { get; init; }

    /// <summary>Of whom it is asked.</summary>
    public required RuleScope Asks { get; init; }

    /// <summary>Where this does not hold, the question does not arise and the rule is silent; null: it always arises.</summary>
    public Condition? Relevant { get; init; }

    /// <summary>When it fires.</summary>
    public required Condition When { get; init; }

    /// <summary>Field by whose values the facts part into findings of their own, or null for one finding.</summary>
    public string? Each { get; init; }

    /// <summary>Whether "unknown" is worth a finding.</summary>
    public bool TellsUnknown { get; init; }

    /// <summary>Topic of human claims that say the same; where such a claim leans on a misreading and nothing else speaks for the rule, it is shown as withdrawn.</summary>
    public string? ClaimTopic { get; init; }

    /// <summary>For misreadings: what it taints.</summary>
    public ImmutableArray<TaintPattern> Taints { get; init; } = [];

    /// <summary>Codes of findings that must be settled before it is asked.</summary>
    public ImmutableArray<string> Needs { get; init; } = [];

    /// <summary>One line.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>What it means and does not mean.</summary>
    public required LocalizedText Explanation { get; init; }

    /// <summary>Names of the facts that it asks for; for the linter.</summary>
    public ImmutableArray<string> FactNames { get; init; } = [];
}

/// <summary>Facts, or a field of facts, that a misreading makes worthless.</summary>
/// <param name="Name">Name of the fact.</param>
/// <param name="Field">Field, or null for the fact as a whole.</param>
/// <param name="Where">Tests by field; all must pass.</param>
/// <param name="Everywhere">Whether it reaches beyond the device that the misreading was found on.</param>
public sealed record TaintPattern(string Name, string? Field, ImmutableArray<KeyValuePair<string, FieldTest>> Where, bool Everywhere);
