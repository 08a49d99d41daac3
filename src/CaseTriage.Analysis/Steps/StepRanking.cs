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
        Dictionary<string, Subject> subjects = facts.Devices.Select(device => (string?)device).Append(null).Select(device => new Subject(device, steps, facts, board, causes, rules)).ToDictionary(subject => subject.Device ?? "", StringComparer.Ordinal);
        ImmutableArray<StepDraft> ranked =
        [
            .. steps.Select(step => Propose(step, [.. Devices(step, facts).Select(device => subjects[device]).Where(subject => subject.Open.Contains(step))], rules)).OfType<StepDraft>()
                .OrderBy(draft => draft.BlockedBy is not null)
                .ThenByDescending(draft => draft.Gain)
                .ThenBy(draft => draft.Step.OpeningMinutes + draft.Step.Minutes)
                .ThenBy(draft => draft.Step.Code, StringComparer.Ordinal),
        ];
        return [.. ranked.Select(draft => draft with { AskWith = AskedWith(draft, ranked) })];
    }

    private static IEnumerable<string> Devices(StepDefinition step, FactTable facts) => step.PerDevice && !facts.Devices.IsEmpty ? facts.Devices : [""];

    private static StepDraft? Propose(StepDefinition step, ImmutableArray<Subject> subjects, ImmutableArray<string> rules)
    {
        if (subjects.IsEmpty)
        {
            return null;
        }

        ImmutableArray<(double Gain, double Saved)> hours = [.. subjects.Select(subject => subject.HoursWon(step))];
        ImmutableArray<CauseDraft> causes = [.. subjects.SelectMany(subject => subject.Causes)];
        return new StepDraft(
            step,
            [.. subjects.Select(subject => subject.Device).OfType<string>()],
            hours.Max(won => won.Gain),
            [.. causes.Select(cause => cause.Code).Where(code => step.Separates.Contains(code) || step.WorksFor.ContainsKey(code)).Distinct().Order(StringComparer.Ordinal)],
            Forbids(step, rules))
        {
            SavedHours = Math.Round(hours.Max(won => won.Saved), 1, MidpointRounding.AwayFromZero),
            Suspected = [.. causes.DistinctBy(cause => cause.Code).Take(StepDraft.MaxSuspected)],
        };
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

    /// <summary>A device, or the case as a whole, with what can be done about it.</summary>
    private sealed class Subject
    {
        private readonly Dictionary<string, double> _shares;
        private readonly RepairPlan _now;
        private readonly RepairPlan _informed;

        public Subject(string? device, ImmutableArray<StepDefinition> steps, FactTable facts, FindingBoard board, ImmutableArray<CauseDraft> causes, ImmutableArray<string> rules)
        {
            Device = device;
            Causes = [.. causes.Where(cause => !cause.Refuted && (device is null || cause.Devices.IsEmpty || cause.Devices.Contains(device)))];
            var scope = new Scope(facts, device, board, WithTainted: false);
            ImmutableArray<StepDefinition> undone = [.. steps.Where(step => step.Unless is null || step.Unless.Judge(scope).Truth != Truth.True)];
            Open = [.. undone.Where(step => (step.When is null || step.When.Judge(scope).Truth == Truth.True) && Value(step) >= LeastValue)];
            double sum = Causes.Sum(cause => cause.Probability);
            _shares = Causes.GroupBy(cause => cause.Code, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Sum(cause => cause.Probability) / sum, StringComparer.Ordinal);

            // What makes no sense yet can be done once it is asked for: each time at the price of the cheapest question, as long as there is one.
            double? asking = Open.Where(step => !step.Separates.IsEmpty && !IsFix(step) && Forbids(step, rules) is null).Select(step => (double?)HoursOf(step)).Min();
            _now = PlanOf(asking is null ? Open : undone, step => HoursOf(step) + (Open.Contains(step) ? 0 : asking ?? 0), rules);
            _informed = PlanOf(undone, HoursOf, rules);
        }

        /// <summary>Serial number, or null for the case.</summary>
        public string? Device { get; }

        /// <summary>Causes that are not refuted, best first.</summary>
        public ImmutableArray<CauseDraft> Causes { get; }

        /// <summary>Steps that make sense, are not done, and may be worth it.</summary>
        public ImmutableHashSet<StepDefinition> Open { get; }

        /// <summary>
        /// Gain: hours won against the best order of fixes; what is best to be done now is not below zero. Saved: hours that the case would take longer
        /// without this step.
        /// </summary>
        public (double Gain, double Saved) HoursWon(StepDefinition step)
        {
            double hours = HoursOf(step);
            double housekeeping = step.Worth * HousekeepingHours;
            double now = _now.Expect(_shares);
            if (IsHandOver(step))
            {
                return (now - RepairPlan.HandOverHours, 0);
            }

            if (IsFix(step))
            {
                RepairPlan others = _now.Without(step);
                double first = hours + others.Expect(RepairPlan.After(step, _shares));
                return (now - first + housekeeping, Math.Max(0, others.Expect(_shares) - first) + housekeeping);
            }

            // Once the answer names the cause, its fix can be done, also where it makes no sense yet.
            double told = _shares.Where(share => step.Separates.Contains(share.Key)).Sum(share => _informed.Expect([share]))
                + _now.Expect(_shares.Where(share => !step.Separates.Contains(share.Key)));
            double gain = (step.Tells * (now - told)) + housekeeping - hours;
            return (gain, Math.Max(0, gain));
        }

        private static RepairPlan PlanOf(IEnumerable<StepDefinition> steps, Func<StepDefinition, double> hours, ImmutableArray<string> rules) =>
            new([.. steps.Where(step => IsFix(step) && Forbids(step, rules) is null).OrderBy(step => step.Code, StringComparer.Ordinal).Select(step => (step, hours(step)))]);

        /// <summary>A rough measure of what a step cures and tells, only to leave out what brings nothing.</summary>
        private double Value(StepDefinition step)
        {
            double cures = Causes.Sum(cause => cause.Probability * step.WorksFor.GetValueOrDefault(cause.Code));

            // p(1-p) is largest where nothing is known yet, and nothing where all is.
            double tells = Causes.Where(cause => step.Separates.Contains(cause.Code)).Sum(cause => cause.Probability * (1 - cause.Probability));
            return cures + tells + step.Worth;
        }
    }
}
