using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Rules;

/// <summary>What the rules have concluded so far, for the rules after them.</summary>
public sealed class FindingBoard
{
    private readonly List<RuleResult> _results = [];

    /// <summary>All results in the order of the rules.</summary>
    public IReadOnlyList<RuleResult> Results => _results;

    /// <summary>Adds what a rule concluded.</summary>
    public void Add(IEnumerable<RuleResult> results) => _results.AddRange(results);

    /// <summary>Whether a finding of this code fired for the device; with null, for anyone.</summary>
    public Verdict Fired(string code, string? device) => Judge(result => result.Rule.Code == code && (device is null || result.Device == device));

    private Verdict Judge(Func<RuleResult, bool> concerns)
    {
        ImmutableArray<RuleResult> results = [.. _results.Where(concerns)];
        ImmutableArray<RuleResult> fired = [.. results.Where(result => result.Outcome == FindingOutcome.Fired)];
        return !fired.IsEmpty ? Verdict.True([.. fired.SelectMany(result => result.Facts)])
            : results.Any(result => result.Outcome == FindingOutcome.Unknown) ? Verdict.Unknown(Gap.RuleUnknown)
            : Verdict.False;
    }
}
