using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Web.Features.Cases.Files;

/// <summary>A device of the case that a file may belong to, with what speaks for it.</summary>
/// <param name="Serial">Serial number.</param>
/// <param name="Witnesses">What in the file speaks of it.</param>
/// <param name="Neighbours">Number of other files in the folder or archive of the file that are of it.</param>
/// <param name="Files">Number of files of it in the whole case.</param>
public sealed record DeviceCandidate(string Serial, ImmutableArray<DeviceWitness> Witnesses, int Neighbours, int Files)
{
    /// <summary>All devices of the case that have a serial number, likeliest first.</summary>
    public static ImmutableArray<DeviceCandidate> Of(AnalysisDocument document, ArtifactSummary artifact)
    {
        string folder = ArtifactPaths.Folder(artifact.Path);
        return
        [
            .. document.Devices.Select(device => device.SerialNumber).OfType<string>().Select(serial => new DeviceCandidate(
                    serial,
                    [.. (artifact.Attribution?.Witnesses ?? []).Where(witness => witness.Kind != WitnessKind.Hand && witness.Says.Equals(serial, StringComparison.OrdinalIgnoreCase))],
                    folder.Length == 0 ? 0 : document.Artifacts.Count(other => other.Device == serial && other.Path != artifact.Path && ArtifactPaths.Folder(other.Path) == folder),
                    document.Artifacts.Count(other => other.Device == serial)))
                .OrderByDescending(candidate => candidate.Witnesses.Length)
                .ThenByDescending(candidate => candidate.Neighbours)
                .ThenBy(candidate => candidate.Serial, StringComparer.Ordinal),
        ];
    }
}
