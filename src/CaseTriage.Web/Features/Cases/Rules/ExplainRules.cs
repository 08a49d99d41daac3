using System.Collections.Immutable;
using CaseTriage.Analysis;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Packs;
using CaseTriage.Analysis.Reports;
using CaseTriage.Analysis.Rules;
using CaseTriage.Cases;
using CaseTriage.Cases.Model;
using CaseTriage.Web.Features.Packs;
using Microsoft.EntityFrameworkCore;

namespace CaseTriage.Web.Features.Cases.Rules;

/// <summary>How a rule came out for one device, or with null for the case.</summary>
/// <param name="Device">Serial number, or null for the case.</param>
/// <param name="Outcome">Fired, withdrawn or unknown; null: silent.</param>
public sealed record RuleOutcome(string? Device, FindingOutcome? Outcome);

/// <summary>A rule and how it came out.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Title">Title of its finding where there is one, else its own.</param>
/// <param name="Outcomes">Devices in the order of the facts, the case last; whichever it is asked of.</param>
public sealed record RuleRow(Rule Rule, LocalizedText Title, ImmutableArray<RuleOutcome> Outcomes);

/// <summary>What every rule in use says to the facts of a case.</summary>
public sealed class RuleReport(Evaluation evaluation)
{
    /// <summary>Ordered by id.</summary>
    public ImmutableArray<RuleRow> Rows { get; } = [.. evaluation.Knowledge.Rules.OrderBy(rule => rule.Id, StringComparer.Ordinal).Select(rule => RowOf(rule, evaluation))];

    /// <summary>The packs that judged.</summary>
    public ImmutableArray<PackReference> Packs => evaluation.Knowledge.Packs;

    /// <summary>Why a rule came out as it did, for each device and the case.</summary>
    public ImmutableArray<RuleTrace> Explain(string ruleId) => evaluation.Explain(ruleId);

    /// <summary>What is missing, in words of the packs.</summary>
    public LocalizedText Words(Gap gap) => evaluation.Knowledge.Texts[$"gap.{gap}"];

    private static RuleRow RowOf(Rule rule, Evaluation evaluation)
    {
        IEnumerable<string?> devices = rule.Asks == RuleScope.Case ? [] : evaluation.Facts.Devices.Select(device => (string?)device);
        IEnumerable<string?> wholeCase = rule.Asks == RuleScope.Devices ? [] : [null];
        ILookup<string?, FindingOutcome> results = evaluation.Board.Results.Where(result => result.Rule == rule).ToLookup(result => result.Device, result => result.Outcome);
        FindingDraft? finding = evaluation.Findings.FirstOrDefault(finding => finding.Rule == rule);
        return new RuleRow(rule, finding?.Title ?? rule.Title, [.. devices.Concat(wholeCase).Select(device => new RuleOutcome(device, results[device].Select(outcome => (FindingOutcome?)outcome).FirstOrDefault()))]);
    }
}

/// <summary>Judges the kept facts of a case by the packs in use, to say of each rule how it came out.</summary>
public sealed class ExplainRules(IDbContextFactory<CaseDbContext> contexts, PackShelf shelf)
{
    private readonly Lock _lock = new();
    private (string Folder, KnowledgeBase Knowledge)? _loaded;

    /// <returns>Null where the case keeps no facts: it has no analysis, or one of an old version.</returns>
    /// <exception cref="InvalidPackException">The packs in use cannot be used.</exception>
    public async Task<RuleReport?> RunAsync(string number, CancellationToken cancellationToken)
    {
        await using CaseDbContext context = await contexts.CreateDbContextAsync(cancellationToken);
        byte[]? packed = await context.Cases.AsNoTracking().Where(c => c.Number == number)
            .Join(context.Set<PublishedTexts>(), c => c.PublishedId, t => t.PublishedAnalysisId, (c, t) => t.Facts).SingleOrDefaultAsync(cancellationToken);
        return PackTrial.ReadFacts(packed) is { } facts ? await Task.Run(() => new RuleReport(Evaluation.Of(Load(), facts)), cancellationToken) : null;
    }

    private KnowledgeBase Load()
    {
        lock (_lock)
        {
            string folder = shelf.Current;
            if (_loaded is not { } loaded || loaded.Folder != folder)
            {
                _loaded = loaded = (folder, KnowledgeBase.Load(folder));
            }

            return loaded.Knowledge;
        }
    }
}
