using CaseTriage.Analysis;
using CaseTriage.Cases;
using CaseTriage.Cases.Model;
using CaseTriage.Cases.Storage;
using CaseTriage.Web.Intake;
using Microsoft.EntityFrameworkCore;

namespace CaseTriage.Web.Features.Cases;

public enum CorrectionResult
{
    /// <summary>Taken, and an analysis is on its way.</summary>
    Corrected,

    /// <summary>It was so already.</summary>
    Unchanged,

    CaseNotFound,

    /// <summary>The subject or the value is empty or too long.</summary>
    Refused,
}

/// <summary>Takes the word of a person on how a mail is to be read.</summary>
public sealed class CorrectCase(IDbContextFactory<CaseDbContext> contexts, CaseWriter writer, AnalysisSchedule schedule, CaseFeed feed, TimeProvider time)
{
    /// <param name="number">Number of the case.</param>
    /// <param name="kind">What is put right.</param>
    /// <param name="subject">Of what.</param>
    /// <param name="value">What holds instead; null takes the word back.</param>
    /// <param name="cancellationToken">Ends the wait for the turn to write.</param>
    public async Task<CorrectionResult> RunAsync(string number, CorrectionKind kind, string subject, string? value, CancellationToken cancellationToken)
    {
        if (!CaseCorrection.IsAllowed(subject, value))
        {
            return CorrectionResult.Refused;
        }

        using IDisposable turn = await writer.WaitAsync(cancellationToken);
        await using CaseDbContext context = await contexts.CreateDbContextAsync(cancellationToken);
        SupportCase? supportCase = await context.Cases.Include(c => c.Corrections).Include(c => c.Runs.Where(r => r.State == RunState.Queued))
            .SingleOrDefaultAsync(c => c.Number == number, cancellationToken);
        if (supportCase is null)
        {
            return CorrectionResult.CaseNotFound;
        }

        if (!supportCase.Correct(kind, subject, value, time.GetUtcNow()))
        {
            return CorrectionResult.Unchanged;
        }

        AnalysisRun run = supportCase.RequestAnalysis(time.GetUtcNow());
        await schedule.SaveAndEnqueueAsync(context, run, cancellationToken);
        await feed.PublishAsync(new CaseChange(number, CaseChangeKind.Received, null, 0));
        return CorrectionResult.Corrected;
    }
}
