using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Hypotheses;
using CaseTriage.Analysis.Reports;

namespace CaseTriage.Analysis;

/// <summary>A finding that other knowledge tells otherwise.</summary>
/// <param name="Code">Code of the finding.</param>
/// <param name="Device">Serial number, or null for the case.</param>
/// <param name="Before">How it came out; null: it was not told.</param>
/// <param name="After">How it comes out; null: it is not told.</param>
public sealed record FindingChange(string Code, string? Device, FindingOutcome? Before, FindingOutcome? After);

/// <summary>The first cause of a device under other knowledge.</summary>
/// <param name="Device">Serial number, or null for the case.</param>
/// <param name="Before">Code of the first cause, or null.</param>
/// <param name="After">The same now.</param>
public sealed record CauseChange(string? Device, string? Before, string? After);

/// <summary>What would change in a case if other packs were loaded: rules are tried on its facts before anybody relies on them.</summary>
/// <param name="Findings">By code, then device.</param>
/// <param name="Causes">First causes that change, by device.</param>
/// <param name="FirstStepBefore">Code of the first step that is not forbidden, or null.</param>
/// <param name="FirstStepAfter">The same now.</param>
public sealed record DryRun(ImmutableArray<FindingChange> Findings, ImmutableArray<CauseChange> Causes, string? FirstStepBefore, string? FirstStepAfter)
{
    /// <summary>Whether a reader of the case would be told another cause.</summary>
    public bool ConcludesDifferently => !Causes.IsEmpty;

    /// <summary>Whether nothing changes that a reader would see.</summary>
    public bool IsSame => Findings.IsEmpty && Causes.IsEmpty && FirstStepBefore == FirstStepAfter;

    /// <summary>Holds two evaluations of the same facts against each other.</summary>
    public static DryRun Compare(Evaluation before, Evaluation after)
    {
        Dictionary<(string Code, string? Device), FindingOutcome> old = OutcomesOf(before);
        Dictionary<(string Code, string? Device), FindingOutcome> now = OutcomesOf(after);
        return new DryRun(
            [
                .. old.Keys.Union(now.Keys).OrderBy(key => key.Code, StringComparer.Ordinal).ThenBy(key => key.Device, StringComparer.Ordinal)
                    .Select(key => new FindingChange(key.Code, key.Device, old.TryGetValue(key, out FindingOutcome was) ? was : null, now.TryGetValue(key, out FindingOutcome becomes) ? becomes : null))
                    .Where(change => change.Before != change.After),
            ],
            [
                .. before.Facts.Devices.Select(device => (string?)device).Append(null)
                    .Select(device => new CauseChange(device, FirstCause(before, device), FirstCause(after, device)))
                    .Where(change => change.Before != change.After),
            ],
            FirstStep(before),
            FirstStep(after));
    }

    private static Dictionary<(string Code, string? Device), FindingOutcome> OutcomesOf(Evaluation evaluation)
    {
        var outcomes = new Dictionary<(string Code, string? Device), FindingOutcome>();
        foreach (FindingDraft finding in evaluation.Findings)
        {
            foreach (string? device in finding.Devices.IsEmpty ? [null] : finding.Devices.Select(device => (string?)device))
            {
                outcomes.TryAdd((finding.Rule.Code, device), finding.Outcome);
            }
        }

        return outcomes;
    }

    /// <summary>Of a device, or with null of a case that has no device to blame.</summary>
    private static string? FirstCause(Evaluation evaluation, string? device) =>
        evaluation.Causes.FirstOrDefault((CauseDraft cause) => !cause.Refuted && (device is null ? cause.Devices.IsEmpty : cause.Devices.Contains(device)))?.Code;

    private static string? FirstStep(Evaluation evaluation) => evaluation.Steps.FirstOrDefault(step => step.BlockedBy is null)?.Step.Code;
}
