using System.Globalization;
using CaseTriage.Analysis.Documents;
using CaseTriage.Cases.Model;
using CaseTriage.Evidence;
using CaseTriage.Web.AnalyzerProcess;
using CaseTriage.Web.Features.Cases;
using Quartz;

namespace CaseTriage.Web.Intake;

/// <summary>
/// Analyzes a case: takes its waiting run, has the bytes read in a child process, and publishes the result. A run is begun at most three
/// times; whatever ended the earlier tries, also the end of this process, the next one goes on from the run's own row.
/// </summary>
[DisallowConcurrentExecution]
internal sealed partial class IntakeWorker(
    RunLedger ledger, AnalyzerClient analyzer, CaseManifests manifests, EvidenceStore evidence, CaseFeed feed, TimeProvider time, ILogger<IntakeWorker> logger)
    : IJob
{
    private static readonly TimeSpan s_pace = TimeSpan.FromMilliseconds(250);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        int caseId = int.Parse(context.MergedJobDataMap.GetString(AnalysisSchedule.CaseIdKey) ?? "", CultureInfo.InvariantCulture);
        while (await ledger.BeginAsync(caseId, cancellationToken) is { } work)
        {
            await RunAsync(work, cancellationToken);
        }
    }

    private async Task RunAsync(RunWork work, CancellationToken cancellationToken)
    {
        Log.Begun(logger, work.RunId, work.CaseId, work.Bundles.Count, work.Attempt);
        try
        {
            AnalysisOutcome outcome = await AnalyzeAsync(work, cancellationToken);
            await ledger.PublishAsync(work, outcome, cancellationToken);
            Log.Published(logger, work.RunId, work.CaseId, work.Attempt);
            await feed.PublishAsync(new CaseChange(work.CaseNumber, CaseChangeKind.Done, null, 1));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await ledger.GiveBackAsync(work, CancellationToken.None);
            throw;
        }
        catch (Exception exception)
        {
            // The border of one run: it is tried again or set aside, and the other cases go on.
            string code = (exception as AnalyzerFailedException)?.Code ?? (exception is IOException ? FailureCode.Storage : FailureCode.Fault);
            Log.Failed(logger, exception, work.RunId, work.Attempt, code);
            if (await ledger.RecordFailureAsync(work, code, cancellationToken))
            {
                await feed.PublishAsync(new CaseChange(work.CaseNumber, CaseChangeKind.Failed, null, 0));
            }
        }
    }

    private async Task<AnalysisOutcome> AnalyzeAsync(RunWork work, CancellationToken cancellationToken)
    {
        AnalyzeManifest manifest = await manifests.OfCaseAsync(work.Bundles, work.Attributions, work.Corrections, work.People, work.CalendarName, cancellationToken);
        using var collector = new EvidenceCollector(evidence, work.Bundles);
        long told = 0;
        AnalyzedDocuments documents = await analyzer.RunAsync(manifest, TellAsync, collector.Add, cancellationToken);
        collector.Complete(cancellationToken);

        AnalysisDocument chinese = PackedDocument.Open(documents.Chinese);
        AnalysisDocument english = PackedDocument.Open(documents.English);
        var key = new AnalysisKey(AnalysisKey.HashInputs(work.Bundles, work.Attributions, work.Corrections, work.People, manifest.Calendar, manifest.Limits), AnalysisKey.HashPacks(english.Engine, english.Packs));
        return new AnalysisOutcome(key, english.ResultHash, documents.Chinese, documents.English, documents.Facts, CaseDigest.Of(chinese, english));

        async Task TellAsync(WorkerProgress progress)
        {
            if (told == 0 || time.GetElapsedTime(told) >= s_pace)
            {
                told = time.GetTimestamp();
                await feed.PublishAsync(new CaseChange(work.CaseNumber, CaseChangeKind.Progress, progress.Stage, progress.Share));
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Run {RunId} of case {CaseId} over {BundleCount} bundles began, attempt {Attempt}.")]
        public static partial void Begun(ILogger logger, Guid runId, int caseId, int bundleCount, int attempt);

        [LoggerMessage(Level = LogLevel.Information, Message = "Run {RunId} of case {CaseId} is published after attempt {Attempt}.")]
        public static partial void Published(ILogger logger, Guid runId, int caseId, int attempt);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Run {RunId} failed in attempt {Attempt} with {Code}.")]
        public static partial void Failed(ILogger logger, Exception exception, Guid runId, int attempt, string code);
    }
}
