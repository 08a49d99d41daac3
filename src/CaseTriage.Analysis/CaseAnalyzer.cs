using System.Collections.Immutable;
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
        ImmutableArray<ReadArtifact> artifacts = Read(request, observer, cancellationToken);
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
        var reader = new ArtifactReader(request.Knowledge, request.Qr, observer);
        var artifacts = ImmutableArray.CreateBuilder<ReadArtifact>();
        foreach (UnpackedFile file in BundleUnpacker.Unpack(request.Inputs, request.Limits, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();

            // How many files archives hold is not known beforehand; the share nears 0.95 without ever falling.
            observer.Progress("read", file.Path, 0.95 * (1 - (1 / (1 + (artifacts.Count / (4.0 + request.Inputs.Length))))));
            ArtifactReading reading = reader.Read(file, cancellationToken);
            artifacts.Add(new ReadArtifact(file.Path, file.Device, reading.Kind ?? file.Kind, file.Format, file.SizeInBytes, file.Sha256, reading));
        }

        return [.. artifacts.OrderBy(artifact => artifact.Path, StringComparer.Ordinal)];
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
