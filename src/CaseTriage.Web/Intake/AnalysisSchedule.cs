using CaseTriage.Cases.Model;
using Microsoft.EntityFrameworkCore.Storage;
using Quartz;

namespace CaseTriage.Web.Intake;

/// <summary>
/// Puts analysis runs before the worker. One job a case, so that runs of a case follow one another; one trigger a run, named by it,
/// so that asking twice is asking once.
/// </summary>
public sealed class AnalysisSchedule(ISchedulerFactory schedulers)
{
    internal const string CaseIdKey = "caseId";

    /// <summary>Enqueues a run in the caller's transaction and commits it: both happen, or neither.</summary>
    public async Task EnqueueAndCommitAsync(AnalysisRun run, IDbContextTransaction transaction, CancellationToken cancellationToken)
    {
        IScheduler scheduler = await schedulers.GetScheduler(cancellationToken);
        using (scheduler.EnlistTransaction(transaction.GetDbTransaction()))
        {
            await EnqueueAsync(scheduler, run, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    /// <summary>Enqueues a run that lost its trigger, on its own.</summary>
    public async Task EnqueueAsync(AnalysisRun run, CancellationToken cancellationToken) =>
        await EnqueueAsync(await schedulers.GetScheduler(cancellationToken), run, cancellationToken);

    private static async Task EnqueueAsync(IScheduler scheduler, AnalysisRun run, CancellationToken cancellationToken)
    {
        IJobDetail job = JobBuilder.Create<IntakeWorker>()
            .WithIdentity(FormattableString.Invariant($"case-{run.SupportCaseId}"))
            .UsingJobData(CaseIdKey, run.SupportCaseId.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .RequestRecovery()
            .Build();
        ITrigger trigger = TriggerBuilder.Create().WithIdentity(run.Id.ToString("N")).ForJob(job).StartNow().Build();
        await scheduler.ScheduleJob(job, [trigger], new ScheduleJobOptions { Replace = true }, cancellationToken);
    }
}
