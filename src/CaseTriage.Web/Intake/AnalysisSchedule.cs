using System.Data.Common;
using System.Globalization;
using CaseTriage.Cases;
using CaseTriage.Cases.Model;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace CaseTriage.Web.Intake;

/// <summary>
/// Puts analysis runs before the worker. One job a case, so that runs of a case follow one another; one trigger a run, named by it,
/// so that asking twice is asking once.
/// </summary>
public sealed class AnalysisSchedule(ISchedulerFactory schedulers)
{
    internal const string CaseIdKey = "caseId";

    /// <summary>
    /// Saves what the caller changed and enqueues the run, in one transaction. Called within a turn of
    /// <see cref="Cases.Storage.CaseWriter"/>. A run that waits already needs no second trigger.
    /// </summary>
    public async Task SaveAndEnqueueAsync(CaseDbContext context, AnalysisRun run, CancellationToken cancellationToken)
    {
        context.ChangeTracker.DetectChanges();
        if (context.Entry(run).State != EntityState.Added)
        {
            await context.SaveChangesAsync(cancellationToken);
            return;
        }

        IScheduler scheduler = await schedulers.GetScheduler(cancellationToken);
        int caseId = context.Entry(run).Property(r => r.SupportCaseId).CurrentValue;
        await context.Database.OpenConnectionAsync(cancellationToken);

        // The scheduler takes its own lock before the file's. So must we, or each waits for the other: the transaction begins without
        // the file's lock, and the scheduler's call is the first in it.
        var connection = (SqliteConnection)context.Database.GetDbConnection();
        await using DbTransaction transaction = connection.BeginTransaction(deferred: true);
        await context.Database.UseTransactionAsync(transaction, cancellationToken);
        using (scheduler.EnlistTransaction(transaction))
        {
            await ScheduleAsync(scheduler, caseId, run.Id, cancellationToken);
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    /// <summary>Enqueues a run that lost its trigger.</summary>
    public async Task EnqueueAsync(AnalysisRun run, CancellationToken cancellationToken) =>
        await ScheduleAsync(await schedulers.GetScheduler(cancellationToken), run.SupportCaseId, run.Id, cancellationToken);

    private static async Task ScheduleAsync(IScheduler scheduler, int caseId, Guid runId, CancellationToken cancellationToken)
    {
        IJobDetail job = JobBuilder.Create<IntakeWorker>()
            .WithIdentity(string.Create(CultureInfo.InvariantCulture, $"case-{caseId}"))
            .UsingJobData(CaseIdKey, caseId.ToString(CultureInfo.InvariantCulture))
            .RequestRecovery()
            .Build();
        ITrigger trigger = TriggerBuilder.Create().WithIdentity(runId.ToString("N")).ForJob(job).StartNow().Build();
        await scheduler.ScheduleJob(job, [trigger], new ScheduleJobOptions { Replace = true }, cancellationToken);
    }
}
