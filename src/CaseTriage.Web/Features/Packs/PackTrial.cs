using System.Collections.Immutable;
using CaseTriage.Analysis;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Packs;
using CaseTriage.Cases;
using CaseTriage.Cases.Model;
using CaseTriage.Web.Features.Cases;
using Microsoft.EntityFrameworkCore;

namespace CaseTriage.Web.Features.Packs;

/// <summary>What a pack would change in one case.</summary>
public sealed record TrialRow(string Number, string Title, CaseState State, DryRun Changes)
{
    /// <summary>Whether the case is solved and would now name another cause.</summary>
    public bool IsClosedChanged => State == CaseState.Solved && Changes.ConcludesDifferently;
}

/// <summary>How far a trial is, and what came of it so far.</summary>
/// <param name="Pack">The pack that is tried.</param>
/// <param name="Total">Cases to judge.</param>
/// <param name="Done">Cases judged or passed over.</param>
/// <param name="Changed">Cases in which something changes that a reader would see.</param>
/// <param name="ClosedChanged">Solved cases that would now name another cause.</param>
/// <param name="Skipped">Cases without kept facts: they were analyzed by an old version, or their facts are damaged.</param>
/// <param name="Rows">The first changes, at most <see cref="PackTrial.MostRows"/>.</param>
/// <param name="IsRunning">Whether it goes on.</param>
public sealed record TrialState(PackReference Pack, int Total, int Done, int Changed, int ClosedChanged, int Skipped, ImmutableArray<TrialRow> Rows, bool IsRunning)
{
    /// <summary>0 to 1.</summary>
    public double Share => Total == 0 ? 1 : (double)Done / Total;

    /// <summary>The same with one more case judged.</summary>
    internal TrialState With(TrialRow row) => this with
    {
        Done = Done + 1,
        Changed = Changed + (row.Changes.IsSame ? 0 : 1),
        ClosedChanged = ClosedChanged + (row.IsClosedChanged ? 1 : 0),
        Rows = row.Changes.IsSame || Rows.Length == PackTrial.MostRows ? Rows : Rows.Add(row),
    };
}

/// <summary>
/// Judges the kept facts of all cases by other packs, beside those in use, and lists what would change. One at a time; nothing of a case is changed. It works on one thread, in the
/// background, and can be ended.
/// </summary>
public sealed partial class PackTrial(IDbContextFactory<CaseDbContext> contexts, PackShelf shelf, ILogger<PackTrial> logger) : IDisposable
{
    /// <summary>Changed cases that are listed.</summary>
    public const int MostRows = 200;

    private const int CasesPerRead = 50;
    private volatile Run? _run;

    /// <summary>Called when the state changes; off the caller's thread.</summary>
    public event EventHandler? Changed;

    /// <summary>The running trial, or the last one; null before the first.</summary>
    public TrialState? State => _run?.State;

    /// <summary>Begins a trial; one that runs is ended first.</summary>
    /// <returns>The work, for whoever wants to wait for it.</returns>
    /// <exception cref="InvalidPackException">The pack cannot be used.</exception>
    public Task Start(PackArchive archive)
    {
        string after = shelf.Stage(archive);
        string before = shelf.Current;
        var run = new Run(new TrialState(archive.Reference, 0, 0, 0, 0, 0, [], IsRunning: true));
        Interlocked.Exchange(ref _run, run)?.Stop();
        return Task.Factory.StartNew(() => Judge(run, before, after), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Ends a running trial; what it found so far stays.</summary>
    public void Stop() => _run?.Stop();

    public void Dispose() => Stop();

    private void Judge(Run run, string before, string after)
    {
        try
        {
            JudgeAll(run, KnowledgeBase.Load(before), KnowledgeBase.Load(after));
        }
        catch (Exception exception)
        {
            // The border of a background work: the server goes on.
            Log.Failed(logger, exception);
        }
        finally
        {
            run.State = run.State with { IsRunning = false };
            Changed?.Invoke(this, EventArgs.Empty);
        }
    }

    private void JudgeAll(Run run, KnowledgeBase before, KnowledgeBase after)
    {
        using CaseDbContext context = contexts.CreateDbContext();
        IQueryable<SupportCase> published = context.Cases.AsNoTracking().Where(c => c.PublishedId != null);
        run.State = run.State with { Total = published.Count() };
        int last = 0;
        while (!run.IsStopped)
        {
            int from = last;
            var cases = published.Where(c => c.Id > from).OrderBy(c => c.Id).Take(CasesPerRead)
                .Join(context.Set<PublishedTexts>(), c => c.PublishedId, t => t.PublishedAnalysisId, (c, t) => new { c.Id, c.Number, c.Title, c.State, t.Facts }).OrderBy(c => c.Id).ToList();
            if (cases.Count == 0)
            {
                break;
            }

            foreach (var supportCase in cases.TakeWhile(_ => !run.IsStopped))
            {
                run.State = ReadFacts(supportCase.Facts) is { } facts
                    ? run.State.With(new TrialRow(supportCase.Number, supportCase.Title, supportCase.State, DryRun.Compare(Evaluation.Of(before, facts), Evaluation.Of(after, facts))))
                    : run.State with { Done = run.State.Done + 1, Skipped = run.State.Skipped + 1 };
            }

            last = cases[^1].Id;
            Changed?.Invoke(this, EventArgs.Empty);
        }
    }

    /// <summary>The kept facts of a case; null where there are none.</summary>
    internal static FactTable? ReadFacts(byte[]? packed)
    {
        if (packed is null)
        {
            return null;
        }

        try
        {
            using Stream json = PackedDocument.OpenJson(packed);
            using var bytes = new MemoryStream();
            json.CopyTo(bytes);
            return StoredFacts.Read(bytes.ToArray());
        }
        catch (Exception damaged) when (damaged is Formats.MalformedDataException or InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>One trial; only its own thread writes its state.</summary>
    private sealed class Run(TrialState state)
    {
        private volatile TrialState _state = state;
        private volatile bool _isStopped;

        public TrialState State
        {
            get => _state;
            set => _state = value;
        }

        public bool IsStopped => _isStopped;

        public void Stop() => _isStopped = true;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The trial of a pack ended early.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
