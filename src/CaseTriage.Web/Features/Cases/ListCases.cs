using System.Collections.Immutable;
using System.Globalization;
using CaseTriage.Analysis;
using CaseTriage.Analysis.Documents;
using CaseTriage.Cases;
using CaseTriage.Cases.Model;
using Microsoft.EntityFrameworkCore;

namespace CaseTriage.Web.Features.Cases;

/// <summary>Which cases to list, last touched first.</summary>
/// <param name="Query">Part of a number, title, reference or serial number; null for all.</param>
/// <param name="State"><c>open</c>, <c>solved</c>, or null for both.</param>
/// <param name="After"><see cref="CasePage.Next"/> of the page before; null for the first.</param>
/// <param name="Limit">Rows a page, 1 to 200.</param>
public sealed record ListCasesRequest(string? Query, string? State, string? After, int Limit)
{
    /// <summary>Party that holds the ball; null for all.</summary>
    public string? Holder { get; init; }

    /// <summary>Language of the causes' names.</summary>
    public Language Language { get; init; }
}

/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record CasePage(ImmutableArray<CaseRow> Rows, string? Next);

/// <param name="TopCauseTitle">Likeliest cause that is not refuted; null before an analysis.</param>
/// <param name="Holder">Who holds the ball; null where no mail says or the case is solved.</param>
/// <param name="AnalysisState">State of the newest run; null before the first upload.</param>
public sealed record CaseRow(
    string Number,
    string Title,
    string? Reference,
    CaseState State,
    DateTimeOffset CreatedAt,
    DateTimeOffset LastActivityAt,
    int DeviceCount,
    int FailedDeviceCount,
    string? TopCauseTitle,
    Party? Holder,
    int BundleCount,
    RunState? AnalysisState);

public sealed class ListCases(IDbContextFactory<CaseDbContext> contexts)
{
    private const int MaxLimit = 200;

    public async Task<CasePage> RunAsync(ListCasesRequest request, CancellationToken cancellationToken)
    {
        int limit = Math.Clamp(request.Limit, 1, MaxLimit);
        await using CaseDbContext context = await contexts.CreateDbContextAsync(cancellationToken);
        IQueryable<SupportCase> cases = Filter(context.Cases.AsNoTracking(), request);
        var found = await cases
            .OrderByDescending(c => c.LastActivityAt).ThenByDescending(c => c.Id)
            .Take(limit + 1)
            .Select(c => new
            {
                c.Id,
                Row = new CaseRow(
                    c.Number,
                    c.Title,
                    c.Reference,
                    c.State,
                    c.CreatedAt,
                    c.LastActivityAt,
                    c.Devices.Count,
                    c.Devices.Count(d => d.Outcome == DeviceOutcome.Failed),
                    request.Language == Language.Chinese ? c.TopCauseInChinese : c.TopCauseInEnglish,
                    c.Holder,
                    c.Bundles.Count,
                    c.Runs.OrderByDescending(r => r.RequestedAt).Select(r => (RunState?)r.State).FirstOrDefault()),
            })
            .ToListAsync(cancellationToken);

        string? next = found.Count > limit ? new Cursor(found[limit - 1].Row.LastActivityAt, found[limit - 1].Id).ToString() : null;
        return new CasePage([.. found.Take(limit).Select(f => f.Row)], next);
    }

    private static IQueryable<SupportCase> Filter(IQueryable<SupportCase> cases, ListCasesRequest request)
    {
        if (Enum.TryParse(request.State, ignoreCase: true, out CaseState state))
        {
            cases = cases.Where(c => c.State == state);
        }

        if (Enum.TryParse(request.Holder, ignoreCase: true, out Party holder))
        {
            cases = cases.Where(c => c.Holder == holder);
        }

        if (!string.IsNullOrWhiteSpace(request.Query))
        {
            string pattern = $"%{Like.Escape(request.Query.Trim())}%";
            cases = cases.Where(c =>
                EF.Functions.Like(c.Number, pattern, Like.EscapeSign)
                || EF.Functions.Like(c.Title, pattern, Like.EscapeSign)
                || EF.Functions.Like(c.Reference ?? "", pattern, Like.EscapeSign)
                || c.Devices.Any(d => EF.Functions.Like(d.SerialNumber ?? "", pattern, Like.EscapeSign)));
        }

        return Cursor.TryParse(request.After) is { } after
            ? cases.Where(c => c.LastActivityAt < after.LastActivityAt || (c.LastActivityAt == after.LastActivityAt && c.Id < after.Id))
            : cases;
    }

    private readonly record struct Cursor(DateTimeOffset LastActivityAt, int Id)
    {
        public static Cursor? TryParse(string? text) =>
            text?.Split('.') is [var ticks, var id]
            && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out long at) && at <= DateTimeOffset.MaxValue.Ticks
            && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                ? new Cursor(new DateTimeOffset(at, TimeSpan.Zero), number)
                : null;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{LastActivityAt.UtcTicks}.{Id}");
    }
}
