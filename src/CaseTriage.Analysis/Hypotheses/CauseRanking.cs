using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Rules;

namespace CaseTriage.Analysis.Hypotheses;

/// <summary>
/// Weighs the causes of each failing device. A cause's weight is its prior times, for each group of evidence, the strongest ratio of how likely the observation
/// is with and without it; unknown evidence weighs nothing. The weights of one device, with "other", become shares that add up to 1.
/// </summary>
public static class CauseRanking
{
    /// <summary>"Other" never gets less: no list of causes is complete.</summary>
    public const double LeastOther = 0.05;

    /// <summary>A cause with less is not shown; its share is that of "other".</summary>
    public const double LeastShown = 0.01;

    /// <summary>The causes, best first, refuted ones last.</summary>
    /// <param name="catalog">The causes known.</param>
    /// <param name="facts">The facts.</param>
    /// <param name="board">What the rules concluded.</param>
    /// <param name="describe">Title of a finding's code, for the reasons.</param>
    public static ImmutableArray<CauseDraft> Rank(CauseCatalog catalog, FactTable facts, FindingBoard board, Func<string, LocalizedText> describe)
    {
        List<Scope> scopes = [.. facts.Devices.Select(device => new Scope(facts, device, board, WithTainted: false)).Where(scope => catalog.Applies(scope).Truth == Truth.True)];
        if (scopes.Count == 0 && new Scope(facts, null, board, WithTainted: false) is var wholeCase && catalog.Applies(wholeCase).Truth == Truth.True)
        {
            scopes.Add(wholeCase);
        }

        List<CauseDraft> drafts = [.. scopes.SelectMany(scope => RankFor(catalog, scope, describe)), .. RefutedClaims(catalog, scopes, board)];
        return InOrder(Merge(drafts));
    }

    /// <summary>Best first, refuted ones last; for the causes of several catalogs too.</summary>
    public static ImmutableArray<CauseDraft> InOrder(IEnumerable<CauseDraft> drafts) =>
    [
        .. drafts.OrderBy(draft => draft.Refuted)
            .ThenByDescending(draft => draft.Probability)
            .ThenBy(draft => draft.Code, StringComparer.Ordinal)
            .ThenBy(draft => string.Join(',', draft.Devices), StringComparer.Ordinal),
    ];

    private static IEnumerable<CauseDraft> RankFor(CauseCatalog catalog, Scope scope, Func<string, LocalizedText> describe)
    {
        List<Weighed> weighed = [.. catalog.Causes.Select(cause => Weigh(cause, scope)).Where(cause => cause.IsSuspected)];
        List<Weighed> alive = [.. weighed.Where(cause => !cause.IsRefuted)];
        double sum = alive.Sum(cause => cause.Weight) + catalog.OtherPrior;
        double other = Math.Max(LeastOther, catalog.OtherPrior / sum);
        double scale = alive.Count == 0 ? 0 : (1 - other) / alive.Sum(cause => cause.Weight);
        foreach (Weighed cause in weighed)
        {
            double share = cause.IsRefuted ? 0 : cause.Weight * scale;
            if (cause.IsRefuted || share >= LeastShown)
            {
                yield return cause.Draft(scope.Device, share, describe);
            }
            else
            {
                other += share;
            }
        }

        yield return new CauseDraft
        {
            Code = "other",
            Title = catalog.OtherTitle,
            Probability = Round(alive.Count == 0 ? 1 : other),
            Devices = scope.Device is { } device ? [device] : [],
            Reason = catalog.OtherTitle,
        };
    }

    /// <summary>A cause that people named and the evidence took back stays visible where nothing else brought it up.</summary>
    private static IEnumerable<CauseDraft> RefutedClaims(CauseCatalog catalog, List<Scope> scopes, FindingBoard board) =>
        from result in board.Results
        where result.Outcome == FindingOutcome.Withdrawn
        let cause = catalog.Causes.FirstOrDefault(cause => cause.Code == result.Rule.Code)
        let because = cause?.RefutedBecause
        where cause is not null && because is not null && !scopes.Exists(scope => scope.Device == result.Device)
        select new CauseDraft
        {
            Code = cause.Code,
            Title = cause.Title,
            Probability = 0,
            Devices = result.Device is { } device ? [device] : [],
            Refuted = true,
            Reason = because,
        };

