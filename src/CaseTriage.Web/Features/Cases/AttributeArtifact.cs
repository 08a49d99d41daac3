using CaseTriage.Cases;
using CaseTriage.Cases.Model;
using CaseTriage.Cases.Storage;
using CaseTriage.Web.Intake;
using Microsoft.EntityFrameworkCore;

namespace CaseTriage.Web.Features.Cases;

public enum AttributionResult
{
    /// <summary>Taken, and an analysis is on its way.</summary>
    Attributed,

    /// <summary>It was so already.</summary>
    Unchanged,

    CaseNotFound,

    /// <summary>The path is empty or too long, or the text is no serial number.</summary>
    Refused,
}

public sealed class AttributeArtifact(
    IDbContextFactory<CaseDbContext> contexts, CaseWriter writer, AnalysisSchedule schedule, CaseFeed feed, TimeProvider time)
{
    /// <param name="number">Number of the case.</param>
    /// <param name="artifactPath">Path of a file; of a folder or archive with its separator behind it, for all in it; or the handle of a device without a name.</param>
    /// <param name="device">Serial number; empty: of no device; null takes the word back.</param>
    /// <param name="cancellationToken">Ends the wait for the turn to write.</param>
    public async Task<AttributionResult> RunAsync(string number, string artifactPath, string? device, CancellationToken cancellationToken)
    {
        string? serial = device?.Trim();
        if (!ArtifactAttribution.IsAllowed(artifactPath, serial))
        {
            return AttributionResult.Refused;
        }

        using IDisposable turn = await writer.WaitAsync(cancellationToken);
        await using CaseDbContext context = await contexts.CreateDbContextAsync(cancellationToken);
        SupportCase? supportCase = await context.Cases.Include(c => c.Attributions).Include(c => c.Runs.Where(r => r.State == RunState.Queued))
            .SingleOrDefaultAsync(c => c.Number == number, cancellationToken);
        if (supportCase is null)
        {
            return AttributionResult.CaseNotFound;
        }

        if (!supportCase.AttributeArtifact(artifactPath, serial, time.GetUtcNow()))
        {
            return AttributionResult.Unchanged;
        }

        AnalysisRun run = supportCase.RequestAnalysis(time.GetUtcNow());
        await schedule.SaveAndEnqueueAsync(context, run, cancellationToken);
        await feed.PublishAsync(new CaseChange(number, CaseChangeKind.Received, null, 0));
        return AttributionResult.Attributed;
    }
}
