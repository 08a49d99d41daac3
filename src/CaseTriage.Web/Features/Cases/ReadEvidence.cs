using System.Globalization;
using CaseTriage.Analysis;
using CaseTriage.Analysis.Documents;
using Place = CaseTriage.Analysis.Documents.Evidence;

namespace CaseTriage.Web.Features.Cases;

/// <summary>Shows the place that a finding points at.</summary>
public sealed class ReadEvidence(GetCase cases)
{
    /// <returns>Null where no case has the number.</returns>
    public async Task<EvidenceView?> RunAsync(string number, string artifactPath, string locator, CancellationToken cancellationToken)
    {
        CaseView? view = await cases.RunAsync(number, Language.English, cancellationToken);
        if (view is null)
        {
            return null;
        }

        var place = new Place(artifactPath, locator, "");
        return view.Analysis is not null && locator.Split(' ', 2) is ["message", var index]
            ? ShowMessage(view.Analysis, place, index)
            : Unavailable(place, "not-kept");
    }

    private static EvidenceView ShowMessage(AnalysisDocument document, Place place, string index)
    {
        MessageSummary? message = document.Messages.FirstOrDefault(m =>
            m.Artifact == place.Artifact && m.Index.ToString(CultureInfo.InvariantCulture) == index);
        return message is null
            ? Unavailable(place, "not-found")
            : new EvidenceView
            {
                Artifact = place.Artifact,
                Locator = place.Locator,
                Kind = EvidenceViewKind.Message,
                Fields =
                [
                    new EvidenceField("From", message.From, IsHit: false),
                    new EvidenceField("Sent", message.SentAtRaw, IsHit: false),
                    new EvidenceField("Subject", message.Subject ?? "", IsHit: false),
                ],
                Lines = [.. message.Text.Split('\n').Select((text, i) => new EvidenceLine((i + 1).ToString(CultureInfo.InvariantCulture), text, IsHit: false))],
            };
    }

    private static EvidenceView Unavailable(Place place, string reason) =>
        new() { Artifact = place.Artifact, Locator = place.Locator, Kind = EvidenceViewKind.Unavailable, Reason = reason };
}
