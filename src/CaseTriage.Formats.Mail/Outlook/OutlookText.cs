using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CaseTriage.Formats.MailThread;

namespace CaseTriage.Formats.Mail.Outlook;

/// <summary>The text of a mail of Outlook: the plain one where it has words, else the HTML one, else that of the rich text.</summary>
internal sealed class OutlookText(MapiProperties properties, string? charset, ImmutableArray<Damage>.Builder damage, CancellationToken cancellationToken)
{
    /// <summary>Most bytes of one text that are read; people write kilobytes.</summary>
    private const int MaxTextSizeInBytes = 4 << 20;

    /// <summary>Reads the text; empty where the mail has none.</summary>
    public (string Text, MailCharset? Charset) Read()
    {
        foreach (Func<(string Text, MailCharset Charset)?> form in (Func<(string, MailCharset)?>[])[Plain, Html, Rtf])
        {
            if (form() is { Text.Length: > 0 } found)
            {
                return found;
            }
        }

        return ("", null);
    }

    private (string Text, MailCharset Charset)? Plain() => Written(MapiTag.Body) is { } plain ? Decode(plain.Bytes, plain.Charset, isHtml: false) : null;

    /// <summary>HTML lies in a property of bytes, as it was sent (PidTagHtml), or of text (PidTagBodyHtml): both have one number.</summary>
    private (string Text, MailCharset Charset)? Html()
    {
        string? declared = CodePageName.Of(properties.Number(MapiTag.InternetCodepage) ?? 0) ?? charset;
        return properties.Bytes(MapiTag.BodyHtml, MapiType.Binary, MaxTextSizeInBytes) is { Length: > 0 } bytes ? Decode(bytes, declared, isHtml: true)
            : Written(MapiTag.BodyHtml) is { } html ? Decode(html.Bytes, html.Charset, isHtml: true)
            : null;
    }

    private (string Text, MailCharset Charset)? Rtf()
    {
        if (properties.Bytes(MapiTag.RtfCompressed, MapiType.Binary, RtfBody.MaxPackedSizeInBytes) is not { Length: > 0 } packed)
        {
            return null;
        }

        byte[] rtf = RtfBody.Unpack(packed);
        if (!rtf.AsSpan().StartsWith("{\\rtf"u8))
        {
            damage.Add(new Damage("mail-rtf", "The text of the mail is packed rich text that cannot be unpacked. Ask for the mail saved as .eml, or for its text.", null));
            return null;
        }

        RtfText read = RtfText.Read(rtf, cancellationToken);
        string name = CodePageName.Of(read.CodePage) ?? "windows-1252";
        return (Clean(read.Words, read.IsHtml), new MailCharset(name, name, MailCharsetReason.Declared));
    }

    private (byte[] Bytes, string? Charset)? Written(MapiTag tag) =>
        properties.Bytes(tag, MapiType.Unicode, MaxTextSizeInBytes) is { Length: > 0 } wide ? (wide, Encoding.Unicode.WebName)
        : properties.Bytes(tag, MapiType.EightBit, MaxTextSizeInBytes) is { Length: > 0 } narrow ? (narrow, charset)
        : null;

    private (string Text, MailCharset Charset) Decode(byte[] bytes, string? declared, bool isHtml)
    {
        (string text, MailCharset read, int replaced) = MailTextDecoder.Decode(bytes, declared);
        if (replaced > 0)
        {
            damage.Add(new Damage("mail-text-encoding", string.Create(CultureInfo.InvariantCulture, $"{replaced} byte sequences are no {read.Name} and were replaced."), null));
        }

        if (bytes.Length == MaxTextSizeInBytes)
        {
            damage.Add(new Damage("mail-limit", string.Create(CultureInfo.InvariantCulture, $"The text of the mail has {MaxTextSizeInBytes} bytes or more; the rest was not read."), null));
        }

        return (Clean(text, isHtml), read);
    }

    private string Clean(string text, bool isHtml) => MailLines.Clean(isHtml ? HtmlText.Read(new StringReader(text), cancellationToken) : text);
}
