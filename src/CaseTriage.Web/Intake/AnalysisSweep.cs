using CaseTriage.Cases;
using CaseTriage.Cases.Model;
using Microsoft.EntityFrameworkCore;

namespace CaseTriage.Web.Intake;

/// <summary>At the start: every unfinished run gets a trigger, whatever became of its old one. One too many finds nothing to do.</summary>
internal sealed class AnalysisSweep(IDbContextFactory<CaseDbContext> contexts, AnalysisSchedule schedule) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await SweepAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops before it began; the next start sweeps.
        }
    }

    private async Task SweepAsync(CancellationToken stoppingToken)
    {
        await using CaseDbContext context = await contexts.CreateDbContextAsync(stoppingToken);
        List<AnalysisRun> unfinished = await context.Runs.AsNoTracking()
            .Where(r => r.State == RunState.Queued || r.State == RunState.Running).ToListAsync(stoppingToken);
        foreach (AnalysisRun run in unfinished)
        {
            await schedule.EnqueueAsync(run, stoppingToken);
        }
    }
}
