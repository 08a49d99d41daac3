using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using CaseTriage.Analysis;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Mail;
using CaseTriage.Analysis.Packs;
using CaseTriage.Formats.Qr;
using CaseTriage.Web.Features.Cases;

namespace CaseTriage.Web.AnalyzerProcess;

/// <summary>
/// The child process that reads foreign bytes: no host, no database, only the files of its manifest. A fault that .NET cannot catch ends
/// this process and not the server.
/// </summary>
internal static class AnalyzeWorker
{
    public const string Command = "analyze-worker";

    public static int Run()
    {
        using Stream input = Console.OpenStandardInput();
        using var pipe = new ChildPipe(Console.OpenStandardOutput(), TimeProvider.System);
        Console.SetOut(TextWriter.Null);
        using var process = Process.GetCurrentProcess();
        process.PriorityClass = ProcessPriorityClass.BelowNormal;
        try
        {
            AnalyzeManifest manifest = ChildInput.Read<AnalyzeManifest>(input);
            ChildInput.EndWithTheServer(input);
            Analyze(manifest, pipe);
            return 0;
        }
        catch (Exception exception)
        {
            pipe.Send(new WorkerLine { Failure = new WorkerFailure(CodeOf(exception), $"{exception.GetType().FullName}\n{exception.StackTrace}") });
            return 1;
        }
    }

    private static void Analyze(AnalyzeManifest manifest, ChildPipe pipe)
    {
        using var qr = QrWorkerClient.Of(typeof(AnalyzeWorker).Assembly);
        var request = new AnalysisRequest
        {
            Qr = qr,
            Inputs = [.. manifest.Inputs.Select(input => input.ToInput())],
            DeviceByArtifact = manifest.DeviceByArtifact.ToImmutableDictionary(StringComparer.Ordinal),
            Corrections = [.. manifest.Corrections],
            Calendar = CalendarFile.Read(Encoding.UTF8.GetBytes(manifest.Calendar)),
            KnownPeople = [.. manifest.KnownPeople],
            AsOf = manifest.AsOf,
            Limits = manifest.Limits,
            Knowledge = KnowledgeBase.Load(manifest.PacksFolder),
        };
        CaseAnalysis analysis = new CaseAnalyzer().Analyze(request, new PipeObserver(pipe), CancellationToken.None);
        pipe.Send(new WorkerLine { Facts = PackedDocument.Pack(analysis.WriteFacts()) });
        foreach (Language language in (Language[])[Language.Chinese, Language.English])
        {
            byte[] json = JsonSerializer.SerializeToUtf8Bytes(analysis.ToDocument(language), AnalysisJson.Compact);
            pipe.Send(new WorkerLine { Document = new WorkerDocument(language, PackedDocument.Pack(json)) });
        }
    }

    private static string CodeOf(Exception exception) => exception switch
    {
        OutOfMemoryException => FailureCode.MemoryLimit,
        InvalidPackException => FailureCode.PacksUnusable,
        IOException => FailureCode.Storage,
        _ => FailureCode.Fault,
    };

    private sealed class PipeObserver(ChildPipe pipe) : IAnalysisObserver
    {
        public void Progress(string stage, string? artifact, double share) => pipe.SendProgress(stage, share);

        public void Event(EventRow row) => pipe.SendEvent(row);
    }
}
