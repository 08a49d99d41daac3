using System.Collections.Immutable;
using CaseTriage.Analysis.Claims;
using CaseTriage.Analysis.Completeness;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Hypotheses;
using CaseTriage.Analysis.Packs;
using CaseTriage.Analysis.Reports;
using CaseTriage.Analysis.Rules;
using CaseTriage.Analysis.Steps;

namespace CaseTriage.Analysis;

/// <summary>
/// What knowledge makes of facts, in one pass: misreadings, findings, causes, claims, steps, completeness. It needs no file of the case, so that stored
/// facts can be judged again by other packs.
/// </summary>
public sealed class Evaluation
{
    private Evaluation(KnowledgeBase knowledge, FactTable facts)
    {
        Knowledge = knowledge;
        Facts = facts;
        Board = RuleEngine.Run(knowledge.Rules, facts);
        Findings = FindingWriter.Write(Board, knowledge);
        Dictionary<string, LocalizedText> titles = Findings.DistinctBy(finding => finding.Rule.Code).ToDictionary(finding => finding.Rule.Code, finding => finding.Title, StringComparer.Ordinal);
        var ranking = knowledge.Causes is { } catalog ? new CauseRanking(catalog, facts, Board, code => titles.GetValueOrDefault(code) ?? LocalizedText.Same(code)) : null;
        Causes = ranking?.Rank() ?? [];
        Steps = StepRanking.Rank(knowledge.Steps, facts, Board, Causes);
        OrderChanges = ranking is null ? [] : OrderChange.Find(ranking, Causes, causes => StepRanking.Rank(knowledge.Steps, facts, Board, causes));
        Claims = ClaimCheck.Check(knowledge.Claims, facts, Board);
        Completeness = CompletenessCheck.Check(knowledge.Scenarios, facts, Board);
    }

    /// <summary>The knowledge that was applied.</summary>
    public KnowledgeBase Knowledge { get; }

    /// <summary>The facts, with what misreadings taint of them.</summary>
    public FactTable Facts { get; }

    /// <summary>What the rules concluded.</summary>
    public FindingBoard Board { get; }

    /// <summary>Most severe first.</summary>
    public ImmutableArray<FindingDraft> Findings { get; }

    /// <summary>Best first.</summary>
    public ImmutableArray<CauseDraft> Causes { get; }

    /// <summary>Best first.</summary>
    public ImmutableArray<StepDraft> Steps { get; }

    /// <summary>What is unknown and would change the first cause or the first step.</summary>
    public ImmutableArray<OrderChange> OrderChanges { get; }

    /// <summary>In the order in which they were made.</summary>
    public ImmutableArray<ClaimDraft> Claims { get; }

    /// <summary>The case first.</summary>
    public ImmutableArray<CompletenessDraft> Completeness { get; }

    /// <summary>Applies knowledge to facts.</summary>
    /// <param name="knowledge">The packs.</param>
    /// <param name="facts">The facts; what an earlier run tainted is forgotten.</param>
    public static Evaluation Of(KnowledgeBase knowledge, FactTable facts) => new(knowledge, facts.Untainted());

    /// <summary>Why a rule came out as it did, for each device and the case it is asked of; empty where there is no such rule.</summary>
    /// <param name="rule">Id with or without its pack, or code of its finding.</param>
    public ImmutableArray<RuleTrace> Explain(string rule) =>
        [.. Knowledge.Rules.Where(known => known.Id == rule || known.Code == rule || known.Id.EndsWith("/" + rule, StringComparison.Ordinal)).SelectMany(known => RuleTrace.Of(known, Facts, Board))];

    /// <summary>A document of the same case with these conclusions in place of its own, and without its hash.</summary>
    internal AnalysisDocument Conclude(AnalysisDocument document, Language language)
    {
        var words = new StepWords(
            code => Knowledge.Causes?.Causes.FirstOrDefault(cause => cause.Code == code)?.Title ?? LocalizedText.Same(code),
            Knowledge.Texts);
        return document with
        {
            Packs = Knowledge.Packs,
            ResultHash = "",
            Findings = [.. Findings.Select(finding => finding.In(language))],
            Hypotheses = [.. Causes.Select(cause => cause.In(language))],
            OrderChanges = [.. OrderChanges.Select(change => change.In(language))],
            Claims = [.. Claims.Select(claim => claim.In(language))],
            NextSteps = [.. Steps.Select((step, index) => step.In(index + 1, language, words))],
            Completeness = [.. Completeness.Select(needs => needs.In(language))],
        };
    }
}
