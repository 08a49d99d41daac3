using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Mail;
using CaseTriage.Formats;

namespace CaseTriage.Analysis;

/// <summary>Reads a telephone number or mail address again from where it was masked. So none has to be kept.</summary>
public static class ContactReader
{
    private const int MaxTextSizeInBytes = 64 << 20;

    /// <summary>Reads the file as the analysis does, and gives what was masked at a place.</summary>
    /// <param name="file">A mail or a log.</param>
    /// <param name="index">Number of the redaction among those of the file, from 0.</param>
    /// <param name="expected">What the analysis says of it. Where the file gives another, nothing is given.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Null where there is no such contact.</returns>
    /// <exception cref="IOException">The bytes cannot be read.</exception>
    public static string? Read(UnpackedFile file, int index, Redaction expected, CancellationToken cancellationToken)
    {
        try
        {
            ArtifactReading? reading = file.Kind switch
            {
                ArtifactKind.Mail when file.Format == ArtifactFormat.Eml => MailFacts.ReadMail(file.Path, file.Content, cancellationToken),
                ArtifactKind.Mail when file.Format == ArtifactFormat.OutlookMessage => MailFacts.ReadOutlookMail(file.Path, file.Content, cancellationToken),
                ArtifactKind.MailThread or ArtifactKind.Mail => MailFacts.Read(file.Path, file.ReadContent(MaxTextSizeInBytes), cancellationToken),
                ArtifactKind.TextLog => LogFacts.Read(file.Path, file.ReadContent(MaxTextSizeInBytes), SilentObserver.Instance, cancellationToken),
                _ => null,
            };
            return reading?.Redactions.ElementAtOrDefault(index) is { Value: { } value } found && found.Kind == expected.Kind && found.Where.Locator == expected.Where.Locator
                ? value.Text
                : null;
        }
        catch (MalformedDataException)
        {
            return null;
        }
    }
}
