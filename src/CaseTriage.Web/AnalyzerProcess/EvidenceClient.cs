using CaseTriage.Web.Features.Cases;
using CaseTriage.Web.Hosting;
using CaseTriage.Web.Intake;
using Microsoft.Extensions.Options;

namespace CaseTriage.Web.AnalyzerProcess;

/// <summary>Has a place in a foreign file shown by a child process, two at a time.</summary>
internal sealed class EvidenceClient(IOptions<CaseTriageOptions> options, IOptions<IntakeOptions> limits, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private readonly SemaphoreSlim _turns = new(2, 2);

    /// <returns>What the child says; unavailable as <c>unreadable</c> where it says nothing.</returns>
    public async Task<EvidenceView> ReadAsync(EvidenceRequest request, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            return await AskAsync(request, cancellationToken);
        }
        catch (Exception exception) when (
            exception is IOException or InvalidDataException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return EvidenceViews.Unavailable(request.Artifact, request.Locator, "unreadable");
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();

    private async Task<EvidenceView> AskAsync(EvidenceRequest request, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(s_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        string temporary = Path.Combine(options.Value.WorkFolder, Guid.NewGuid().ToString("N"));
        await using ChildProcess child = ChildProcess.Start(EvidenceWorker.Command, temporary, limits.Value.MaxMemoryInMiB);
        WorkerPipe.WriteLine(child.Input, request);
        await child.Input.FlushAsync(either.Token);
        await foreach (EvidenceView view in WorkerPipe.ReadLinesAsync<EvidenceView>(child.Output, either.Token))
        {
            return view;
        }

        return EvidenceViews.Unavailable(request.Artifact, request.Locator, "unreadable");
    }
}
