using CaseTriage.Analysis;
using CaseTriage.Web.Hosting;
using CaseTriage.Web.Intake;
using Microsoft.Extensions.Options;

namespace CaseTriage.Web.AnalyzerProcess;

/// <summary>An analysis has no result.</summary>
/// <param name="code">One of <see cref="FailureCode"/>.</param>
internal sealed class AnalyzerFailedException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Code { get; } = code;
}

/// <summary>The two documents of an analysis and its facts, gzipped JSON.</summary>
internal sealed record AnalyzedDocuments(byte[] Chinese, byte[] English, byte[]? Facts);

/// <summary>Has a case analyzed by a child process and passes on what it says.</summary>
internal sealed partial class AnalyzerClient(
    IOptions<CaseTriageOptions> options, IOptions<IntakeOptions> limits, TimeProvider time, ILogger<AnalyzerClient> logger)
{
    /// <param name="onProgress">Told at most ten times a second.</param>
    /// <param name="onEvent">Told of every event record.</param>
    /// <exception cref="AnalyzerFailedException">The child gave no result.</exception>
    public async Task<AnalyzedDocuments> RunAsync(
        AnalyzeManifest manifest, Func<WorkerProgress, Task> onProgress, Action<EventRow> onEvent, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(limits.Value.MaxDuration, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        string temporary = Path.Combine(options.Value.WorkFolder, Guid.NewGuid().ToString("N"));
        await using ChildProcess child = ChildProcess.Start(AnalyzeWorker.Command, temporary, limits.Value.MaxMemoryInMiB);
        try
        {
            return await ConverseAsync(child, manifest, onProgress, onEvent, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AnalyzerFailedException(FailureCode.TimeLimit, "The analysis took longer than CaseTriage:Intake:MaxDuration.");
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw new AnalyzerFailedException(FailureCode.Crashed, "The conversation with the analyzer process broke off.", exception);
        }
    }

    private async Task<AnalyzedDocuments> ConverseAsync(
        ChildProcess child, AnalyzeManifest manifest, Func<WorkerProgress, Task> onProgress, Action<EventRow> onEvent, CancellationToken cancellationToken)
    {
        WorkerPipe.WriteLine(child.Input, manifest);
        await child.Input.FlushAsync(cancellationToken);
        Dictionary<Language, byte[]> documents = [];
        byte[]? facts = null;
        await WorkerFrames.ReadAsync(child.Output, onEvent, TakeAsync, cancellationToken);

        int exitCode = await child.WaitForExitAsync(cancellationToken);
        if (documents.TryGetValue(Language.Chinese, out byte[]? chinese) && documents.TryGetValue(Language.English, out byte[]? english))
        {
            return new AnalyzedDocuments(chinese, english, facts);
        }

        Log.ChildEnded(logger, exitCode);
        throw new AnalyzerFailedException(FailureCode.Crashed, "The analyzer process ended without a result.");

        async Task TakeAsync(WorkerLine line)
        {
            if (line.Progress is { } progress)
            {
                await onProgress(progress);
            }
            else if (line.Document is { } document)
            {
                documents[document.Language] = document.Packed;
            }
            else if (line.Facts is not null)
            {
                facts = line.Facts;
            }
            else if (line.Failure is { } failure)
            {
                Log.ChildFailed(logger, failure.Code, failure.Trace);
                throw new AnalyzerFailedException(failure.Code, $"The analyzer process gave up: {failure.Code}.");
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The analyzer process gave up with {Code}: {Trace}")]
        public static partial void ChildFailed(ILogger logger, string code, string trace);

        [LoggerMessage(Level = LogLevel.Error, Message = "The analyzer process ended with exit code {ExitCode} and no result.")]
        public static partial void ChildEnded(ILogger logger, int exitCode);
    }
}
