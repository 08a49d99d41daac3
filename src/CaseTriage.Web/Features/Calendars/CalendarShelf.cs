using System.Collections.Immutable;
using CaseTriage.Analysis.Mail;
using CaseTriage.Cases;
using CaseTriage.Cases.Model;
using Microsoft.EntityFrameworkCore;

namespace CaseTriage.Web.Features.Calendars;

/// <summary>The calendars there are: those that came with the program and those that people saved. Of one name the last saved holds.</summary>
public sealed class CalendarShelf(IDbContextFactory<CaseDbContext> contexts)
{
    /// <summary>The newest version of each calendar, by name.</summary>
    public async Task<ImmutableArray<ShelvedCalendar>> ListAsync(CancellationToken cancellationToken)
    {
        await using CaseDbContext context = await contexts.CreateDbContextAsync(cancellationToken);
        List<CalendarVersion> saved = await context.Calendars.AsNoTracking()
            .Where(c => !context.Calendars.Any(later => later.Name == c.Name && later.Id > c.Id)).ToListAsync(cancellationToken);
        return
        [
            .. saved.Select(version => new ShelvedCalendar(CalendarFile.Read(version.Content), version.SavedAt))
                .Concat(BusinessCalendar.All.Where(shipped => !saved.Exists(version => version.Name == shipped.Name)).Select(shipped => new ShelvedCalendar(shipped, SavedAt: null)))
                .OrderBy(shelved => shelved.Calendar.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>A calendar by its name, in the version asked for or the newest; null where there is none.</summary>
    public async Task<BusinessCalendar?> FindAsync(string name, string? version, CancellationToken cancellationToken)
    {
        await using CaseDbContext context = await contexts.CreateDbContextAsync(cancellationToken);
        byte[]? content = await context.Calendars.AsNoTracking()
            .Where(c => c.Name == name && (version == null || c.Version == version)).OrderByDescending(c => c.Id).Select(c => c.Content).FirstOrDefaultAsync(cancellationToken);
        return content is not null ? CalendarFile.Read(content)
            : BusinessCalendar.All.FirstOrDefault(shipped => shipped.Name == name && (version is null || shipped.Version == version));
    }

    /// <summary>The calendar of a case by the name chosen for it; the usual one where none was chosen.</summary>
    public async Task<BusinessCalendar> OfCaseAsync(string? name, CancellationToken cancellationToken) =>
        await FindAsync(name ?? BusinessCalendar.China.Name, version: null, cancellationToken) ?? BusinessCalendar.China;
}

/// <param name="Calendar">The calendar.</param>
/// <param name="SavedAt">When a person saved it; null where it is as it came with the program.</param>
public sealed record ShelvedCalendar(BusinessCalendar Calendar, DateTimeOffset? SavedAt);
