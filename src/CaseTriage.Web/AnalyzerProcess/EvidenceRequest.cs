using System.Collections.Immutable;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Web.AnalyzerProcess;

/// <summary>Which place of which artifact the child is to show.</summary>
/// <param name="Inputs">The bundle that holds the artifact, and those that are read with it.</param>
/// <param name="Artifact">Path of the artifact in the case.</param>
/// <param name="Locator">As in <see cref="Analysis.Documents.Evidence.Locator"/>.</param>
/// <param name="Record">Where an event record begins that is wanted in full; null for a view of the locator.</param>
internal sealed record EvidenceRequest(ImmutableArray<ManifestInput> Inputs, string Artifact, string Locator, RecordPlace? Record = null)
{
    /// <summary>A masked contact that is wanted in clear; null for a view of the locator.</summary>
    public ContactPlace? Contact { get; init; }

    /// <summary>How much may come out of archives: as in the analysis.</summary>
    public UnpackLimits Limits { get; init; } = UnpackLimits.Default;
}

/// <param name="Index">Number of the redaction among those of the artifact, from 0.</param>
internal sealed record ContactPlace(int Index, Redaction Redaction);

/// <param name="Chunk">Number of its chunk, from 0.</param>
/// <param name="OffsetInChunk">Bytes from the start of the chunk.</param>
internal sealed record RecordPlace(int Chunk, int OffsetInChunk);
