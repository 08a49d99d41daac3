using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Rules;

/// <summary>What one rule concluded about one device or about the case; silence has no result.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Device">Serial number, or null for the case.</param>
/// <param name="Outcome">Fired, withdrawn or unknown.</param>
/// <param name="Facts">Facts that it leans on.</param>
/// <param name="Gaps">What is missing where it is unknown.</param>
public sealed record RuleResult(Rule Rule, string? Device, FindingOutcome Outcome, ImmutableArray<Fact> Facts, ImmutableArray<Gap> Gaps)
{
    /// <summary>Whether it becomes a finding: "unknown" only where the rule wants it told. What builds on the rule sees it all the same.</summary>
    public bool IsTold => Outcome != FindingOutcome.Unknown || Rule.TellsUnknown;
}
