using CaseTriage.Analysis;
using CaseTriage.Analysis.Documents;
using CaseTriage.Cases;
using CaseTriage.Cases.Model;
using CaseTriage.Web.AnalyzerProcess;
using CaseTriage.Web.Intake;
using Microsoft.EntityFrameworkCore;

namespace CaseTriage.Web.Features.Cases.Past;

/// <summary>
/// What was known of a case at a moment: the analysis of what had come by then, made when it is asked for. Nothing of it is kept in the case file; the last few are kept in
/// memory. One at a time, so that looking back does not hold up what was uploaded.
/// </summary>
public sealed class ReadPast : IDisposable
{
    private const int MostKept = 12;

    private readonly IDbContextFactory<CaseDbContext> _contexts;
    private readonly AnalyzerClient _analyzer;
    private readonly CaseManifests _manifests;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Dictionary<(Guid Version, DateTimeOffset AsOf), AnalyzedDocuments> _kept = [];
    private readonly Queue<(Guid Version, DateTimeOffset AsOf)> _order = [];

    internal ReadPast(IDbContextFactory<CaseDbContext> contexts, AnalyzerClient analyzer, CaseManifests manifests)
    {
        _contexts = contexts;
        _analyzer = analyzer;
        _manifests = manifests;
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>The document as of an instant; null where there is no such case, or where it could not be analyzed.</summary>
    public async Task<AnalysisDocument?> RunAsync(string number, DateTimeOffset asOf, Language language, CancellationToken cancellationToken)
    {
        await using CaseDbContext context = await _contexts.CreateDbContextAsync(cancellationToken);
        SupportCase? supportCase = await context.Cases.AsNoTracking().AsSplitQuery().Include(c => c.Bundles).Include(c => c.Attributions).Include(c => c.Corrections)
            .SingleOrDefaultAsync(c => c.Number == number, cancellationToken);
        if (supportCase is null)
        {
            return null;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            var key = (supportCase.Version, asOf);
            if (!_kept.TryGetValue(key, out AnalyzedDocuments? documents))
            {
                List<RememberedPerson> people = await RunLedger.PeopleAsync(context, number, cancellationToken);
                AnalyzeManifest manifest = await _manifests.OfCaseAsync(supportCase.Bundles, supportCase.Attributions, supportCase.Corrections, people, supportCase.CalendarName, cancellationToken) with { AsOf = asOf };
                documents = await _analyzer.RunAsync(manifest, _ => Task.CompletedTask, _ => { }, cancellationToken);
                Keep(key, documents);
            }

            return PackedDocument.Open(language == Language.Chinese ? documents.Chinese : documents.English);
        }
        catch (AnalyzerFailedException)
        {
            // The client has logged why; the page says that this moment cannot be shown.
            return null;
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Keep((Guid Version, DateTimeOffset AsOf) key, AnalyzedDocuments documents)
    {
        _kept[key] = documents;
        _order.Enqueue(key);
        if (_order.Count > MostKept)
        {
            _kept.Remove(_order.Dequeue());
        }
    }
}
