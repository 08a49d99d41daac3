using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace CaseTriage.Web.Features.Cases;

public enum CaseChangeKind
{
    Received,
    Progress,
    Done,
    Failed,
}

/// <summary>Something happened to a case; whoever shows it reads it anew, or moves its bar.</summary>
/// <param name="Stage">For progress: the stage.</param>
/// <param name="Progress">For progress: 0 to 1.</param>
public sealed record CaseChange(string CaseNumber, CaseChangeKind Kind, string? Stage, double Progress);

/// <summary>Tells open pages what happens to their case. In this process only.</summary>
public sealed partial class CaseFeed(ILogger<CaseFeed> logger)
{
    private readonly ConcurrentDictionary<string, ImmutableArray<Subscription>> _byCase = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, CaseChange> _running = new(StringComparer.Ordinal);

    /// <summary>Calls back for each change of a case, off the caller's thread but in the caller's language, until disposed.</summary>
    public IDisposable Subscribe(string caseNumber, Func<CaseChange, Task> onChange)
    {
        var subscription = new Subscription(this, caseNumber, onChange);
        _byCase.AddOrUpdate(caseNumber, [subscription], (_, others) => others.Add(subscription));
        return subscription;
    }

    /// <summary>How far the running analysis of a case is; null where none runs.</summary>
    public CaseChange? Running(string caseNumber) => _running.GetValueOrDefault(caseNumber);

    internal async Task PublishAsync(CaseChange change)
    {
        Remember(change);
        foreach (Subscription subscription in _byCase.GetValueOrDefault(change.CaseNumber, []))
        {
            try
            {
                await subscription.OnChange(change);
            }
            catch (Exception exception)
            {
                // A border: a page that is gone or at fault must not fail the analysis that it looks at.
                Log.PageNotTold(logger, exception);
            }
        }
    }

    private void Remember(CaseChange change)
    {
        if (change.Kind == CaseChangeKind.Progress)
        {
            _running[change.CaseNumber] = change;
        }
        else if (change.Kind is CaseChangeKind.Done or CaseChangeKind.Failed)
        {
            _running.TryRemove(change.CaseNumber, out _);
        }
    }

    private void Remove(Subscription subscription)
    {
        ImmutableArray<Subscription> left = _byCase.AddOrUpdate(
            subscription.CaseNumber, [], (_, others) => others.Remove(subscription));
        if (left.IsEmpty)
        {
            _byCase.TryRemove(KeyValuePair.Create(subscription.CaseNumber, left));
        }
    }

    private sealed class Subscription(CaseFeed feed, string caseNumber, Func<CaseChange, Task> onChange) : IDisposable
    {
        // The language of a page lives in its context; without it the page would be drawn in that of the worker.
        private readonly ExecutionContext? _context = ExecutionContext.Capture();

        public string CaseNumber { get; } = caseNumber;

        public Task OnChange(CaseChange change)
        {
            if (_context is null)
            {
                return onChange(change);
            }

            Task told = Task.CompletedTask;
            ExecutionContext.Run(_context, _ => told = onChange(change), state: null);
            return told;
        }

        public void Dispose() => feed.Remove(this);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A page could not be told of a change.")]
        public static partial void PageNotTold(ILogger logger, Exception exception);
    }
}
