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
public sealed record TrialRow(string Number, string Title, CaseState State, DryRun Changes);

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
    private readonly Lock _lock = new();
    private CancellationTokenSource? _running;
    private TrialState? _state;

    /// <summary>Called when the state changes; off the caller's thread.</summary>
    public event EventHandler? Changed;

    /// <summary>The running trial, or the last one; null before the first.</summary>
    public TrialState? State
    {
        get
        {
            lock (_lock)
            {
                return _state;
            }
        }
    }

    /// <summary>Begins a trial; one that runs is ended first.</summary>
    /// <returns>The work, for whoever wants to wait for it.</returns>
    /// <exception cref="InvalidPackException">The pack cannot be used.</exception>
    public Task Start(PackArchive archive)
    {
        string folder = shelf.Stage(archive);
        Stop();
        var running = new CancellationTokenSource();
        lock (_lock)
        {
            _running = running;
            _state = new TrialState(archive.Reference, 0, 0, 0, 0, 0, [], IsRunning: true);
        }

        return Task.Factory.StartNew(() => Run(shelf.Current, folder, running.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Ends a running trial; what it found so far stays.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _running?.Cancel();
            _running?.Dispose();
            _running = null;
        }
    }

    public void Dispose() => Stop();

    private void Run(string before, string after, CancellationToken cancellationToken)
    {
        try
        {
            var knownBefore = KnowledgeBase.Load(before);
            var knownAfter = KnowledgeBase.Load(after);
            using CaseDbContext context = contexts.CreateDbContext();
            IQueryable<SupportCase> published = context.Cases.AsNoTracking().Where(c => c.PublishedId != null);
            int total = published.Count();
            Update(state => state with { Total = total });
            int last = 0;
            while (true)
            {
                int from = last;
                var cases = published.Where(c => c.Id > from).OrderBy(c => c.Id).Take(CasesPerRead)
                    .Join(context.Set<PublishedTexts>(), c => c.PublishedId, t => t.PublishedAnalysisId, (c, t) => new { c.Id, c.Number, c.Title, c.State, t.Facts }).OrderBy(c => c.Id).ToList();
                if (cases.Count == 0)
                {
                    break;
                }

                foreach (var supportCase in cases)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    Judge(supportCase.Facts, knownBefore, knownAfter, changes => new TrialRow(supportCase.Number, supportCase.Title, supportCase.State, changes), cancellationToken);
                }

                last = cases[^1].Id;
                Changed?.Invoke(this, EventArgs.Empty);
            }
        }
        catch (OperationCanceledException)
        {
            // It was ended; what was found stays.
        }
        catch (Exception exception)
        {
            // The border of a background work: the server goes on.
            Log.Failed(logger, exception);
        }
        finally
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                Stop();
            }

            Update(state => state with { IsRunning = false });
            Changed?.Invoke(this, EventArgs.Empty);
        }
    }

    private void Judge(byte[]? packed, KnowledgeBase before, KnowledgeBase after, Func<DryRun, TrialRow> row, CancellationToken cancellationToken)
    {
        if (ReadFacts(packed) is not { } facts)
        {
            Update(state => state with { Done = state.Done + 1, Skipped = state.Skipped + 1 });
            return;
        }

        var changes = DryRun.Compare(Evaluation.Of(before, facts), Evaluation.Of(after, facts));
        cancellationToken.ThrowIfCancellationRequested();
        TrialRow told = row(changes);
        Update(state => state with
        {
            Done = state.Done + 1,
            Changed = state.Changed + (changes.IsSame ? 0 : 1),
            ClosedChanged = state.ClosedChanged + (told.State == CaseState.Solved && changes.ConcludesDifferently ? 1 : 0),
            Rows = changes.IsSame || state.Rows.Length == MostRows ? state.Rows : state.Rows.Add(told),
        });
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

    private void Update(Func<TrialState, TrialState> change)
    {
        lock (_lock)
        {
            _state = _state is null ? null : change(_state);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The trial of a pack ended early.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
