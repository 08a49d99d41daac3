using CaseTriage.Analysis.Mail;
using CaseTriage.Cases;
using CaseTriage.Cases.Model;
using CaseTriage.Cases.Storage;
using CaseTriage.Web.Intake;
using Microsoft.EntityFrameworkCore;

namespace CaseTriage.Web.Features.Cases;

/// <summary>Forgets the party of a person that was remembered from an earlier case, and reads this case again without it.</summary>
public sealed class ForgetPerson(IDbContextFactory<CaseDbContext> contexts, CaseWriter writer, AnalysisSchedule schedule, CaseFeed feed, TimeProvider time)
{
    /// <param name="number">Number of the case whose page asks.</param>
    /// <param name="name">Sender as shown.</param>
    /// <param name="cancellationToken">Ends the wait for the turn to write.</param>
    public async Task<CorrectionResult> RunAsync(string number, string name, CancellationToken cancellationToken)
    {
        string key = PersonName.KeyOf(name);
        using IDisposable turn = await writer.WaitAsync(cancellationToken);
        await using CaseDbContext context = await contexts.CreateDbContextAsync(cancellationToken);
        SupportCase? supportCase = await context.Cases.Include(c => c.Runs.Where(r => r.State == RunState.Queued)).SingleOrDefaultAsync(c => c.Number == number, cancellationToken);
        if (supportCase is null)
        {
            return CorrectionResult.CaseNotFound;
        }

        if (await context.People.SingleOrDefaultAsync(p => p.Key == key, cancellationToken) is not { } person)
        {
            return CorrectionResult.Unchanged;
        }

        context.People.Remove(person);
        await schedule.SaveAndEnqueueAsync(context, supportCase.RequestAnalysis(time.GetUtcNow()), cancellationToken);
        await feed.PublishAsync(new CaseChange(number, CaseChangeKind.Received, null, 0));
        return CorrectionResult.Corrected;
    }
}
