using CaseTriage.Web.Features.Cases;

namespace CaseTriage.Web.AnalyzerProcess;

internal static class EvidenceViews
{
    /// <param name="reason">See <see cref="EvidenceView.Reason"/>.</param>
    public static EvidenceView Unavailable(string artifact, string locator, string reason) =>
        new() { Artifact = artifact, Locator = locator, Kind = EvidenceViewKind.Unavailable, Reason = reason };
}
