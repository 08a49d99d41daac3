using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Cases;
using Microsoft.EntityFrameworkCore;

namespace CaseTriage.Web.Features.Packs;

/// <summary>In how many cases a rule fired, was withdrawn, or could not be told.</summary>
public sealed record RuleHits(int Fired, int Withdrawn, int Unknown)
{
    public static RuleHits None { get; } = new(0, 0, 0);
}

/// <summary>A case in which a rule fired.</summary>
public sealed record HitCase(string Number, string Title);

/// <summary>Counts what the rules said, over the published analyses of all cases.</summary>
public sealed class CountHits(IDbContextFactory<CaseDbContext> contexts)
{
    /// <summary>Cases listed for one rule.</summary>
    public const int MostCases = 20;

    /// <summary>Hits by id of the rule; a rule that never said anything is not there.</summary>
    public async Task<ImmutableDictionary<string, RuleHits>> RunAsync(CancellationToken cancellationToken)
    {
        await using CaseDbContext context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.Cases.AsNoTracking().SelectMany(c => c.Findings)
            .GroupBy(finding => new { finding.RuleId, finding.Outcome })
            .Select(group => new { group.Key.RuleId, group.Key.Outcome, Cases = group.Select(finding => finding.SupportCaseId).Distinct().Count() })
            .ToListAsync(cancellationToken);
        return rows.GroupBy(row => row.RuleId, row => (row.Outcome, row.Cases), StringComparer.Ordinal).ToImmutableDictionary(
            rule => rule.Key,
            rule => new RuleHits(Cases(rule, FindingOutcome.Fired), Cases(rule, FindingOutcome.Withdrawn), Cases(rule, FindingOutcome.Unknown)),
            StringComparer.Ordinal);

        static int Cases(IEnumerable<(FindingOutcome Outcome, int Cases)> rule, FindingOutcome outcome) => rule.Where(row => row.Outcome == outcome).Sum(row => row.Cases);
    }

    /// <summary>The cases in which a rule fired, last touched first, at most <see cref="MostCases"/>.</summary>
    public async Task<ImmutableArray<HitCase>> FindCasesAsync(string ruleId, CancellationToken cancellationToken)
    {
        await using CaseDbContext context = await contexts.CreateDbContextAsync(cancellationToken);
        return
        [
            .. await context.Cases.AsNoTracking()
                .Where(c => c.Findings.Any(finding => finding.RuleId == ruleId && finding.Outcome == FindingOutcome.Fired))
                .OrderByDescending(c => c.LastActivityAt).Take(MostCases)
                .Select(c => new HitCase(c.Number, c.Title)).ToListAsync(cancellationToken),
        ];
    }
}
