using CaseTriage.Cases;
using CaseTriage.Cases.Model;
using CaseTriage.Cases.Storage;
using CaseTriage.Formats;
using CaseTriage.Web.Intake;
using Microsoft.EntityFrameworkCore;

namespace CaseTriage.Web.Features.Cases;

public enum ReadingResult
{
    /// <summary>Taken, and an analysis is on its way.</summary>
    Changed,

    /// <summary>It was so already.</summary>
    Unchanged,

    /// <summary>There is no such case, or no such bundle in it.</summary>
    NotFound,

    /// <summary>The password is empty or too long.</summary>
    Refused,
}

/// <summary>Changes how the archives of a bundle are read: in which encoding their names are, and with what password they open.</summary>
public sealed class ChangeReading(
    IDbContextFactory<CaseDbContext> contexts, CaseWriter writer, AnalysisSchedule schedule, BundlePasswords passwords, CaseFeed feed, TimeProvider time)
{
    public const int MaxPasswordLength = 256;

    /// <param name="names">The encoding; null lets it be found again.</param>
    public Task<ReadingResult> ChooseNamesAsync(string number, Guid bundleId, FileNameEncoding? names, CancellationToken cancellationToken) =>
        ChangeAsync(number, bundleId, bundle => bundle.ChooseNames(names), cancellationToken);

    /// <param name="password">Kept in memory for as long as this process lives, and nowhere else.</param>
    public async Task<ReadingResult> OpenWithPasswordAsync(string number, Guid bundleId, string password, CancellationToken cancellationToken) =>
        password.Length is 0 or > MaxPasswordLength
            ? ReadingResult.Refused
            : await ChangeAsync(
                number,
                bundleId,
                bundle =>
                {
                    passwords.Keep(bundle.Id, password);
                    bundle.OpenWithPassword();
                    return true;
                },
                cancellationToken);

    private async Task<ReadingResult> ChangeAsync(string number, Guid bundleId, Func<Bundle, bool> change, CancellationToken cancellationToken)
    {
        using IDisposable turn = await writer.WaitAsync(cancellationToken);
        await using CaseDbContext context = await contexts.CreateDbContextAsync(cancellationToken);
        SupportCase? supportCase = await context.Cases.Include(c => c.Bundles).Include(c => c.Runs.Where(r => r.State == RunState.Queued))
            .SingleOrDefaultAsync(c => c.Number == number, cancellationToken);
        if (supportCase?.Bundles.Find(b => b.Id == bundleId) is not { } bundle)
        {
            return ReadingResult.NotFound;
        }

        if (!change(bundle))
        {
            return ReadingResult.Unchanged;
        }

        AnalysisRun run = supportCase.RequestAnalysis(time.GetUtcNow());
        await schedule.SaveAndEnqueueAsync(context, run, cancellationToken);
        await feed.PublishAsync(new CaseChange(number, CaseChangeKind.Received, null, 0));
        return ReadingResult.Changed;
    }
}
