using System.Globalization;
using CaseTriage.Analysis.Mail;
using CaseTriage.Cases;
using CaseTriage.Cases.Model;
using CaseTriage.Cases.Storage;
using CaseTriage.Web.Features.Cases;
using CaseTriage.Web.Intake;
using Microsoft.EntityFrameworkCore;

namespace CaseTriage.Web.Features.Calendars;

/// <summary>Saves a calendar as a new version, and has the cases that count by it analyzed again.</summary>
public sealed class SaveCalendar(IDbContextFactory<CaseDbContext> contexts, CalendarShelf shelf, CaseWriter writer, AnalysisSchedule schedule, CaseFeed feed, TimeProvider time)
{
    /// <param name="calendar">The calendar; its version is replaced by a new one.</param>
    /// <param name="cancellationToken">Ends the wait for the turn to write.</param>
    /// <returns>The version under which it stands now; the old one where nothing changed.</returns>
    public async Task<string> RunAsync(BusinessCalendar calendar, CancellationToken cancellationToken)
    {
        using IDisposable turn = await writer.WaitAsync(cancellationToken);
        if (await shelf.FindAsync(calendar.Name, version: null, cancellationToken) is { } newest && IsSame(calendar, newest))
        {
            return newest.Version;
        }

        await using CaseDbContext context = await contexts.CreateDbContextAsync(cancellationToken);
        DateTimeOffset now = time.GetUtcNow();
        int number = await context.Calendars.CountAsync(c => c.Name == calendar.Name, cancellationToken) + 1;
        string version = string.Create(CultureInfo.InvariantCulture, $"{now:yyyy-MM-dd}.{number}");
        context.Calendars.Add(new CalendarVersion(calendar.Name, version, CalendarFile.Write(calendar with { Version = version }), now));
        await context.SaveChangesAsync(cancellationToken);
        await AnalyzeAgainAsync(context, calendar.Name, now, cancellationToken);
        return version;
    }

    private static bool IsSame(BusinessCalendar one, BusinessCalendar other) => CalendarFile.Write(one with { Version = other.Version }).AsSpan().SequenceEqual(CalendarFile.Write(other));

    private async Task AnalyzeAgainAsync(CaseDbContext context, string name, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<SupportCase> cases = await context.Cases.Include(c => c.Runs.Where(r => r.State == RunState.Queued)).CountedBy(name).Where(c => c.Bundles.Any()).ToListAsync(cancellationToken);
        foreach (SupportCase supportCase in cases)
        {
            await schedule.SaveAndEnqueueAsync(context, supportCase.RequestAnalysis(now), cancellationToken);
            await feed.PublishAsync(new CaseChange(supportCase.Number, CaseChangeKind.Received, null, 0));
        }
    }
}
