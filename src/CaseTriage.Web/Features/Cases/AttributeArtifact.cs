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

    /// <summary>The path or the serial number is empty or too long.</summary>
    Refused,
}

public sealed class AttributeArtifact(
    IDbContextFactory<CaseDbContext> contexts, CaseWriter writer, AnalysisSchedule schedule, CaseFeed feed, TimeProvider time)
{
    /// <param name="device">Serial number; null takes the word back.</param>
    public async Task<AttributionResult> RunAsync(string number, string artifactPath, string? device, CancellationToken cancellationToken)
    {
        string? serial = string.IsNullOrWhiteSpace(device) ? null : device.Trim();
        if (artifactPath.Length is 0 or > ArtifactAttribution.MaxPathLength || serial?.Length > Bundle.MaxDeviceLength)
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
