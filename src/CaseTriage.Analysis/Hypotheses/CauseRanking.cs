using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Rules;

namespace CaseTriage.Analysis.Hypotheses;

/// <summary>
/// Weighs the causes of each failing device. A cause's weight is its prior times, for each group of evidence, the strongest ratio of how likely the observation
/// is with and without it; unknown evidence weighs nothing. The weights of one device, with "other", become shares that add up to 1.
/// </summary>
public sealed class CauseRanking
{
    /// <summary>"Other" never gets less: no list of causes is complete.</summary>
    public const double LeastOther = 0.05;

    /// <summary>A cause with less is not shown; its share is that of "other".</summary>
    public const double LeastShown = 0.01;

    private readonly CauseCatalog _catalog;
    private readonly FindingBoard _board;
    private readonly Func<string, LocalizedText> _describe;
    private readonly ImmutableArray<Subject> _subjects;

    /// <summary>Holds the causes against the evidence.</summary>
    /// <param name="catalog">The causes known.</param>
    /// <param name="facts">The facts.</param>
    /// <param name="board">What the rules concluded.</param>
    /// <param name="describe">Title of a finding's code, for the reasons.</param>
    public CauseRanking(CauseCatalog catalog, FactTable facts, FindingBoard board, Func<string, LocalizedText> describe)
    {
        _catalog = catalog;
        _board = board;
        _describe = describe;
        ImmutableArray<Scope> scopes = [.. facts.Devices.Select(device => new Scope(facts, device, board, WithTainted: false)).Where(scope => catalog.Applies.Judge(scope).Truth == Truth.True)];
        if (scopes.IsEmpty && new Scope(facts, null, board, WithTainted: false) is var wholeCase && catalog.Applies.Judge(wholeCase).Truth == Truth.True)
        {
            scopes = [wholeCase];
        }

        _subjects = [.. scopes.Select(scope => new Subject(scope.Device, [.. catalog.Causes.Select(cause => Judge(cause, scope))]))];
    }

    /// <summary>What is unknown about each device that has a cause to look for, each condition once: first that of the causes with the most weight.</summary>
    public IEnumerable<(string? Device, CauseEvidence Evidence)> Unknown =>
        from subject in _subjects
        from evidence in subject.Causes.OrderByDescending(cause => cause.IsSuspected).ThenByDescending(cause => cause.Weight).SelectMany(cause => cause.Items)
            .Where(item => item.Verdict.Truth == Truth.Unknown).Select(item => item.Evidence).DistinctBy(evidence => evidence.If.Source)
        select (subject.Device, evidence);

    /// <summary>What evidence asks for, in words.</summary>
    public LocalizedText Describe(CauseEvidence evidence)
    {
        ImmutableArray<LocalizedText> titles = [.. evidence.Findings.Select(_describe)];
        return new LocalizedText(string.Join('；', titles.Select(title => title.Chinese)), string.Join("; ", titles.Select(title => title.English)));
    }

    /// <summary>The causes, best first, refuted ones last.</summary>
    /// <param name="assumption">Something unknown that is taken as known, or null.</param>
    public ImmutableArray<CauseDraft> Rank(Assumption? assumption = null) =>
    [
        .. Merge([.. _subjects.SelectMany(subject => RankFor(subject, assumption)), .. RefutedClaims()])
            .OrderBy(draft => draft.Refuted)
            .ThenByDescending(draft => draft.Probability)
            .ThenBy(draft => draft.Code, StringComparer.Ordinal)
            .ThenBy(draft => string.Join(',', draft.Devices), StringComparer.Ordinal),
    ];

    private IEnumerable<CauseDraft> RankFor(Subject subject, Assumption? assumption)
    {
        Assumption? own = assumption?.Device == subject.Device ? assumption : null;
        List<(JudgedCause Cause, double Weight)> suspected = [.. subject.Causes.Select(cause => own is null ? cause : cause.With(own)).Where(cause => cause.IsSuspected).Select(cause => (cause, cause.Weight))];
        List<(JudgedCause Cause, double Weight)> alive = [.. suspected.Where(cause => !cause.Cause.IsRefuted)];
        double sum = alive.Sum(cause => cause.Weight) + _catalog.OtherPrior;
        double other = Math.Max(LeastOther, _catalog.OtherPrior / sum);
        double scale = alive.Count == 0 ? 0 : (1 - other) / alive.Sum(cause => cause.Weight);
        foreach ((JudgedCause cause, double weight) in suspected)
        {
            double share = cause.IsRefuted ? 0 : weight * scale;
            if (cause.IsRefuted || share >= LeastShown)
            {
                yield return cause.Draft(subject.Device, share, _describe);
            }
            else
            {
                other += share;
            }
        }

        yield return new CauseDraft
        {
            Code = "other",
            Title = _catalog.OtherTitle,
            Probability = Round(alive.Count == 0 ? 1 : other),
            Likelihood = Likelihoods.Of(alive.Count == 0 ? 1 : other, isOnlySaid: false),
            Devices = subject.Device is { } device ? [device] : [],
            Reason = _catalog.OtherTitle,
        };
    }

