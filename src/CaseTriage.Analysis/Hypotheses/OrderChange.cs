using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Steps;

namespace CaseTriage.Analysis.Hypotheses;

/// <summary>Something unknown that would change the first cause of a device, or the first step, if it were known.</summary>
/// <param name="Device">Serial number, or null for the case.</param>
/// <param name="Evidence">What is unknown.</param>
/// <param name="Unknown">The same in words.</param>
/// <param name="IfSo">Whether the order changes if it is so; else if it is not.</param>
/// <param name="FirstCause">Code of the cause that would then be first, or null.</param>
/// <param name="FirstStep">Code of the step that would then be first, or null.</param>
public sealed record OrderChange(string? Device, CauseEvidence Evidence, LocalizedText Unknown, bool IfSo, string? FirstCause, string? FirstStep)
{
    // A reader looks at a few; each costs a ranking.
    private const int MaxTried = 60;
    private const int FewestTried = 4;

    /// <summary>A ranking grows with the devices: where there are more than so many, less is tried, so that hundreds of them hold nothing up.</summary>
    private const int FewDevices = 12;
    private const int MaxShown = 12;

    /// <summary>Tries what is unknown, one thing at a time and both ways.</summary>
    /// <param name="rankings">The causes, one ranking for each catalog.</param>
    /// <param name="causes">Their order as it is.</param>
    /// <param name="stepsOf">The steps that an order of causes gives.</param>
    public static ImmutableArray<OrderChange> Find(ImmutableArray<CauseRanking> rankings, ImmutableArray<CauseDraft> causes, Func<ImmutableArray<CauseDraft>, ImmutableArray<StepDraft>> stepsOf)
    {
        string? step = FirstOf(stepsOf(causes));
        int devices = causes.SelectMany(cause => cause.Devices).Distinct(StringComparer.Ordinal).Count();
        int tried = Math.Max(FewestTried, MaxTried * FewDevices / Math.Max(FewDevices, devices));
        var changes = ImmutableArray.CreateBuilder<OrderChange>();
        foreach ((CauseRanking ranking, string? device, CauseEvidence evidence) in rankings.SelectMany(ranking => ranking.Unknown.Select(unknown => (ranking, unknown.Device, unknown.Evidence))).Take(tried))
        {
            foreach (bool isSo in (bool[])[true, false])
            {
                var assumption = new CauseRanking.Assumption(device, evidence.If.Source, isSo);
                ImmutableArray<CauseDraft> then = CauseRanking.InOrder(rankings.SelectMany(other => other.Rank(other == ranking ? assumption : null)));
                (string? firstCause, string? firstStep) = (FirstOf(then, device), FirstOf(stepsOf(then)));
                if ((firstCause, firstStep) != (FirstOf(causes, device), step) && changes.Count < MaxShown)
                {
                    changes.Add(new OrderChange(device, evidence, evidence.Because ?? ranking.Describe(evidence), isSo, firstCause, firstStep));
                }
            }
        }

        return changes.ToImmutable();
    }

    /// <summary>The same in one language.</summary>
    public OrderChangeSummary In(Language language) => new()
    {
        Device = Device,
        Unknown = Unknown.In(language),
        Findings = Evidence.Findings,
        IfSo = IfSo,
        FirstCause = FirstCause,
        FirstStep = FirstStep,
    };

    private static string? FirstOf(ImmutableArray<CauseDraft> causes, string? device) =>
        causes.FirstOrDefault(cause => !cause.Refuted && (device is null || cause.Devices.Contains(device)))?.Code;

    private static string? FirstOf(ImmutableArray<StepDraft> steps) => steps.FirstOrDefault(step => step.BlockedBy is null)?.Step.Code;
}
