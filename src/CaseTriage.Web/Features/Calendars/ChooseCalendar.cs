using CaseTriage.Analysis.Mail;
using CaseTriage.Cases;
using CaseTriage.Cases.Model;
using CaseTriage.Cases.Storage;
using CaseTriage.Web.Features.Cases;
using CaseTriage.Web.Intake;
using Microsoft.EntityFrameworkCore;

namespace CaseTriage.Web.Features.Calendars;

public enum CalendarChoice
{
    /// <summary>Taken, and an analysis is on its way.</summary>
    Chosen,

    /// <summary>It was so already.</summary>
    Unchanged,

    CaseNotFound,

    CalendarNotFound,
}

/// <summary>Chooses the calendar by which a case counts its working time.</summary>
public sealed class ChooseCalendar(IDbContextFactory<CaseDbContext> contexts, CalendarShelf shelf, CaseWriter writer, AnalysisSchedule schedule, CaseFeed feed, TimeProvider time)
{
    public async Task<CalendarChoice> RunAsync(string number, string name, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(name, version: null, cancellationToken) is null)
        {
            return CalendarChoice.CalendarNotFound;
        }

        using IDisposable turn = await writer.WaitAsync(cancellationToken);
        await using CaseDbContext context = await contexts.CreateDbContextAsync(cancellationToken);
        SupportCase? supportCase = await context.Cases.Include(c => c.Runs.Where(r => r.State == RunState.Queued)).SingleOrDefaultAsync(c => c.Number == number, cancellationToken);
        if (supportCase is null)
        {
            return CalendarChoice.CaseNotFound;
        }

        if (!supportCase.UseCalendar(name == BusinessCalendar.China.Name ? null : name, time.GetUtcNow()))
        {
            return CalendarChoice.Unchanged;
        }

        await schedule.SaveAndEnqueueAsync(context, supportCase.RequestAnalysis(time.GetUtcNow()), cancellationToken);
        await feed.PublishAsync(new CaseChange(number, CaseChangeKind.Received, null, 0));
        return CalendarChoice.Chosen;
    }
}
