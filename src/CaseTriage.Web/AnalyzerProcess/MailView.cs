using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Mail;
using CaseTriage.Formats;
using CaseTriage.Web.Features.Cases;

namespace CaseTriage.Web.AnalyzerProcess;

/// <summary>Head and text of a mail that Outlook saved, secrets masked. Its bytes are not shown: they hold the secrets in codes that no mask looks into.</summary>
internal static class MailView
{
    public static EvidenceView Of(EvidenceRequest request, UnpackedFile file, EvidenceLocator locator)
    {
        try
        {
            ArtifactReading reading = MailFacts.ReadOutlookMail(file.Path, file.Content, CancellationToken.None);
            var lines = new List<string>();
            int meant = 0;
            foreach (MessageSummary message in reading.Messages)
            {
                int start = lines.Count + 1;
                meant = locator.Kind == EvidenceLocatorKind.Message && locator.Number == message.Index ? start : meant;
                AddField(lines, "From", message.From);
                AddField(lines, "To", message.To);
                AddField(lines, "Cc", message.Cc);
                AddField(lines, "Date", message.SentAtRaw);
                AddField(lines, "Subject", message.Subject);
                lines.AddRange(["", .. message.Text.Split('\n'), ""]);
            }

            meant = locator.Kind == EvidenceLocatorKind.Name ? lines.FindIndex(line => line.StartsWith(locator.Name + ": ", StringComparison.OrdinalIgnoreCase)) + 1 : meant;
            return TextView.Around(request, [.. lines], meant);
        }
        catch (MalformedDataException)
        {
            return EvidenceViews.Unavailable(request.Artifact, request.Locator, "unreadable");
        }
    }

    private static void AddField(List<string> lines, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            lines.Add($"{name}: {value}");
        }
    }
}
