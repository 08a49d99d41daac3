using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Packs;
using CaseTriage.Analysis.Rules;

namespace CaseTriage.Analysis.Claims;

/// <summary>Puts what people claim to the same evidence as everything else: no claim is evidence for itself.</summary>
public static class ClaimCheck
{
    private const string ClaimFact = "mail.claim";

    /// <summary>The claims, as the mails come; one of a topic that no pack knows is not tested.</summary>
    public static ImmutableArray<ClaimDraft> Check(ImmutableArray<ClaimDefinition> definitions, FactTable facts, FindingBoard board)
    {
        var scope = new Scope(facts, null, board, WithTainted: false);
        Dictionary<string, (ClaimDefinition Definition, Verdict Wrong, Verdict Fine)> judged = definitions.ToDictionary(
            definition => definition.Topic,
            definition => (definition, definition.WrongIf.Judge(scope), definition.FineIf?.Judge(scope) ?? Verdict.False),
            StringComparer.Ordinal);
        return [.. facts.Named(ClaimFact).OrderBy(claim => claim.At).Select(claim => Draft(claim, judged, facts))];
    }

    private static ClaimDraft Draft(Fact claim, Dictionary<string, (ClaimDefinition Definition, Verdict Wrong, Verdict Fine)> judged, FactTable facts)
    {
        string topic = claim.Text("topic") ?? "";
        bool saysWrong = claim.Text("says") == "wrong";
        if (!judged.TryGetValue(topic, out (ClaimDefinition Definition, Verdict Wrong, Verdict Fine) known))
        {
            return new ClaimDraft(claim, ClaimState.Untested, LocalizedText.Same(topic), null, []);
        }

        LocalizedText title = saysWrong ? known.Definition.Title : known.Definition.FineTitle;
        bool isWrong = known.Wrong.Truth == Truth.True;

        // What shows that it is wrong outweighs what would show that it is fine; a claim on a misreading is nothing of itself.
        bool isFine = !isWrong && (known.Fine.Truth == Truth.True || facts.IsTainted(claim));
        return !isWrong && !isFine
            ? new ClaimDraft(claim, ClaimState.Untested, title, null, [])
            : new ClaimDraft(
                claim,
                isWrong == saysWrong ? ClaimState.Supported : ClaimState.Contradicted,
                title,
                isWrong ? known.Definition.WrongBecause : known.Definition.FineBecause,
                [.. (isWrong ? known.Wrong : known.Fine).Facts.Where(fact => fact.Name != ClaimFact).Select(fact => fact.Evidence).DistinctBy(evidence => (evidence.Artifact, evidence.Locator)).Take(ConditionTrace.MaxEvidence)]);
    }
}

/// <summary>A claim before it is put into one language.</summary>
/// <param name="Claim">The fact <c>mail.claim</c>.</param>
/// <param name="State">What the evidence says to it.</param>
/// <param name="Title">What it claims.</param>
/// <param name="Because">Why it stands so, or null where it is untested.</param>
/// <param name="Evidence">What it was tested by.</param>
public sealed record ClaimDraft(Fact Claim, ClaimState State, LocalizedText Title, LocalizedText? Because, ImmutableArray<Evidence> Evidence)
{
    /// <summary>The claim in one language.</summary>
    public ClaimSummary In(Language language) => new()
    {
        Topic = Claim.Text("topic") ?? "",
        Says = Claim.Text("says") ?? "",
        By = Claim.Text("by") is { } by && Words.Parties.TryGetValue(by, out Party party) ? party : Party.Unknown,
        At = Claim.At,
        State = State,
        Title = Title.In(language),
        Reason = Because?.In(language),
        Where = Claim.Evidence.In(language),
        Evidence = [.. Evidence.Select(evidence => evidence.In(language))],
    };
}
