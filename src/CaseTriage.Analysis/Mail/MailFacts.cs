using System.Collections.Immutable;
using System.Globalization;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Masking;
using CaseTriage.Formats.MailThread;

namespace CaseTriage.Analysis.Mail;

/// <summary>
/// Reads an exported mail thread into masked messages. What the mails mean is told later by <see cref="Conversation"/>, which needs all
/// mails of the case: roles are not known yet, and times are as labelled.
/// </summary>
public static class MailFacts
{
    /// <summary>Reads a thread; damage of a mail makes the reading partial.</summary>
    /// <exception cref="Formats.MalformedDataException">It is no mail thread, or too large.</exception>
    public static ArtifactReading Read(string artifactPath, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        MailThreadContent thread = MailThreadReader.Read(content.Span);
        KnownSecrets secrets = KnownSecrets.None;
        foreach (MailThreadMessage message in thread.Messages)
        {
            cancellationToken.ThrowIfCancellationRequested();
            secrets = SecretMask.Mask(message.Text, secrets).Known;
        }

        var desk = new MaskingDesk(artifactPath, secrets);
        string? subject = thread.Subject is null ? null : desk.Mask(thread.Subject, thread.SubjectLine);
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
        From = desk.Mask(message.From, message.Line),
        To = message.To is null ? null : desk.Mask(message.To, message.Line),
        Role = Party.Unknown,
        SentAtRaw = message.SentAtRaw.Length > 100 ? message.SentAtRaw[..100] : desk.Mask(message.SentAtRaw, message.Line),
        SentAt = message.SentAt is { } time ? time.ReadAs(time.Offset ?? TimeSpan.FromHours(8)) : null,
        Subject = message.Subject is null ? threadSubject : desk.Mask(message.Subject, message.Line),
        Text = desk.Mask(message.Text, message.TextLine),
        AttachmentsExpected = [.. message.Attachments.Select(name => desk.Mask(name, message.Line))],
    };

    /// <summary>Masks texts of one artifact and keeps the record of it.</summary>
    private sealed class MaskingDesk(string artifactPath, KnownSecrets known)
    {
        private readonly ImmutableArray<Redaction>.Builder _redactions = ImmutableArray.CreateBuilder<Redaction>();

        public ImmutableArray<Redaction> Redactions => _redactions.ToImmutable();

        public string Mask(string text, int firstLine)
        {
            MaskedText masked = SecretMask.Mask(text, known);
            if (masked.Secrets.IsEmpty)
            {
                return masked.Text;
            }

            string[] lines = masked.Text.Split('\n');
            foreach (MaskedSecret secret in masked.Secrets)
            {
                string locator = string.Create(CultureInfo.InvariantCulture, $"line {firstLine + secret.Line - 1}");
                _redactions.Add(new Redaction(secret.Kind, new Evidence(artifactPath, locator, Excerpt.Of(lines[secret.Line - 1]))) { Value = secret.Value });
            }

            return masked.Text;
        }
    }
}
