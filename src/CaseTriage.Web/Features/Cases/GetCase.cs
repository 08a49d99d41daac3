using CaseTriage.Analysis;
using CaseTriage.Analysis.Documents;
using CaseTriage.Cases;
using CaseTriage.Cases.Model;
using Microsoft.EntityFrameworkCore;

namespace CaseTriage.Web.Features.Cases;

public sealed class GetCase(IDbContextFactory<CaseDbContext> contexts, CaseFeed feed)
{
    /// <returns>The case, or null where no case has the number.</returns>
    public async Task<CaseView?> RunAsync(string number, Language language, CancellationToken cancellationToken)
    {
        await using CaseDbContext context = await contexts.CreateDbContextAsync(cancellationToken);
        CaseChange? now = feed.Running(number);
        var header = await context.Cases.AsNoTracking()
            .Where(c => c.Number == number)
            .Select(c => new
            {
                c.Id,
                c.Title,
                c.Reference,
                c.State,
                c.CreatedAt,
                c.PublishedId,
                c.CalendarName,
                AnalyzedAt = c.Published == null ? (DateTimeOffset?)null : c.Published.PublishedAt,
                Run = c.Runs.OrderByDescending(r => r.RequestedAt).Select(r => new { r.State, r.Reason }).FirstOrDefault(),
            })
            .SingleOrDefaultAsync(cancellationToken);
        if (header is null)
        {
            return null;
        }

        List<Bundle> bundles = await context.Bundles.AsNoTracking()
            .Where(b => b.SupportCaseId == header.Id).OrderBy(b => b.ReceivedAt).ThenBy(b => b.FileName).ToListAsync(cancellationToken);
        return new CaseView
        {
            Number = number,
            Title = header.Title,
            Reference = header.Reference,
            State = header.State,
            CreatedAt = header.CreatedAt,
            Bundles = [.. bundles.Select(b => BundleView.Of(b, now))],
            Analysis = header.PublishedId is { } published ? await ReadDocumentAsync(context, published, language, cancellationToken) : null,
            CalendarName = header.CalendarName,
            AnalyzedAt = header.AnalyzedAt,
            RunState = header.Run?.State,
            Stage = now?.Stage,
            Progress = now?.Progress ?? 0,
            Reason = header.Run?.Reason,
        };
    }

    private static async Task<AnalysisDocument> ReadDocumentAsync(CaseDbContext context, int published, Language language, CancellationToken cancellationToken)
    {
        byte[] packed = await context.Set<PublishedTexts>().AsNoTracking()
            .Where(t => t.PublishedAnalysisId == published).Select(PublishedTexts.In(language)).SingleAsync(cancellationToken);
        return PackedDocument.Open(packed);
    }
}
