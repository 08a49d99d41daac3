using System.Collections.Immutable;
using CaseTriage.Analysis.Bundles;

namespace CaseTriage.Web.AnalyzerProcess;

/// <summary>Which place of which artifact the child is to show.</summary>
/// <param name="Inputs">The bundle that holds the artifact, and those that are read with it.</param>
/// <param name="Artifact">Path of the artifact in the case.</param>
/// <param name="Locator">As in <see cref="Analysis.Documents.Evidence.Locator"/>.</param>
/// <param name="Record">Where an event record begins that is wanted in full; null for a view of the locator.</param>
internal sealed record EvidenceRequest(ImmutableArray<ManifestInput> Inputs, string Artifact, string Locator, RecordPlace? Record = null)
{
    /// <summary>How much may come out of archives: as in the analysis.</summary>
    public UnpackLimits Limits { get; init; } = UnpackLimits.Default;
}

/// <param name="Chunk">Number of its chunk, from 0.</param>
/// <param name="OffsetInChunk">Bytes from the start of the chunk.</param>
internal sealed record RecordPlace(int Chunk, int OffsetInChunk);
