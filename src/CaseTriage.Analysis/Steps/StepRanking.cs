using System.Collections.Immutable;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Hypotheses;
using CaseTriage.Analysis.Rules;

namespace CaseTriage.Analysis.Steps;

/// <summary>
/// Ranks what to ask or do next: the chance that it cures or proves a cause, plus what its answer would tell, for each hour that it costs. What is answered,
/// done or would help nobody is left out; what the site forbids stays visible at the end, with the rule.
/// </summary>
public static class StepRanking
{
    // Below this nothing is gained by asking: chosen so that a cause of "almost never" brings up no step.
    private const double LeastValue = 0.06;

    // Half an hour is what any step costs beyond its minutes: somebody has to think of it, and to read the answer.
    private const double BaseHours = 0.5;

    /// <summary>The steps, best first.</summary>
    public static ImmutableArray<StepDraft> Rank(ImmutableArray<StepDefinition> steps, FactTable facts, FindingBoard board, ImmutableArray<CauseDraft> causes)
    {
        ImmutableArray<string> rules = [.. facts.Named("site.rule").Select(rule => rule.Text("rule")).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        return
        [
            .. steps.Select(step => Propose(step, facts, board, causes, rules)).OfType<StepDraft>()
                .OrderBy(draft => draft.BlockedBy is not null)
                .ThenByDescending(draft => draft.Score)
                .ThenBy(draft => draft.Step.Code, StringComparer.Ordinal),
        ];
    }

    private static StepDraft? Propose(StepDefinition step, FactTable facts, FindingBoard board, ImmutableArray<CauseDraft> causes, ImmutableArray<string> rules)
    {
        IEnumerable<string?> devices = step.PerDevice && !facts.Devices.IsEmpty ? facts.Devices.Select(device => (string?)device) : [null];
        List<(string? Device, double Value)> wanted =
        [
            .. devices.Where(device => IsOpen(step, new Scope(facts, device, board, WithTainted: false)))
                .Select(device => (device, Value(step, CausesOf(device, causes))))
                .Where(entry => entry.Item2 >= LeastValue),
        ];
        if (wanted.Count == 0)
        {
            return null;
        }

        double hours = BaseHours + ((step.OpeningMinutes + step.Minutes) / 60.0);
        return new StepDraft(
            step,
            [.. wanted.Select(entry => entry.Device).OfType<string>()],
            wanted.Max(entry => entry.Value) / hours,
            [.. Separated(step, wanted.SelectMany(entry => CausesOf(entry.Device, causes)))],
            step.ForbiddenIf.FirstOrDefault(rules.Contains));
    }

    private static bool IsOpen(StepDefinition step, Scope scope) =>
        (step.When is null || step.When(scope).Truth == Truth.True) && (step.Unless is null || step.Unless(scope).Truth != Truth.True);

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
