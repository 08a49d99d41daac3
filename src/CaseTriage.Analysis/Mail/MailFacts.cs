using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Masking;
using CaseTriage.Formats.Mail;
using CaseTriage.Formats.Mail.Outlook;
using CaseTriage.Formats.MailThread;

namespace CaseTriage.Analysis.Mail;

/// <summary>
/// Reads exported threads and mail files into masked messages, quoted mails as messages of their own. What the mails mean is told later by <see cref="Conversation"/>, which needs all
/// mails of the case: roles are not known yet, and times are as labelled.
/// </summary>
public static partial class MailFacts
{
    private const int IdLength = 12;

    /// <summary>Reads a thread; damage of a mail makes the reading partial.</summary>
    /// <exception cref="Formats.MalformedDataException">It is no mail thread, or too large.</exception>
    public static ArtifactReading Read(string artifactPath, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        Read(artifactPath, MailThreadReader.Read(content.Span), cancellationToken);

    /// <summary>Reads a mail file (RFC 5322). The files that it carries are artifacts of their own.</summary>
    /// <exception cref="Formats.MalformedDataException">It is no mail.</exception>
    public static ArtifactReading ReadMail(string artifactPath, Stream content, CancellationToken cancellationToken) =>
        Read(artifactPath, MailReader.Open(content, UnpackLimits.Default.MaxEntriesPerArchive, cancellationToken).ReadMessage(cancellationToken), cancellationToken);

    /// <summary>Reads a mail that Outlook saved. The files that it carries are artifacts of their own.</summary>
    /// <exception cref="Formats.MalformedDataException">It is no such mail.</exception>
    public static ArtifactReading ReadOutlookMail(string artifactPath, Stream content, CancellationToken cancellationToken) =>
        Read(artifactPath, OutlookMessageReader.Open(content, UnpackLimits.Default.MaxEntriesPerArchive, cancellationToken).ReadMessage(cancellationToken), cancellationToken);

    /// <summary>Takes quotes apart and masks.</summary>
    internal static ArtifactReading Read(string artifactPath, MailThreadContent content, CancellationToken cancellationToken)
    {
        MailThreadContent thread = MailQuotes.Split(content);
        KnownSecrets secrets = KnownSecrets.None;
        foreach (MailThreadMessage message in thread.Messages)
        {
            cancellationToken.ThrowIfCancellationRequested();
            secrets = SecretMask.Mask(message.Text, secrets).Known;
            secrets = message.Quoted is null ? secrets : SecretMask.Mask(message.Quoted, secrets).Known;
        }

        var desk = new MaskingDesk(artifactPath, secrets);
        string? subject = thread.Subject is null ? null : desk.Mask(thread.Subject, thread.SubjectLine, "Subject");
        var messages = ImmutableArray.CreateBuilder<MessageSummary>(thread.Messages.Length);
        foreach (MailThreadMessage message in thread.Messages)
        {
            cancellationToken.ThrowIfCancellationRequested();
            messages.Add(Summarize(artifactPath, message, subject, desk));
        }

        return new ArtifactReading
        {
            Status = thread.Damage.IsEmpty ? ArtifactStatus.Parsed : ArtifactStatus.Partial,
            Records = messages.Count,
            Damage = thread.Damage,
            Messages = messages.MoveToImmutable(),
            Redactions = desk.Redactions,
            Secrets = secrets,
        };
    }

    private static MessageSummary Summarize(string artifactPath, MailThreadMessage message, string? threadSubject, MaskingDesk desk) => new()
    {
        Index = message.Index,
        Artifact = artifactPath,
        From = desk.Mask(message.From, message.Line, "From"),
        To = message.To is null ? null : desk.Mask(message.To, message.Line, "To"),
        Cc = message.Cc is null ? null : desk.Mask(message.Cc, message.Line, "Cc"),
        SenderKey = Sender.KeyOf(message.From),
        MailId = message.Id is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(message.Id)))[..IdLength],
        Role = Party.Unknown,
        SentAtRaw = message.SentAtRaw.Length > 100 ? message.SentAtRaw[..100] : desk.Mask(message.SentAtRaw, message.Line, "Date"),
        SentAt = message.SentAt is { } time ? time.ReadAs(time.Offset ?? TimeSpan.FromHours(8)) : null,
        Subject = message.Subject is null ? threadSubject : desk.Mask(message.Subject, message.Line, "Subject"),
        Text = desk.Mask(NamePictures(message.Text), message.TextLine, "Body"),
        IsQuoted = message.IsQuoted,
        Quoted = message.Quoted is null ? null : desk.Hide(NamePictures(message.Quoted)),
        Charset = message.Charset is { Declared.Length: > 100 } odd ? odd with { Declared = odd.Declared[..100] } : message.Charset,
        AttachmentsExpected = [.. message.Attachments.Select(name => desk.Mask(name, message.Line, "Attachments"))],
    };

    /// <summary>Outlook's mark for a picture reads like a mail address: <c>[cid:image001.png@01DA16F0.A1]</c> is <c>[image: image001.png]</c>.</summary>
    private static string NamePictures(string text) => ContentId().Replace(text, "[image: ${name}]");

    [GeneratedRegex(@"\[cid:\s?(?<name>[^\]@\s]{1,80})(?:@[^\]\s]{0,120})?\]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 2000)]
    private static partial Regex ContentId();

    /// <summary>Masks texts of one artifact and keeps the record of it.</summary>
    private sealed class MaskingDesk(string artifactPath, KnownSecrets known)
    {
        private readonly ImmutableArray<Redaction>.Builder _redactions = ImmutableArray.CreateBuilder<Redaction>();

        public ImmutableArray<Redaction> Redactions => _redactions.ToImmutable();

        /// <param name="text">Raw.</param>
        /// <param name="firstLine">Its line in the file, or 0 where the file has to be decoded first; then <paramref name="field"/> is named.</param>
        /// <param name="field">What it is.</param>
        public string Mask(string text, int firstLine, string field)
        {
            string plain = TrackingLinks.Unwrap(text, out ImmutableArray<int> wrapped);
            MaskedText masked = SecretMask.Mask(plain, known);
            if (masked.Secrets.IsEmpty && wrapped.IsEmpty)
            {
                return masked.Text;
            }

            string[] lines = masked.Text.Split('\n');
            foreach (MaskedSecret secret in masked.Secrets.Concat(wrapped.Select(line => new MaskedSecret(RedactionKind.Link, line))))
            {
                string locator = firstLine > 0 ? string.Create(CultureInfo.InvariantCulture, $"line {firstLine + secret.Line - 1}") : "field " + field;
                _redactions.Add(new Redaction(secret.Kind, new Evidence(artifactPath, locator, Excerpt.Of(lines[secret.Line - 1]))) { Value = secret.Value });
            }

            return masked.Text;
        }

        /// <summary>Masks a text that stands in the file a second time: its redactions are told where the quoted mails are.</summary>
        public string Hide(string text) => SecretMask.Mask(TrackingLinks.Unwrap(text, out _), known).Text;
    }
}
