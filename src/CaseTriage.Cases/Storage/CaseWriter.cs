namespace CaseTriage.Cases.Storage;

/// <summary>
/// Gives those who change the case file their turn, one at a time. SQLite has one writer anyway; waiting here costs no thread, and what
/// was read within a turn still holds when it is written.
/// </summary>
public sealed class CaseWriter : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Waits for the turn; disposing the result ends it.</summary>
    public async Task<IDisposable> WaitAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        return new Turn(_turn);
    }

    public void Dispose() => _turn.Dispose();

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
