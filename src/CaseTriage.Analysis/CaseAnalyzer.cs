using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Devices;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Mail;
using CaseTriage.Analysis.Reports;

namespace CaseTriage.Analysis;

/// <summary>
/// Bundles to findings: a pure function of the files and the packs. The order of the inputs, the time of day, the culture and chance have no part in it.
/// </summary>
public sealed class CaseAnalyzer
{
    /// <summary>Analyzes a case.</summary>
    /// <param name="request">Files and knowledge.</param>
    /// <param name="observer">Told of progress and of every event record.</param>
    /// <param name="cancellationToken">Looked at once for each file and each record.</param>
    /// <exception cref="IOException">A temporary file could not be written.</exception>
    public CaseAnalysis Analyze(AnalysisRequest request, IAnalysisObserver observer, CancellationToken cancellationToken)
    {
        ImmutableArray<ReadArtifact> artifacts = CaseMail.Until(Read(request, observer, cancellationToken), request);
        observer.Progress("conclude", null, 0.95);
        DeviceAttribution attribution = Attribute(artifacts, request);
        ConversationResult conversation = CaseMail.Read(artifacts, attribution, request);
        CaseEvidence evidence = CaseEvidence.Gather(artifacts, attribution, conversation, new HandAttribution(request.DeviceByArtifact).Named);
        var evaluation = Evaluation.Of(request.Knowledge, evidence.Facts);
        observer.Progress("conclude", null, 1);
        return new CaseAnalysis(ReportWriter.Write(request.Knowledge, evidence, evaluation));
    }

    private static ImmutableArray<ReadArtifact> Read(AnalysisRequest request, IAnalysisObserver observer, CancellationToken cancellationToken)
    {
        var artifacts = new ConcurrentBag<ReadArtifact>();
        if (request.Workers <= 1)
        {
            foreach (Func<ReadArtifact> read in Reads(request, observer, cancellationToken))
            {
                artifacts.Add(read());
            }
        }
        else
        {
            try
            {
                // Without buffering: the next file is unpacked when a worker asks for it, one at a time.
                Parallel.ForEach(
                    Partitioner.Create(Reads(request, observer, cancellationToken), EnumerablePartitionerOptions.NoBuffering),
                    new ParallelOptions { MaxDegreeOfParallelism = request.Workers, CancellationToken = cancellationToken },
                    read => artifacts.Add(read()));
            }
            catch (AggregateException several)
            {
                ExceptionDispatchInfo.Throw(several.Flatten().InnerExceptions[0]);
            }
        }

        return [.. artifacts.OrderBy(artifact => artifact.Path, StringComparer.Ordinal)];
    }

    /// <summary>A piece of work for each file. One that cannot be done beside others is done before it is given out.</summary>
    private static IEnumerable<Func<ReadArtifact>> Reads(AnalysisRequest request, IAnalysisObserver observer, CancellationToken cancellationToken)
    {
        var reader = new ArtifactReader(request.Knowledge, request.Qr, observer);
        int count = 0;
        foreach (UnpackedFile file in BundleUnpacker.Unpack(request.Inputs, request.Limits, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();

            // How many files archives hold is not known beforehand; the share nears 0.95 without ever falling.
            observer.Progress("read", file.Path, 0.95 * (1 - (1 / (1 + (count++ / (4.0 + request.Inputs.Length))))));
            if (request.Workers > 1 && reader.CanReadBeside(file))
            {
                UnpackedFile own = file.Detach();
                yield return () => ReadOne(reader, own, cancellationToken);
            }
            else
            {
                ReadArtifact done = ReadOne(reader, file, cancellationToken);
                yield return () => done;
            }
        }
    }

    private static ReadArtifact ReadOne(ArtifactReader reader, UnpackedFile file, CancellationToken cancellationToken)
    {
        ArtifactReading reading = reader.Read(file, cancellationToken);
        return new ReadArtifact(file.Path, file.Device, reading.Kind ?? file.Kind, file.Format, file.SizeInBytes, file.Sha256, reading);
    }

    private static DeviceAttribution Attribute(ImmutableArray<ReadArtifact> artifacts, AnalysisRequest request)
    {
        var byHand = new HandAttribution(request.DeviceByArtifact);
        return DeviceAttribution.Of(
            [
                .. artifacts.Select(artifact => new DeviceAttribution.Candidate(
                    artifact.Path,
                    byHand.DeviceOf(artifact.Path) ?? artifact.DeviceByHand,
                    artifact.Reading.DeviceHints,
                    artifact.Kind is ArtifactKind.Mail or ArtifactKind.MailThread)),
            ],
            CaseMail.ReadCargo(artifacts, request));
    }
}
