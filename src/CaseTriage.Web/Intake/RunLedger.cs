using CaseTriage.Cases;
using CaseTriage.Cases.Model;
using CaseTriage.Cases.Storage;
using CaseTriage.Web.AnalyzerProcess;
using CaseTriage.Web.Features.Cases;
using Microsoft.EntityFrameworkCore;

namespace CaseTriage.Web.Intake;

/// <summary>What a begun run works on: the case as it was at that moment.</summary>
internal sealed record RunWork(
    Guid RunId,
    int Attempt,
    int CaseId,
    string CaseNumber,
    IReadOnlyList<Bundle> Bundles,
    IReadOnlyList<ArtifactAttribution> Attributions,
    IReadOnlyList<CaseCorrection> Corrections,
    IReadOnlyList<RememberedPerson> People,
    string? CalendarName);

/// <summary>Keeps the rows of runs and bundles true while a run goes its way. Every step is one transaction.</summary>
internal sealed class RunLedger(IDbContextFactory<CaseDbContext> contexts, CaseWriter writer, BundlePasswords passwords, CaseFeed feed, TimeProvider time)
{
    /// <summary>Begins the oldest unfinished run of a case. One that was begun three times without an end is set aside on the way.</summary>
    /// <returns>Null where none is left.</returns>
    public async Task<RunWork?> BeginAsync(int caseId, CancellationToken cancellationToken)
    {
        using IDisposable turn = await writer.WaitAsync(cancellationToken);
        await using CaseDbContext context = await contexts.CreateDbContextAsync(cancellationToken);
        SupportCase supportCase = await LoadAsync(context, caseId, cancellationToken);
        AnalysisRun[] unfinished = [.. supportCase.Runs.OrderBy(r => r.RequestedAt)];
        foreach (AnalysisRun spent in unfinished.Where(r => !r.CanBegin))
        {
            SetAside(supportCase, spent, FailureCode.Crashed);
            await feed.PublishAsync(new CaseChange(supportCase.Number, CaseChangeKind.Failed, null, 0));
        }

        AnalysisRun? run = Array.Find(unfinished, r => r.CanBegin);
        run?.Begin(time.GetUtcNow());
        foreach (Bundle bundle in supportCase.Bundles.Where(b => run is not null && b.State != BundleState.Analyzed))
        {
            bundle.BeginAnalysis();
        }

        foreach (Bundle locked in supportCase.Bundles.Where(b => b.Opening is not null && passwords.Find(b.Id) is null))
        {
            locked.ForgetPassword();
        }

        await context.SaveChangesAsync(cancellationToken);
        return run is null
            ? null
            : new RunWork(
                run.Id,
                run.Attempts,
                caseId,
                supportCase.Number,
                supportCase.Bundles,
                supportCase.Attributions,
                supportCase.Corrections,
                await PeopleAsync(context, supportCase.Number, cancellationToken),
                supportCase.CalendarName);
    }

    /// <summary>Publishes the result and ends the run. Saying it twice changes nothing.</summary>
    public async Task PublishAsync(RunWork work, AnalysisOutcome outcome, CancellationToken cancellationToken)
    {
        using IDisposable turn = await writer.WaitAsync(cancellationToken);
        await using CaseDbContext context = await contexts.CreateDbContextAsync(cancellationToken);
        SupportCase supportCase = await LoadAsync(context, work.CaseId, cancellationToken);
        await context.Entry(supportCase).Reference(c => c.Published).LoadAsync(cancellationToken);
        await context.Entry(supportCase).Collection(c => c.Devices).LoadAsync(cancellationToken);
        await context.Entry(supportCase).Collection(c => c.Findings).LoadAsync(cancellationToken);
        PublishedAnalysis? earlier = await context.Published.SingleOrDefaultAsync(
            p => p.SupportCaseId == work.CaseId && p.InputsHash == outcome.Key.InputsHash && p.PacksHash == outcome.Key.PacksHash, cancellationToken);

        supportCase.RecordAnalysis(outcome, earlier, time.GetUtcNow());
        supportCase.Runs.Find(r => r.Id == work.RunId)?.Finish(outcome.ResultHash, time.GetUtcNow());
        foreach (Bundle bundle in supportCase.Bundles.Where(b => work.Bundles.Any(done => done.Id == b.Id)))
        {
            bundle.FinishAnalysis();
        }

        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Gives a run back that the server's own stop cut short; it costs no attempt.</summary>
    public Task GiveBackAsync(RunWork work, CancellationToken cancellationToken) => ChangeAsync(
        work,
        (supportCase, run) =>
        {
            run.GiveBack();
            foreach (Bundle bundle in supportCase.Bundles.Where(b => b.State == BundleState.Analyzing))
            {
                bundle.WaitAgain();
            }
        },
        cancellationToken);

    /// <summary>Notes that an attempt failed.</summary>
    /// <returns>Whether that was the last one and the run is set aside.</returns>
    public async Task<bool> RecordFailureAsync(RunWork work, string code, CancellationToken cancellationToken)
    {
        if (work.Attempt < AnalysisRun.MaxAttempts)
        {
            return false;
        }

        await ChangeAsync(work, (supportCase, run) => SetAside(supportCase, run, code), cancellationToken);
        return true;
    }

    private async Task ChangeAsync(RunWork work, Action<SupportCase, AnalysisRun> change, CancellationToken cancellationToken)
    {
        using IDisposable turn = await writer.WaitAsync(cancellationToken);
        await using CaseDbContext context = await contexts.CreateDbContextAsync(cancellationToken);
        SupportCase supportCase = await LoadAsync(context, work.CaseId, cancellationToken);
        change(supportCase, supportCase.Runs.Single(r => r.Id == work.RunId));
        await context.SaveChangesAsync(cancellationToken);
    }

    private void SetAside(SupportCase supportCase, AnalysisRun run, string code)
    {
        run.Fail(code, time.GetUtcNow());
        foreach (Bundle bundle in supportCase.Bundles.Where(b => b.State == BundleState.Analyzing))
        {
            bundle.Fail(code);
        }
    }

    /// <summary>What other cases remember of people.</summary>
    /// <summary>People whose party was told in other cases, the newest words first.</summary>
    internal static Task<List<RememberedPerson>> PeopleAsync(CaseDbContext context, string number, CancellationToken cancellationToken) => context.People.AsNoTracking()
        .Where(p => p.CaseNumber != number).OrderByDescending(p => p.GivenAt).ThenBy(p => p.Key).Take(RememberedPerson.MostGiven).ToListAsync(cancellationToken);

    /// <summary>The case with its bundles, attributions, corrections and unfinished runs.</summary>
    private static Task<SupportCase> LoadAsync(CaseDbContext context, int caseId, CancellationToken cancellationToken) => context.Cases
        .Include(c => c.Bundles)
        .Include(c => c.Attributions)
        .Include(c => c.Corrections)
        .Include(c => c.Runs.Where(r => r.State == RunState.Queued || r.State == RunState.Running))
        .SingleAsync(c => c.Id == caseId, cancellationToken);
}
