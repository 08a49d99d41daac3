using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CaseTriage.Formats.CompoundFile;
using CaseTriage.Formats.MailThread;
using MimeKit;

namespace CaseTriage.Formats.Mail.Outlook;

/// <summary>
/// The head of a mail of Outlook. What the mail was sent with (<c>PidTagTransportMessageHeaders</c>) has the true zone of its time and the ids; a mail that was never sent
/// over the net, or is taken from its sender, has none: then the properties tell.
/// </summary>
internal sealed class OutlookHead(CompoundFileReader file, CompoundEntry mail, MapiProperties properties, string? charset, CancellationToken cancellationToken)
{
    private const int MaxFieldLength = 4096;
    private const int MaxRecipients = 200;

    private const int RecipientHeadSize = 8;
    private const int To = 1;
    private const int Cc = 2;

    private readonly MailThreadMessage _sent = Sent(properties.Text(MapiTag.TransportMessageHeaders, charset, MapiProperties.MaxHeadSizeInBytes), cancellationToken);

    /// <summary>The head as a message without text.</summary>
    public MailThreadMessage Read()
    {
        (MailTime? time, string raw) = Time();
        ILookup<int, string> recipients = Recipients().ToLookup(recipient => recipient.Type, recipient => recipient.Shown);
        return _sent with
        {
            From = _sent.From is { Length: > 0 } from ? from : Sender() ?? "",
            To = _sent.To ?? Join(recipients[To]) ?? Field(MapiTag.DisplayTo),
            Cc = _sent.Cc ?? Join(recipients[Cc]) ?? Field(MapiTag.DisplayCc),
            Id = _sent.Id ?? Id(MapiTag.InternetMessageId),
            InReplyTo = _sent.InReplyTo ?? Id(MapiTag.InReplyToId),
            References = _sent.References is { IsEmpty: false } known ? known : References(),
            Subject = Field(MapiTag.Subject) ?? _sent.Subject,
            SentAtRaw = raw,
            SentAt = time,
        };
    }

    /// <summary>Reads the fields that the mail was sent with, as the head of a mail without text.</summary>
    private static MailThreadMessage Sent(string? fields, CancellationToken cancellationToken)
    {
        var none = new MailThreadMessage { Index = 1, Line = 0 };
        if (fields is null)
        {
            return none;
        }

        try
        {
            using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(fields.TrimEnd() + "\r\n\r\n"), writable: false);
            return MailMessageReader.Read(new MimeMessage(HeaderList.Load(bytes, cancellationToken)), [], cancellationToken).Messages[0];
        }
        catch (Exception foreign) when (MailReader.IsOfTheLibrary(foreign))
        {
            return none;
        }
    }

    private (MailTime? Time, string Raw) Time()
    {
        if (_sent.SentAt is { } sent)
        {
            return (sent, _sent.SentAtRaw);
        }

        return (properties.Time(MapiTag.ClientSubmitTime) ?? properties.Time(MapiTag.MessageDeliveryTime)) is { } utc
            ? (new MailTime(DateTime.SpecifyKind(utc, DateTimeKind.Unspecified), TimeSpan.Zero), utc.ToString("yyyy-MM-dd HH:mm:ss'+00:00'", CultureInfo.InvariantCulture))
            : (null, _sent.SentAtRaw);
    }

    /// <summary>In whose name it was sent, else who sent it.</summary>
    private string? Sender() =>
        Show(Field(MapiTag.SentRepresentingName), Field(MapiTag.SentRepresentingSmtpAddress) ?? Field(MapiTag.SentRepresentingEmailAddress))
        ?? Show(Field(MapiTag.SenderName), Field(MapiTag.SenderSmtpAddress) ?? Field(MapiTag.SenderEmailAddress));

    private IEnumerable<(int Type, string Shown)> Recipients()
    {
        foreach (CompoundEntry storage in mail.Children.Where(child => child.IsStorage && child.Name.StartsWith("__recip_version1.0_#", StringComparison.OrdinalIgnoreCase)).Take(MaxRecipients))
        {
            var recipient = new MapiProperties(file, storage, RecipientHeadSize, cancellationToken);
            if (Show(Line(recipient.Text(MapiTag.DisplayName, charset)), Line(recipient.Text(MapiTag.SmtpAddress, charset) ?? recipient.Text(MapiTag.EmailAddress, charset))) is { } shown)
            {
                yield return (recipient.Number(MapiTag.RecipientType) ?? To, shown);
            }
        }
    }

    /// <summary>A name with its address; an address within the sender's own mail system (<c>/o=…</c>) says nothing to people.</summary>
    private static string? Show(string? name, string? address)
    {
        string? mailbox = address is not null && address.Contains('@', StringComparison.Ordinal) ? address : null;
        return name is null || name == mailbox ? mailbox : mailbox is null ? name : $"{name} <{mailbox}>";
    }

    private ImmutableArray<string> References() =>
        [.. (properties.Text(MapiTag.InternetReferences, charset, MapiProperties.MaxHeadSizeInBytes) ?? "").Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Take(MaxRecipients).Select(Bare).OfType<string>()];

    private string? Id(MapiTag tag) => Field(tag) is { } id ? Bare(id) : null;

    private static string? Bare(string id) => Line(id.Trim().TrimStart('<').TrimEnd('>'));

    private static string? Join(IEnumerable<string> shown) => Line(string.Join("; ", shown));

    private string? Field(MapiTag tag) => Line(properties.Text(tag, charset));

    private static string? Line(string? value)
    {
        string line = new string([.. (value ?? "").Take(MaxFieldLength).Select(c => char.IsControl(c) ? ' ' : c)]).Trim();
        return line.Length == 0 ? null : line;
    }
}
