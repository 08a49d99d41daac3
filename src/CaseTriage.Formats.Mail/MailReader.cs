using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CaseTriage.Formats.MailThread;
using MimeKit;

namespace CaseTriage.Formats.Mail;

/// <summary>
/// A mail (RFC 5322, RFC 2045 to 2049): its head and text, and the files that it carries: attachments, pictures within its text, and mails attached as
/// such. Contents stay where they lie in the file until they are asked for.
/// </summary>
public sealed class MailReader
{
    /// <summary>Parts within parts; mail programs need five.</summary>
    private const int MaxDepth = 20;

    private readonly MimeMessage _mail;
    private readonly List<MimeEntity> _parts;

    // The library asks for the code pages of mails by their names.
    static MailReader() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private MailReader(MimeMessage mail, List<MimeEntity> parts, ImmutableArray<Damage> damage)
    {
        _mail = mail;
        _parts = parts;
        Attachments = [.. parts.Select((part, index) => new MailAttachment(index, NameOf(part, index)))];
        Damage = damage;
    }

    /// <summary>The files, in the order of the mail.</summary>
    public ImmutableArray<MailAttachment> Attachments { get; }

    /// <summary>What is wrong with the mail as a whole; damage of a file comes with <see cref="Extract"/>.</summary>
    public ImmutableArray<Damage> Damage { get; }

    /// <summary>Reads the structure of a mail.</summary>
    /// <param name="stream">Seekable; used as long as files are extracted, and not owned.</param>
    /// <param name="maxAttachments">Most files that are listed; the rest is told as damage <c>limit-entries</c>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="MalformedDataException">It is no mail.</exception>
    public static MailReader Open(Stream stream, int maxAttachments, CancellationToken cancellationToken)
    {
        stream.Position = 0;
        ParserOptions options = ParserOptions.Default.Clone();
        options.MaxMimeDepth = MaxDepth;
        options.CharsetEncoding = CodePagesEncodingProvider.Instance.GetEncoding("gb18030") ?? Encoding.UTF8;
        MimeMessage mail = Load(options, stream, cancellationToken);
        List<MimeEntity> parts = [];
        bool isWhole = Collect(mail.Body, parts, maxAttachments, cancellationToken);
        return new MailReader(mail, parts, isWhole ? [] :
        [
            new Damage("limit-entries", string.Create(CultureInfo.InvariantCulture, $"The mail carries more than {maxAttachments} files; the rest was not looked at. Ask for them in several mails."), null),
        ]);
    }

    /// <summary>Reads head and text as a thread of one message; quotes are still in its text.</summary>
    /// <exception cref="MalformedDataException">They cannot be read.</exception>
    public MailThreadContent ReadMessage(CancellationToken cancellationToken)
    {
        try
        {
            return MailMessageReader.Read(_mail, [.. _parts.Zip(Attachments).Where(pair => pair.First.IsAttachment).Select(pair => pair.Second.Name)], cancellationToken);
        }
        catch (Exception foreign) when (IsOfTheLibrary(foreign))
        {
            throw new MalformedDataException("not-mail", "Head or text of the mail cannot be read. Ask for it saved as .eml again.", foreign);
        }
    }

    /// <summary>Writes the content of a file to a stream as far as it can be had.</summary>
    /// <returns>What is wrong with it; null where it is whole, as far as a mail can tell.</returns>
    public Damage? Extract(MailAttachment attachment, Stream destination, CancellationToken cancellationToken)
    {
        try
        {
            return Write(_parts[attachment.Index], destination, cancellationToken);
        }
        catch (Exception foreign) when (IsOfTheLibrary(foreign))
        {
            return new Damage("entry-data", "The file cannot be taken out of the mail: its encoding is damaged. Ask for it again.", null);
        }
    }

    private static Damage? Write(MimeEntity part, Stream destination, CancellationToken cancellationToken)
    {
        switch (part)
        {
            case MessagePart { Message: { } message }:
                message.WriteTo(destination, cancellationToken);
                return null;
            case MimePart { Content: { } content }:
                content.DecodeTo(destination, cancellationToken);
                return IsCut(content, cancellationToken)
                    ? new Damage("entry-truncated", "The Base64 text of the file ends inside a group of four characters: the mail was cut. What lies before was read. Ask for it again.", null)
                    : null;
            default:
                return new Damage("entry-empty", "The mail names a file here and carries none. Ask for it again.", null);
        }
    }

    private static MimeMessage Load(ParserOptions options, Stream stream, CancellationToken cancellationToken)
    {
        try
        {
            // Persistent: contents are read from the file when asked for.
            return MimeMessage.Load(options, stream, persistent: true, cancellationToken);
        }
        catch (Exception foreign) when (IsOfTheLibrary(foreign))
        {
            throw new MalformedDataException("not-mail", "The file begins as a mail does, but its structure cannot be read. Ask for it saved as .eml again.", foreign);
        }
    }

    internal static bool IsOfTheLibrary(Exception exception) =>
        exception is FormatException or ArgumentException or InvalidOperationException or NotSupportedException or IndexOutOfRangeException;

    /// <summary>Collects the parts that are files, by a list and not by calls. False where there are too many.</summary>
    private static bool Collect(MimeEntity? body, List<MimeEntity> parts, int maxAttachments, CancellationToken cancellationToken)
    {
        Stack<MimeEntity> open = new(body is null ? [] : [body]);
        while (open.TryPop(out MimeEntity? entity))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (entity is Multipart multipart)
            {
                foreach (MimeEntity child in multipart.Reverse())
                {
                    open.Push(child);
                }
            }
            else if (IsFile(entity))
            {
                if (parts.Count == maxAttachments)
                {
                    return false;
                }

                parts.Add(entity);
            }
        }

        return true;
    }

    /// <summary>Text without a name is the mail's own.</summary>
    private static bool IsFile(MimeEntity entity) => entity switch
    {
        MessagePart => true,
        TextPart text => text.IsAttachment || text.FileName is not null,
        MimePart => true,
        _ => false,
    };

    private static string NameOf(MimeEntity part, int index)
    {
        string? stated = part.ContentDisposition?.FileName ?? part.ContentType?.Name;
        return part switch
        {
            _ when !string.IsNullOrWhiteSpace(stated) => stated,
            MessagePart { Message.Subject: { Length: > 0 } subject } => subject + ".eml",
            MessagePart => string.Create(CultureInfo.InvariantCulture, $"mail-{index + 1}.eml"),
            _ => string.Create(CultureInfo.InvariantCulture, $"attachment-{index + 1}.{part.ContentType?.MediaSubtype ?? "bin"}"),
        };
    }

    /// <summary>Whether Base64 text ends inside a group; the decoder takes that without a word.</summary>
    private static bool IsCut(IMimeContent content, CancellationToken cancellationToken)
    {
        if (content is not { Encoding: ContentEncoding.Base64, Stream: { } encoded })
        {
            return false;
        }

        encoded.Position = 0;
        byte[] buffer = new byte[1 << 14];
        long characters = 0;
        for (int read = encoded.Read(buffer); read > 0; read = encoded.Read(buffer))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (byte value in buffer.AsSpan(0, read))
            {
                characters += char.IsAsciiLetterOrDigit((char)value) || value is (byte)'+' or (byte)'/' or (byte)'=' ? 1 : 0;
            }
        }

        return characters % 4 != 0;
    }
}
