using System.Collections.Immutable;

namespace CaseTriage.Analysis.Steps;

/// <summary>
/// Business hours that it takes to cure one device if fixes are tried in the best order and the rest is handed over: the fix that cures most for an hour comes
/// first, as long as that is cheaper than handing over. One cause at a time is assumed; a fix that fails makes its causes less likely.
/// </summary>
/// <param name="Fixes">What can be tried, with what each costs in hours.</param>
public sealed record RepairPlan(ImmutableArray<(StepDefinition Step, double Hours)> Fixes)
{
    /// <summary>What it costs where nothing known helps: a case that waits for others takes more than a working week.</summary>
    public const double HandOverHours = 60;

    /// <summary>Expected hours.</summary>
    /// <param name="shares">How likely each cause is; they need not add up to 1, and the result is in proportion to their sum.</param>
    public double Expect(IEnumerable<KeyValuePair<string, double>> shares)
    {
        var left = shares.ToDictionary(StringComparer.Ordinal);
        var fixes = Fixes.ToList();
        double hours = 0;
        while (fixes.Count > 0)
        {
            double sum = left.Values.Sum();
            (StepDefinition Step, double Hours) best = fixes.MaxBy(fix => Cured(fix.Step, left) / fix.Hours);
            if (Cured(best.Step, left) * HandOverHours <= sum * best.Hours)
            {
                break;
            }

            hours += sum * best.Hours;
            left = After(best.Step, left);
            fixes.Remove(best);
        }

        return hours + (left.Values.Sum() * HandOverHours);
    }

    /// <summary>The same without one of the fixes.</summary>
    public RepairPlan Without(StepDefinition step) => new([.. Fixes.Where(fix => fix.Step != step)]);

    /// <summary>What is left where a fix was tried and did not help.</summary>
    public static Dictionary<string, double> After(StepDefinition fix, IEnumerable<KeyValuePair<string, double>> shares) =>
        shares.ToDictionary(share => share.Key, share => share.Value * (1 - fix.WorksFor.GetValueOrDefault(share.Key)), StringComparer.Ordinal);

    private static double Cured(StepDefinition fix, Dictionary<string, double> shares) => shares.Sum(share => share.Value * fix.WorksFor.GetValueOrDefault(share.Key));
}
