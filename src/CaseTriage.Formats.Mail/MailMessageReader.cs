using System.Collections.Immutable;
using System.Globalization;
using CaseTriage.Formats.MailThread;
using MimeKit;
using MimeKit.Text;

namespace CaseTriage.Formats.Mail;

/// <summary>Head and text of one MIME message.</summary>
internal static class MailMessageReader
{
    /// <summary>Most bytes of one text that are read; people write kilobytes.</summary>
    private const int MaxTextSizeInBytes = 4 << 20;

    /// <summary>Longest value of a field, in characters.</summary>
    private const int MaxFieldLength = 4096;

    private const int MaxReferences = 200;

    /// <summary>Reads a message.</summary>
    /// <param name="mail">As the library parsed it; its bytes are still there.</param>
    /// <param name="attachments">Names of the files that it carries.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static MailThreadContent Read(MimeMessage mail, ImmutableArray<string> attachments, CancellationToken cancellationToken)
    {
        var damage = ImmutableArray.CreateBuilder<Damage>();
        string sentAtRaw = Field(mail, HeaderId.Date) ?? "";
        bool timeRead = MailTime.TryParse(sentAtRaw, out MailTime sentAt);
        string from = Addresses(mail.From, mail, HeaderId.From) ?? Addresses([mail.Sender], mail, HeaderId.Sender) ?? "";
        if (!timeRead)
        {
            damage.Add(new Damage("mail-time", "The mail has no readable time.", null));
        }

        if (from.Length == 0)
        {
            damage.Add(new Damage("mail-sender", "The mail names no sender.", null));
        }

        (string text, MailCharset? charset) = Text(mail, damage, cancellationToken);
        string? subject = Field(mail, HeaderId.Subject);
        var message = new MailThreadMessage
        {
            Index = 1,
            Line = 0,
            From = from,
            To = Addresses(mail.To, mail, HeaderId.To),
            Cc = Addresses(mail.Cc, mail, HeaderId.Cc),
            Id = Id(mail.MessageId),
            InReplyTo = Id(mail.InReplyTo),
            References = [.. mail.References.Take(MaxReferences).Select(Id).OfType<string>()],
            SentAtRaw = sentAtRaw,
            SentAt = timeRead ? sentAt : null,
            Subject = subject,
            Attachments = attachments,
            Text = text,
            Charset = charset,
        };
        return new MailThreadContent(subject, 0, [message], damage.ToImmutable());
    }

    private static string? Id(string? id) => string.IsNullOrWhiteSpace(id) ? null : OneLine(id);

    private static string? Field(MimeMessage mail, HeaderId name) => mail.Headers[name] is { } value && !string.IsNullOrWhiteSpace(value) ? OneLine(value) : null;

    private static string OneLine(string value)
    {
        ReadOnlySpan<char> start = value.AsSpan(0, Math.Min(value.Length, MaxFieldLength));
        return new string([.. start.ToArray().Select(c => char.IsControl(c) ? ' ' : c)]).Trim();
    }

    /// <summary>Addresses as people read them: <c>Li Lei &lt;li@example.cn&gt;; …</c>; the field as written where it holds none.</summary>
    private static string? Addresses(IEnumerable<InternetAddress?> addresses, MimeMessage mail, HeaderId name)
    {
        string shown = string.Join("; ", addresses.OfType<MailboxAddress>().Take(MaxReferences).Select(Show));
        return shown.Length > 0 ? OneLine(shown) : Field(mail, name);
    }

    private static string Show(MailboxAddress mailbox)
    {
        string name = mailbox.Name?.Trim().Trim('"', '\'').Trim() ?? "";
        return name.Length == 0 || name == mailbox.Address ? mailbox.Address ?? "" : $"{name} <{mailbox.Address}>";
    }

    /// <summary>The plain text where there is one with words in it, else the HTML text; all texts of a mail without alternatives one after the other.</summary>
    private static (string Text, MailCharset? Charset) Text(MimeMessage mail, ImmutableArray<Damage>.Builder damage, CancellationToken cancellationToken)
    {
        List<TextPart> parts = TextParts(mail.Body);
        List<TextPart> plain = parts.FindAll(part => !part.IsHtml);
        foreach (List<TextPart> chosen in (List<TextPart>[])[plain, parts.FindAll(part => part.IsHtml)])
        {
            List<(string Text, MailCharset Charset)> read = chosen.ConvertAll(part => Text(part, damage, cancellationToken));
            string text = string.Join("\n\n", read.Select(one => one.Text).Where(one => one.Length > 0));
            if (text.Length > 0)
            {
                return (text, read.First(one => one.Text.Length > 0).Charset);
            }
        }

        return ("", null);
    }

    /// <summary>Texts that are the mail's own and not files, found by a list and not by calls.</summary>
    private static List<TextPart> TextParts(MimeEntity? body)
    {
        const int Most = 20;
        List<TextPart> parts = [];
        Stack<MimeEntity> open = new(body is null ? [] : [body]);
        while (parts.Count < Most && open.TryPop(out MimeEntity? entity))
        {
            if (entity is Multipart multipart)
            {
                foreach (MimeEntity child in multipart.Reverse())
                {
                    open.Push(child);
                }
            }
            else if (entity is TextPart { IsAttachment: false, FileName: null } text && (text.IsPlain || text.IsHtml))
            {
                parts.Add(text);
            }
        }

        return parts;
    }

    private static (string Text, MailCharset Charset) Text(TextPart part, ImmutableArray<Damage>.Builder damage, CancellationToken cancellationToken)
    {
        byte[] bytes = Bytes(part, damage, cancellationToken);
        (string text, MailCharset charset, int replaced) = MailTextDecoder.Decode(bytes, part.ContentType.Charset);
        if (replaced > 0)
        {
            damage.Add(new Damage("mail-text-encoding", string.Create(CultureInfo.InvariantCulture, $"{replaced} byte sequences are no {charset.Name} and were replaced."), null));
        }

        text = part.IsHtml ? HtmlText.Read(new StringReader(text), cancellationToken) : part.IsFlowed ? Flowed(text, part) : text;
        return (MailLines.Clean(text), charset);
    }

    /// <summary>RFC 3676: lines that were broken for the way are whole again.</summary>
    private static string Flowed(string text, TextPart part)
    {
        var converter = new FlowedToText { DeleteSpace = string.Equals(part.ContentType.Parameters["delsp"], "yes", StringComparison.OrdinalIgnoreCase) };
        return converter.Convert(text);
    }

    private static byte[] Bytes(TextPart part, ImmutableArray<Damage>.Builder damage, CancellationToken cancellationToken)
    {
        if (part.Content is not { } content)
        {
            return [];
        }

        using Stream decoded = content.Open();
        using var bytes = new MemoryStream();
        byte[] buffer = new byte[1 << 14];
        for (int read = decoded.Read(buffer); read > 0; read = decoded.Read(buffer))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (bytes.Length + read > MaxTextSizeInBytes)
            {
                damage.Add(new Damage("mail-limit", string.Create(CultureInfo.InvariantCulture, $"The text of the mail has more than {MaxTextSizeInBytes} bytes; the rest was not read."), null));
                break;
            }

            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }
}
