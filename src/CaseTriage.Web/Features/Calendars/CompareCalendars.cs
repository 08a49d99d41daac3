using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Mail;
using CaseTriage.Cases;
using CaseTriage.Cases.Model;
using CaseTriage.Web.Features.Cases;
using Microsoft.EntityFrameworkCore;

namespace CaseTriage.Web.Features.Calendars;

/// <param name="Number">Number of the case.</param>
/// <param name="Title">Its title.</param>
/// <param name="Before">Its business time now.</param>
/// <param name="After">Its business time by the other calendar.</param>
public sealed record CalendarDifference(string Number, string Title, TimeSpan Before, TimeSpan After);

/// <summary>What a change of a calendar would change, told before it is saved.</summary>
public sealed class CompareCalendars(IDbContextFactory<CaseDbContext> contexts)
{
    /// <summary>The cases that count by the calendar of this name and whose figures it would change, by number.</summary>
    public async Task<ImmutableArray<CalendarDifference>> RunAsync(BusinessCalendar calendar, CancellationToken cancellationToken)
    {
        await using CaseDbContext context = await contexts.CreateDbContextAsync(cancellationToken);
        var published = context.Cases.AsNoTracking().CountedBy(calendar.Name).Where(c => c.PublishedId != null).OrderBy(c => c.Number)
            .SelectMany(c => context.Set<PublishedTexts>().Where(t => t.PublishedAnalysisId == c.PublishedId), (c, t) => new { c.Number, c.Title, t.English });
        var differences = ImmutableArray.CreateBuilder<CalendarDifference>();
        await foreach (var row in published.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (PackedDocument.Open(row.English).Waiting is { } ledger && After(ledger, calendar) is var after && after != ledger.Total.Business)
            {
                differences.Add(new CalendarDifference(row.Number, row.Title, ledger.Total.Business, after));
            }
        }

        return differences.ToImmutable();
    }

    private static TimeSpan After(WaitingLedger ledger, BusinessCalendar calendar) =>
        ledger.Intervals.Aggregate(TimeSpan.Zero, (sum, interval) => sum + calendar.BusinessTime(interval.From, interval.To));
}