    private static Weighed Weigh(CauseDefinition cause, Scope scope)
    {
        List<(CauseEvidence Evidence, Truth Truth)> judged = [.. cause.Evidence.Select(evidence => (evidence, evidence.If(scope).Truth))];
        bool withdrawn = scope.Findings.Results.Any(result =>
            result.Rule.Code == cause.Code && result.Outcome == FindingOutcome.Withdrawn && (result.Device is null || result.Device == scope.Device));
        bool refuted = cause.RefutedIf?.Invoke(scope).Truth == Truth.True;
        bool supported = judged.Exists(item => item.Truth == Truth.True && item.Evidence.Here > item.Evidence.Elsewhere);
        double weight = cause.Prior * judged.GroupBy(item => item.Evidence.Group, StringComparer.Ordinal).Aggregate(1.0, (product, group) => product * Strongest(group));
        return new Weighed(cause, weight, judged, supported || withdrawn, refuted || (withdrawn && !supported));
    }

    private static double Strongest(IEnumerable<(CauseEvidence Evidence, Truth Truth)> group) =>
        group.Select(item => Ratio(item.Evidence, item.Truth)).OrderByDescending(ratio => Math.Abs(Math.Log(ratio))).ThenByDescending(ratio => ratio).First();

    private static double Ratio(CauseEvidence evidence, Truth truth) => truth switch
    {
        Truth.True => evidence.Here / evidence.Elsewhere,
        Truth.False => (1 - evidence.Here) / (1 - evidence.Elsewhere),
        _ => 1,
    };

    /// <summary>Devices of which the same is said share one entry.</summary>
    private static IEnumerable<CauseDraft> Merge(IEnumerable<CauseDraft> drafts) => drafts
        .GroupBy(draft => (draft.Code, draft.Probability, draft.Refuted, draft.Reason, string.Join(',', draft.SupportedBy), string.Join(',', draft.ContradictedBy)))
        .Select(group => group.First() with { Devices = [.. group.SelectMany(draft => draft.Devices).Distinct().Order(StringComparer.Ordinal)] });

    private static double Round(double share) => Math.Round(share, 3, MidpointRounding.AwayFromZero);

    private sealed record Weighed(CauseDefinition Cause, double Weight, List<(CauseEvidence Evidence, Truth Truth)> Judged, bool IsSuspected, bool IsRefuted)
    {
        public CauseDraft Draft(string? device, double share, Func<string, LocalizedText> describe) => new()
        {
            Code = Cause.Code,
            Title = Cause.Title,
            Probability = Round(share),
            Devices = device is null ? [] : [device],
            SupportedBy = Codes(speaksFor: true),
            ContradictedBy = Codes(speaksFor: false),
            Refuted = IsRefuted,
            Reason = IsRefuted && Cause.RefutedBecause is { } because ? because : Because(describe),
        };

        private ImmutableArray<string> Codes(bool speaksFor) =>
            [.. Telling(speaksFor).SelectMany(evidence => evidence.Findings).Distinct().Order(StringComparer.Ordinal)];

        private IEnumerable<CauseEvidence> Telling(bool speaksFor) =>
            Judged.Where(item => item.Truth == Truth.True && item.Evidence.Here > item.Evidence.Elsewhere == speaksFor).Select(item => item.Evidence);

        private LocalizedText Because(Func<string, LocalizedText> describe)
        {
            List<LocalizedText> reasons = [.. Telling(speaksFor: true).SelectMany(evidence => evidence.Because is { } because ? [because] : evidence.Findings.Select(describe)).Distinct()];
            return new LocalizedText(string.Join('；', reasons.Select(text => text.Chinese)), string.Join("; ", reasons.Select(text => text.English)));
        }
    }
}
