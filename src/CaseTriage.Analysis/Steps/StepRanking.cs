using System.Collections.Immutable;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Hypotheses;
using CaseTriage.Analysis.Rules;

namespace CaseTriage.Analysis.Steps;

/// <summary>
/// Ranks what to ask or do next by the business hours that the case is expected to take if it is done first and the best plan follows: what a fix cures, what
/// an answer tells. What is answered, done or would help nobody is left out; what the site forbids stays visible at the end, with the rule.
/// </summary>
public static class StepRanking
{
    // Below this nothing is gained by asking: chosen so that a cause of "almost never" brings up no step.
    private const double LeastValue = 0.06;

    // Half an hour is what any step costs beyond its minutes: somebody has to think of it, and to read the answer.
    private const double BaseHours = 0.5;

    // What is worth doing whatever the cause is saves this much later, where it is worth most.
    private const double HousekeepingHours = 2;

    private const int MaxAskedWith = 7;

    /// <summary>The steps, best first.</summary>
    public static ImmutableArray<StepDraft> Rank(ImmutableArray<StepDefinition> steps, FactTable facts, FindingBoard board, ImmutableArray<CauseDraft> causes)
    {
        ImmutableArray<string> rules = [.. facts.Named("site.rule").Select(rule => rule.Text("rule")).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        ImmutableArray<(StepDefinition Step, string? Device)> open =
        [
            .. from step in steps
               from device in step.PerDevice && !facts.Devices.IsEmpty ? facts.Devices.Select(device => (string?)device) : [null]
               where IsOpen(step, new Scope(facts, device, board, WithTainted: false)) && Value(step, CausesOf(device, causes)) >= LeastValue
               select (step, device),
        ];
        ImmutableArray<StepDraft> ranked =
        [
            .. open.GroupBy(entry => entry.Step).Select(group => Propose(group.Key, [.. group.Select(entry => entry.Device)], open, causes, rules))
                .OrderBy(draft => draft.BlockedBy is not null)
                .ThenByDescending(draft => draft.Gain)
                .ThenBy(draft => draft.Step.OpeningMinutes + draft.Step.Minutes)
                .ThenBy(draft => draft.Step.Code, StringComparer.Ordinal),
        ];
        return [.. ranked.Select(draft => draft with { AskWith = AskedWith(draft, ranked) })];
    }

    private static StepDraft Propose(StepDefinition step, ImmutableArray<string?> devices, ImmutableArray<(StepDefinition Step, string? Device)> open, ImmutableArray<CauseDraft> causes, ImmutableArray<string> rules)
    {
        List<(double Gain, double Saved)> hours = [.. devices.Select(device => HoursOf(step, device, open, causes, rules))];
        return new StepDraft(
            step,
            [.. devices.OfType<string>()],
            hours.Max(entry => entry.Gain),
            [.. Separated(step, devices.SelectMany(device => CausesOf(device, causes)))],
            Forbids(step, rules))
        {
            SavedHours = Math.Round(hours.Max(entry => entry.Saved), 1, MidpointRounding.AwayFromZero),
            Suspected = [.. devices.SelectMany(device => CausesOf(device, causes)).DistinctBy(cause => cause.Code).Take(StepDraft.MaxSuspected)],
        };
    }

    /// <summary>
    /// Gain: hours won against the best order of fixes; what is best to be done now is not below zero. Saved: hours that the case would take longer without
    /// this step.
    /// </summary>
    private static (double Gain, double Saved) HoursOf(StepDefinition step, string? device, ImmutableArray<(StepDefinition Step, string? Device)> open, ImmutableArray<CauseDraft> causes, ImmutableArray<string> rules)
    {
        Dictionary<string, double> shares = CausesOf(device, causes).GroupBy(cause => cause.Code, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Max(cause => cause.Probability), StringComparer.Ordinal);
        double sum = shares.Values.Sum();
        shares = shares.ToDictionary(share => share.Key, share => share.Value / sum, StringComparer.Ordinal);
        var plan = new RepairPlan([.. open.Where(entry => IsFix(entry.Step) && (entry.Device is null || device is null || entry.Device == device) && Forbids(entry.Step, rules) is null).Select(entry => entry.Step).Distinct().Append(step).Where(IsFix).Distinct().Select(fix => (fix, HoursOf(fix)))]);
        double hours = HoursOf(step);
        double housekeeping = step.Worth * HousekeepingHours;
        if (shares.Count == 0)
        {
            return (housekeeping - hours, housekeeping);
        }

        double now = plan.Expect(shares);
        if (IsHandOver(step))
        {
            return (now - RepairPlan.HandOverHours, 0);
        }

        if (IsFix(step))
        {
            double first = hours + plan.Without(step).Expect(RepairPlan.After(step, shares));
            return (now - first + housekeeping, Math.Max(0, plan.Without(step).Expect(shares) - first) + housekeeping);
        }

        double told = Enumerable.Sum(shares.Where(share => step.Separates.Contains(share.Key)), share => plan.Expect([share]))
            + plan.Expect(shares.Where(share => !step.Separates.Contains(share.Key)));
        double gain = (step.Tells * (now - told)) + housekeeping - hours;
        return (gain, Math.Max(0, gain));
    }

    private static double HoursOf(StepDefinition step) => BaseHours + ((step.OpeningMinutes + step.Minutes) / 60.0);

    private static bool IsFix(StepDefinition step) => !step.WorksFor.IsEmpty && !IsHandOver(step);

    /// <summary>Whether it helps against nothing that is known: then it is what the plan ends with anyway.</summary>
    private static bool IsHandOver(StepDefinition step) => step.WorksFor.Keys.SequenceEqual(["other"]);

    private static string? Forbids(StepDefinition step, ImmutableArray<string> rules) => step.ForbiddenBySite ?? step.ForbiddenIf.FirstOrDefault(rules.Contains);

    /// <summary>What can be asked of the same people by the same channel at once.</summary>
    private static ImmutableArray<string> AskedWith(StepDraft draft, ImmutableArray<StepDraft> ranked) => IsFix(draft.Step) || draft.BlockedBy is not null
        ? []
        :
        [
            .. ranked.Where(other => other != draft && other.BlockedBy is null && !IsFix(other.Step) && other.Step.Audience == draft.Step.Audience && other.Step.Channel == draft.Step.Channel)
                .Take(MaxAskedWith).Select(other => other.Step.Code),
        ];

    private static bool IsOpen(StepDefinition step, Scope scope) =>
        (step.When is null || step.When.Judge(scope).Truth == Truth.True) && (step.Unless is null || step.Unless.Judge(scope).Truth != Truth.True);

    private static double Value(StepDefinition step, IEnumerable<CauseDraft> causes)
    {
        double cures = 0;
        double tells = 0;
        foreach (CauseDraft cause in causes)
        {
            cures += cause.Probability * step.WorksFor.GetValueOrDefault(cause.Code);

            // p(1-p) is largest where nothing is known yet, and nothing where all is.
            tells += step.Separates.Contains(cause.Code) ? cause.Probability * (1 - cause.Probability) : 0;
        }

        return cures + tells + step.Worth;
    }

    private static IEnumerable<CauseDraft> CausesOf(string? device, ImmutableArray<CauseDraft> causes) =>
        causes.Where(cause => !cause.Refuted && (device is null || cause.Devices.IsEmpty || cause.Devices.Contains(device)));

    private static IEnumerable<string> Separated(StepDefinition step, IEnumerable<CauseDraft> causes) =>
        causes.Select(cause => cause.Code).Where(code => step.Separates.Contains(code) || step.WorksFor.ContainsKey(code)).Distinct().Order(StringComparer.Ordinal);
}
