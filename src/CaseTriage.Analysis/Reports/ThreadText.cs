using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CaseTriage.Analysis.Documents;
using CaseTriage.Formats.MailThread;

namespace CaseTriage.Analysis.Reports;

/// <summary>
/// Writes mails in the numbered text form that <see cref="MailThreadReader"/> reads: a subject line, then a separator, fields and text for each mail. Times are true
/// ones with their zone, so that they are believed when the text is read again.
/// </summary>
public static class ThreadText
{
    /// <summary>The mails of a document as one text, lines ended by <c>\n</c>.</summary>
    /// <param name="document">The document; it is masked already.</param>
    /// <param name="language">Language of the fields' names.</param>
    /// <param name="zone">Zone in which times are written.</param>
    public static string Write(AnalysisDocument document, Language language, TimeSpan zone)
    {
        Form form = language == Language.Chinese ? Form.Chinese : Form.English;
        ImmutableArray<MessageSummary> messages = document.Messages;
        var text = new StringBuilder();
        if (messages.Select(message => message.Subject).FirstOrDefault(subject => subject is not null) is { } first)
        {
            text.Append(form.Subject).Append(OneLine(first)).Append('\n');
        }

        for (int i = 0; i < messages.Length; i++)
        {
            MessageSummary message = messages[i];
            text.Append('\n').Append(CultureInfo.InvariantCulture, $"{form.Before}{i + 1}{form.After}\n");
            Field(text, form.From, message.From);
            Field(text, form.To, message.To);
            Field(text, form.SentAt, message.SentAt is { } at ? at.ToOffset(zone).ToString("yyyy-MM-dd HH:mm:sszzz", CultureInfo.InvariantCulture) : message.SentAtRaw);
            Field(text, form.Attachments, string.Join("; ", message.AttachmentsExpected.Select(name => name.Replace(';', ','))));
            text.Append(form.Body).Append('\n').Append(Body(message.Text)).Append('\n');
        }

        return text.ToString();
    }

    private static void Field(StringBuilder text, string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            text.Append(name).Append(OneLine(value)).Append('\n');
        }
    }

    private static string OneLine(string value) => value.ReplaceLineEndings(" ").Trim();

    /// <summary>A line that would part the mails when the text is read again is quoted.</summary>
    private static string Body(string body) => string.Join('\n', body.ReplaceLineEndings("\n").Trim('\n').Split('\n').Select(line => MailThreadReader.IsSeparator(line) ? "> " + line : line));

    private sealed record Form(string Subject, string Before, string After, string From, string To, string SentAt, string Attachments, string Body)
    {
        public static Form Chinese { get; } = new("邮件主题：", "====第", "封邮件====", "发件人：", "收件人：", "发送时间：", "附件：", "邮件内容：");

        public static Form English { get; } = new("Subject: ", "==== Mail ", " ====", "From: ", "To: ", "Sent: ", "Attachments: ", "Body:");
    }
}
