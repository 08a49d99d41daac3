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
    private readonly Lazy<ImmutableArray<OrderChange>> _orderChanges;

    private Evaluation(KnowledgeBase knowledge, FactTable facts)
    {
        Knowledge = knowledge;
        Facts = facts;
        Board = RuleEngine.Run(knowledge.Rules, facts);
        Findings = FindingWriter.Write(Board, knowledge);
        ImmutableArray<CauseRanking> rankings = [.. knowledge.Causes.Select(catalog => new CauseRanking(catalog, facts, Board, TitleOf))];
        Causes = CauseRanking.InOrder(rankings.SelectMany(ranking => ranking.Rank()));
        Steps = StepRanking.Rank(knowledge.Steps, facts, Board, Causes);
        _orderChanges = new(() => OrderChange.Find(rankings, Causes, causes => StepRanking.Rank(knowledge.Steps, facts, Board, causes)));
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

    /// <summary>What is unknown and would change the first cause or the first step. It ranks anew for each unknown thing, so it is worked out only where it is asked for.</summary>
    public ImmutableArray<OrderChange> OrderChanges => _orderChanges.Value;

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

    /// <summary>
    /// The documents of a stored case with these conclusions in place of theirs. What the packs do not conclude from facts stays: artifacts, mails, timeline.
    /// </summary>
    /// <param name="chinese">The document in Chinese.</param>
    /// <param name="english">The same in English.</param>
    public (AnalysisDocument Chinese, AnalysisDocument English) Apply(AnalysisDocument chinese, AnalysisDocument english)
    {
        static string Mask(string text) => Masking.SecretMask.Mask(text).Text;
        AnalysisDocument concluded = DocumentMask.Apply(Conclude(english, Language.English), Mask);
        string hash = CaseAnalysis.HashOf(concluded);
        return (DocumentMask.Apply(Conclude(chinese, Language.Chinese), Mask) with { ResultHash = hash }, concluded with { ResultHash = hash });
    }

    /// <summary>Title of a finding, or of the rule that would give it.</summary>
    private LocalizedText TitleOf(string code) =>
        Findings.FirstOrDefault(finding => finding.Rule.Code == code)?.Title
        ?? Knowledge.Rules.FirstOrDefault(rule => rule.Code == code && !rule.Title.English.Contains('{', StringComparison.Ordinal))?.Title
        ?? LocalizedText.Same(code);

    /// <summary>A document of the same case with these conclusions in place of its own, and without its hash.</summary>
    internal AnalysisDocument Conclude(AnalysisDocument document, Language language)
    {
        var words = new StepWords(
            code => Knowledge.Causes.SelectMany(catalog => catalog.Causes).FirstOrDefault(cause => cause.Code == code)?.Title ?? LocalizedText.Same(code),
            key => Knowledge.Texts[key]);
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
