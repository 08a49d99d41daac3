using System.Globalization;
using System.Text;

namespace CaseTriage.TestKit.Mail;

/// <summary>Writes a mail as it is sent (RFC 5322), with as many parts as are added; a single text part is the body itself.</summary>
public sealed class EmlBuilder
{
    private readonly StringBuilder _head = new("MIME-Version: 1.0\r\n");
    private readonly List<(string Head, byte[] Content)> _parts = [];

    /// <summary>A header field; characters above ASCII go out as raw UTF-8.</summary>
    public EmlBuilder Field(string name, string value)
    {
        _head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        return this;
    }

    /// <summary>Sender, recipient, time and subject at once.</summary>
    public EmlBuilder Head(string from, string date, string subject = "logs") => Field("From", from).Field("To", "support@example.test").Field("Date", date).Field("Subject", subject);

    /// <summary>A text as it stands, eight-bit.</summary>
    /// <param name="content">Its bytes.</param>
    /// <param name="type">Media type with parameters.</param>
    public EmlBuilder Text(byte[] content, string type)
    {
        _parts.Add(($"Content-Type: {type}\r\nContent-Transfer-Encoding: 8bit\r\n", content));
        return this;
    }

    /// <summary>A plain text in UTF-8.</summary>
    public EmlBuilder Text(string text) => Text(Encoding.UTF8.GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal)), "text/plain; charset=utf-8");

    /// <summary>An HTML text in UTF-8.</summary>
    public EmlBuilder Html(string html) => Text(Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8");

    /// <summary>A file in Base64.</summary>
    public EmlBuilder File(string name, byte[] content)
    {
        string base64 = Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks);
        _parts.Add(($"Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=\"{name}\"\r\nContent-Transfer-Encoding: base64\r\n", Encoding.ASCII.GetBytes(base64)));
        return this;
    }

    /// <summary>The mail.</summary>
    public byte[] Build()
    {
        using var mail = new MemoryStream();
        mail.Write(Encoding.UTF8.GetBytes(_head.ToString()));
        if (_parts is [var (head, content)])
        {
            mail.Write([.. Encoding.UTF8.GetBytes(head), .. "\r\n"u8, .. content, .. "\r\n"u8]);
            return mail.ToArray();
        }

        mail.Write("Content-Type: multipart/mixed; boundary=\"=_part\"\r\n\r\n"u8);
        foreach ((string partHead, byte[] partContent) in _parts)
        {
            mail.Write([.. Encoding.UTF8.GetBytes("--=_part\r\n" + partHead), .. "\r\n"u8, .. partContent, .. "\r\n"u8]);
        }

        mail.Write("--=_part--\r\n"u8);
        return mail.ToArray();
    }
}
