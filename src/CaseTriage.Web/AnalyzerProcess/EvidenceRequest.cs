namespace CaseTriage.Web.AnalyzerProcess;

/// <summary>Which place of which artifact the child is to show.</summary>
/// <param name="Input">The bundle that holds the artifact.</param>
/// <param name="Artifact">Path of the artifact in the case.</param>
/// <param name="Locator">As in <see cref="Analysis.Documents.Evidence.Locator"/>.</param>
internal sealed record EvidenceRequest(ManifestInput Input, string Artifact, string Locator);
