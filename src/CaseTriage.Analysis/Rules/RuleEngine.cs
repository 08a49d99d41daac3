using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Rules;

/// <summary>
/// Runs rules over facts, one pass: misreadings first, so that what they taint is known, then the others in the order in which they build on each other.
/// </summary>
public static class RuleEngine
{
    /// <summary>What the rules conclude.</summary>
    /// <param name="rules">In the order of the knowledge base: every rule after those that it needs.</param>
    /// <param name="facts">The facts; misreadings mark what they taint in it.</param>
    public static FindingBoard Run(IEnumerable<Rule> rules, FactTable facts)
    {
        var board = new FindingBoard();
        foreach (Rule rule in rules)
        {
            ImmutableArray<RuleResult> results = [.. Ask(rule, facts, board)];
            board.Add(results);
            foreach (RuleResult result in results.Where(result => result.Outcome == FindingOutcome.Fired))
            {
                Taint(rule, result.Device, facts);
            }
        }

        return board;
    }

    private static IEnumerable<RuleResult> Ask(Rule rule, FactTable facts, FindingBoard board)
    {
        bool firedForDevice = false;
        if (rule.Asks != RuleScope.Case)
        {
            foreach (string device in facts.Devices)
            {
                RuleResult? result = AskAbout(rule, new Scope(facts, device, board, WithTainted: true));
                firedForDevice |= result?.Outcome is FindingOutcome.Fired or FindingOutcome.Withdrawn;
                if (result is not null)
                {
                    yield return result;
                }
            }
        }

        bool asksForCase = rule.Asks is RuleScope.Case or RuleScope.DevicesAndCase || (rule.Asks is RuleScope.DevicesOrCase && !firedForDevice);
        if (asksForCase && AskAbout(rule, new Scope(facts, null, board, WithTainted: true)) is { } forCase)
        {
            yield return forCase;
        }
    }

    private static RuleResult? AskAbout(Rule rule, Scope scope)
    {
        if (rule.Relevant is { } relevant && relevant.Judge(scope).Truth != Truth.True)
        {
            return null;
        }

        Verdict believing = rule.When.Judge(scope);
        Verdict doubting = rule.Taints.IsEmpty ? rule.When.Judge(scope with { WithTainted = false }) : believing;
        return (believing.Truth, doubting.Truth) switch
        {
            (Truth.True, Truth.True) => new RuleResult(rule, scope.Device, FindingOutcome.Fired, doubting.Facts, []),
            (Truth.True, _) => new RuleResult(rule, scope.Device, FindingOutcome.Withdrawn, believing.Facts, [Gap.Tainted]),
            _ when RefutedClaims(rule, scope) is { IsEmpty: false } claims => new RuleResult(rule, scope.Device, FindingOutcome.Withdrawn, claims, [Gap.Tainted]),
            (Truth.Unknown, _) => new RuleResult(rule, scope.Device, FindingOutcome.Unknown, believing.Facts, believing.Gaps),
            _ => null,
        };
    }

    private static ImmutableArray<Fact> RefutedClaims(Rule rule, Scope scope) => rule.ClaimTopic is not { } topic
        ? []
        : [.. scope.Facts.Named("mail.claim", scope.Device).Where(claim => claim.Text("topic") == topic && claim.Text("says") == "wrong" && scope.Facts.IsTainted(claim))];

    private static void Taint(Rule rule, string? device, FactTable facts)
    {
        foreach (TaintPattern pattern in rule.Taints)
        {
            foreach (Fact fact in facts.Named(pattern.Name).Where(fact => pattern.Everywhere || fact.Device == device))
            {
                if (pattern.Where.All(test => fact.Fields.TryGetValue(test.Key, out object? value) && test.Value(value)))
                {
                    facts.Taint(fact, pattern.Field);
                }
            }
        }
    }
}
