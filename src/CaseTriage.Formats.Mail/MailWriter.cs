using MimeKit;

namespace CaseTriage.Formats.Mail;

/// <summary>A mail to be written to a file: plain text, and files beside it.</summary>
/// <param name="Subject">Subject.</param>
/// <param name="Text">Text, lines ended by <c>\n</c>.</param>
/// <param name="Date">When it was written.</param>
/// <param name="Files">Text files that go with it, by name.</param>
public sealed record OutgoingMail(string Subject, string Text, DateTimeOffset Date, IReadOnlyList<KeyValuePair<string, string>> Files);

/// <summary>Writes a mail (RFC 5322) that mail programs open to be sent: with <c>X-Unsent</c>, without sender and recipients.</summary>
public static class MailWriter
{
    /// <summary>Writes the mail in UTF-8; lines are ended as the format demands.</summary>
    public static void Write(OutgoingMail mail, Stream destination)
    {
        using var body = new TextPart("plain") { Text = mail.Text };
        using var whole = new Multipart("mixed") { body };
        foreach ((string name, string text) in mail.Files)
        {
            whole.Add(new TextPart("plain") { Text = text, FileName = name, ContentDisposition = new ContentDisposition(ContentDisposition.Attachment) { FileName = name } });
        }

        using var message = new MimeMessage { Subject = mail.Subject, Date = mail.Date, Body = whole };
        message.Headers.Add("X-Unsent", "1");
        FormatOptions options = FormatOptions.Default.Clone();
        options.NewLineFormat = NewLineFormat.Dos;
        message.WriteTo(options, destination);
    }
}