    /// <summary>A cause that people named and the evidence took back stays visible where nothing else brought it up.</summary>
    private IEnumerable<CauseDraft> RefutedClaims() =>
        from result in _board.Results
        where result.Outcome == FindingOutcome.Withdrawn
        let cause = _catalog.Causes.FirstOrDefault(cause => cause.Code == result.Rule.Code)
        let because = cause?.RefutedBecause
        where cause is not null && because is not null && !_subjects.Any(subject => subject.Device == result.Device)
        select new CauseDraft
        {
            Code = cause.Code,
            Title = cause.Title,
            Probability = 0,
            Likelihood = Likelihoods.Of(0, isOnlySaid: false),
            Devices = result.Device is { } device ? [device] : [],
            Refuted = true,
            Reason = because,
        };

    private static JudgedCause Judge(CauseDefinition cause, Scope scope) => new(
        cause,
        [.. cause.Evidence.Select(evidence => new JudgedEvidence(evidence, evidence.If.Judge(scope)))],
        scope.Findings.Results.Any(result =>
            result.Rule.Code == cause.Code && result.Outcome == FindingOutcome.Withdrawn && (result.Device is null || result.Device == scope.Device)),
        cause.RefutedIf?.Judge(scope).Truth == Truth.True);

    /// <summary>Devices of which the same is said share one entry.</summary>
    private static IEnumerable<CauseDraft> Merge(IEnumerable<CauseDraft> drafts) => drafts
        .GroupBy(draft => (draft.Code, draft.Probability, draft.Refuted, draft.Reason, string.Join(',', draft.SupportedBy), string.Join(',', draft.ContradictedBy)))
        .Select(group => group.First() with { Devices = [.. group.SelectMany(draft => draft.Devices).Distinct().Order(StringComparer.Ordinal)] });

    private static double Round(double share) => Math.Round(share, 3, MidpointRounding.AwayFromZero);

    /// <summary>Something unknown that is taken as known.</summary>
    /// <param name="Device">Serial number, or null for the case.</param>
    /// <param name="Source">The condition as the packs have it; wherever it stands it is taken the same way.</param>
    /// <param name="IsSo">What it is taken for.</param>
    public sealed record Assumption(string? Device, string Source, bool IsSo);

    private sealed record Subject(string? Device, ImmutableArray<JudgedCause> Causes);

    private sealed record JudgedEvidence(CauseEvidence Evidence, Verdict Verdict)
    {
        public double Ratio => Verdict.Truth switch
        {
            Truth.True => Evidence.Here / Evidence.Elsewhere,
            Truth.False => (1 - Evidence.Here) / (1 - Evidence.Elsewhere),
            _ => 1,
        };

        public bool Speaks(bool isFor) => Verdict.Truth == Truth.True && Evidence.Here > Evidence.Elsewhere == isFor;
    }

    private sealed record JudgedCause(CauseDefinition Cause, ImmutableArray<JudgedEvidence> Items, bool IsWithdrawn, bool IsExcluded)
    {
        private bool IsSupported => Items.Any(item => item.Speaks(isFor: true));

        public bool IsSuspected => IsSupported || IsWithdrawn;

        public bool IsRefuted => IsExcluded || (IsWithdrawn && !IsSupported);

        /// <summary>Of evidence that says the same thing twice only the strongest counts.</summary>
        public double Weight => Cause.Prior * Items.GroupBy(item => item.Evidence.Group, StringComparer.Ordinal).Aggregate(1.0, (product, group) => product * Strongest(group));

        public JudgedCause With(Assumption assumption) => this with
        {
            Items =
            [
                .. Items.Select(item => item.Verdict.Truth == Truth.Unknown && item.Evidence.If.Source == assumption.Source
                    ? item with { Verdict = assumption.IsSo ? Verdict.True([]) : Verdict.False }
                    : item),
            ],
        };

        public CauseDraft Draft(string? device, double share, Func<string, LocalizedText> describe) => new()
        {
            Code = Cause.Code,
            Title = Cause.Title,
            Probability = Round(share),
            Likelihood = Likelihoods.Of(share, Items.Where(item => item.Speaks(isFor: true)).SelectMany(item => item.Verdict.Facts).All(IsSaid)),
            Devices = device is null ? [] : [device],
            SupportedBy = Codes(isFor: true),
            ContradictedBy = Codes(isFor: false),
            Refuted = IsRefuted,
            Reason = IsRefuted && Cause.RefutedBecause is { } because ? because : Because(describe),
        };

        private static double Strongest(IEnumerable<JudgedEvidence> group) =>
            group.Select(item => item.Ratio).OrderByDescending(ratio => Math.Abs(Math.Log(ratio))).ThenByDescending(ratio => ratio).First();

        /// <summary>Whether a fact is what somebody says, not what a machine recorded. The fact <c>device</c> sums up others and is neither.</summary>
        private static bool IsSaid(Fact fact) =>
            fact.Name.StartsWith("mail.", StringComparison.Ordinal) || fact.Name is "device" or "device.count" or "device.named" or "case.solved" or "case.change" or "site.rule" || fact.Text("source") == "mail";

        private ImmutableArray<string> Codes(bool isFor) =>
            [.. Items.Where(item => item.Speaks(isFor)).SelectMany(item => item.Evidence.Findings).Distinct().Order(StringComparer.Ordinal)];

        private LocalizedText Because(Func<string, LocalizedText> describe)
        {
            List<LocalizedText> reasons =
            [
                .. Items.Where(item => item.Speaks(isFor: true)).Select(item => item.Evidence)
                    .SelectMany(evidence => evidence.Because is { } because ? [because] : evidence.Findings.Select(describe)).Distinct(),
            ];
            return new LocalizedText(string.Join('；', reasons.Select(text => text.Chinese)), string.Join("; ", reasons.Select(text => text.English)));
        }
    }
}
