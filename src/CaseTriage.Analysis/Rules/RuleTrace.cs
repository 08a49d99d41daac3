using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Rules;

/// <summary>How a condition came out, and those that it is made of.</summary>
/// <param name="Condition">As the pack has it, on one line.</param>
/// <param name="Truth">Whether it holds.</param>
/// <param name="Gaps">What is missing where it cannot be told.</param>
/// <param name="Evidence">Where that was read which it leans on; at most <see cref="MaxEvidence"/>.</param>
/// <param name="Parts">What it is made of.</param>
public sealed record ConditionTrace(string Condition, Truth Truth, ImmutableArray<Gap> Gaps, ImmutableArray<Evidence> Evidence, ImmutableArray<ConditionTrace> Parts)
{
    /// <summary>Places shown for one condition.</summary>
    public const int MaxEvidence = 6;

    /// <summary>The innermost conditions that made it come out as it did.</summary>
    public IEnumerable<ConditionTrace> Deciding => Parts.IsEmpty ? [this]
        : Parts is [var only] ? only.Deciding
        : Parts.Where(part => part.Truth == Truth).DefaultIfEmpty(this).SelectMany(part => ReferenceEquals(part, this) ? [part] : part.Deciding);

    /// <summary>Asks a condition, and its parts each for itself.</summary>
    internal static ConditionTrace Of(Condition condition, Scope scope)
    {
        Verdict verdict = condition.Judge(scope);
        return new ConditionTrace(
            condition.Source,
            verdict.Truth,
            verdict.Gaps,
            [.. verdict.Facts.Select(fact => fact.Evidence).DistinctBy(evidence => (evidence.Artifact, evidence.Locator)).Take(MaxEvidence)],
            [.. condition.Parts.Select(part => Of(part, scope))]);
    }
}

/// <summary>Why a rule came out as it did for one device or for the case: the answer to "why did this rule not fire?".</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Device">Serial number, or null for the case.</param>
/// <param name="Outcome">Fired, withdrawn or unknown; null: silent.</param>
/// <param name="Relevant">Whether the question arises; null where the rule asks it always.</param>
/// <param name="When">The condition, tainted facts believed.</param>
/// <param name="Doubting">The condition without tainted facts; null for misreadings, which are asked once.</param>
public sealed record RuleTrace(Rule Rule, string? Device, FindingOutcome? Outcome, ConditionTrace? Relevant, ConditionTrace When, ConditionTrace? Doubting)
{
    /// <summary>Of the conditions the one that the outcome comes from: whether the question arises, else the condition with or without tainted facts.</summary>
    public ConditionTrace Decisive =>
        Relevant is { Truth: not Truth.True } notAsked ? notAsked
        : Outcome == FindingOutcome.Withdrawn && Doubting is { } doubting ? doubting
        : When;

    /// <summary>Traces a rule: for each device and the case, whichever it is asked of.</summary>
    internal static ImmutableArray<RuleTrace> Of(Rule rule, FactTable facts, FindingBoard board)
    {
        IEnumerable<string?> devices = rule.Asks == RuleScope.Case ? [] : facts.Devices.Select(device => (string?)device);
        IEnumerable<string?> wholeCase = rule.Asks == RuleScope.Devices ? [] : [null];
        return [.. devices.Concat(wholeCase).Select(device => OfOne(rule, new Scope(facts, device, board, WithTainted: true)))];
    }

    private static RuleTrace OfOne(Rule rule, Scope scope) => new(
        rule,
        scope.Device,
        scope.Findings.Results.FirstOrDefault(result => result.Rule == rule && result.Device == scope.Device)?.Outcome,
        rule.Relevant is { } relevant ? ConditionTrace.Of(relevant, scope) : null,
        ConditionTrace.Of(rule.When, scope),
        rule.Taints.IsEmpty ? ConditionTrace.Of(rule.When, scope with { WithTainted = false }) : null);
}
