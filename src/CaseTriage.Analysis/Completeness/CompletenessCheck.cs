using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Rules;

namespace CaseTriage.Analysis.Completeness;

/// <summary>
/// Says for each device, and for the case, what is needed and what of it is there. The first scenario of the packs that is known to fit is taken. Where no
/// device is named, what was sent is judged as if it were of one.
/// </summary>
public static class CompletenessCheck
{
    /// <summary>Places that are shown for one thing: who looks for more finds them among the files.</summary>
    private const int MaxEvidence = 5;

    /// <summary>Checks: the case first, then devices by serial number.</summary>
    public static ImmutableArray<CompletenessDraft> Check(ImmutableArray<Scenario> scenarios, FactTable facts, FindingBoard board)
    {
        ImmutableArray<string?> devices = facts.Devices.IsEmpty ? [null] : [.. facts.Devices];
        return
        [
            .. Choose(scenarios.Where(scenario => !scenario.PerDevice), new Scope(facts, null, board, WithTainted: true)),
            .. devices.SelectMany(device => Choose(scenarios.Where(scenario => scenario.PerDevice), new Scope(facts, device, board, WithTainted: true))),
        ];
    }

    private static IEnumerable<CompletenessDraft> Choose(IEnumerable<Scenario> scenarios, Scope scope)
    {
        foreach (Scenario scenario in scenarios)
        {
            Verdict verdict = scenario.When?.Judge(scope) ?? Verdict.True([]);
            if (verdict.Truth == Truth.True)
            {
                return
                [
                    new CompletenessDraft(
                        scenario,
                        scope.Device,
                        Places(verdict),
                        [.. scenario.Required.Select(item => Judge(item, isRequired: true, scope)), .. scenario.Helpful.Select(item => Judge(item, isRequired: false, scope))]),
                ];
            }
        }

        return [];
    }

    private static ItemDraft Judge(EvidenceItem item, bool isRequired, Scope scope)
    {
        Verdict present = item.Present.Judge(scope);
        return present.Truth == Truth.True ? new ItemDraft(item, isRequired, EvidenceState.Present, null, Places(present))
            : FirstOf(item.Partial, scope) is var (partial, becausePartial) ? new ItemDraft(item, isRequired, EvidenceState.Partial, becausePartial, Places(partial))
            : FirstOf(item.Unusable, scope) is var (unusable, becauseUnusable) ? new ItemDraft(item, isRequired, EvidenceState.Unusable, becauseUnusable, Places(unusable))
            : new ItemDraft(item, isRequired, EvidenceState.Missing, null, []);
    }

    private static (Verdict Verdict, LocalizedText Because)? FirstOf(ImmutableArray<Shortcoming> shortcomings, Scope scope)
    {
        foreach (Shortcoming shortcoming in shortcomings)
        {
            Verdict verdict = shortcoming.When.Judge(scope);
            if (verdict.Truth == Truth.True)
            {
                return (verdict, shortcoming.Because);
            }
        }

        return null;
    }

    private static ImmutableArray<Evidence> Places(Verdict verdict) =>
        [.. verdict.Facts.Select(fact => fact.Evidence).DistinctBy(evidence => evidence.Artifact).Take(MaxEvidence)];
}
