using CaseTriage.Analysis;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Mail;
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

        if (kind == CorrectionKind.Role)
        {
            await RememberAsync(context, number, subject, value, cancellationToken);
        }

        AnalysisRun run = supportCase.RequestAnalysis(time.GetUtcNow());
        await schedule.SaveAndEnqueueAsync(context, run, cancellationToken);
        await feed.PublishAsync(new CaseChange(number, CaseChangeKind.Received, null, 0));
        return CorrectionResult.Corrected;
    }

    /// <summary>Later cases know the person too; a word that is taken back is forgotten, unless another case said it since.</summary>
    private async Task RememberAsync(CaseDbContext context, string number, string subject, string? value, CancellationToken cancellationToken)
    {
        string key = PersonName.KeyOf(subject);
        if (key.Length is 0 or > RememberedPerson.MaxKeyLength)
        {
            return;
        }

        RememberedPerson? known = await context.People.SingleOrDefaultAsync(p => p.Key == key, cancellationToken);
        if (PartyNames.Parse(value ?? "") is { } party and not Party.Unknown)
        {
            known?.Tell(party, number, time.GetUtcNow());
            if (known is null)
            {
                context.People.Add(new RememberedPerson(key, party, number, time.GetUtcNow()));
            }
        }
        else if (known?.CaseNumber == number)
        {
            context.People.Remove(known);
        }
    }
}
