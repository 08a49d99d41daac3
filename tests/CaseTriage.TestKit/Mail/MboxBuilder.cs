using System.Text;

namespace CaseTriage.TestKit.Mail;

/// <summary>How a folder file keeps lines of a mail apart from those that divide mails.</summary>
public enum MboxVariant
{
    /// <summary><c>From </c> at the start of a line gets one <c>&gt;</c>.</summary>
    Mboxo,

    /// <summary>Lines that begin so already get one more.</summary>
    Mboxrd,

    /// <summary>The head names the length of the body; nothing is marked.</summary>
    Mboxcl2,
}

/// <summary>Writes a folder of mails (RFC 4155).</summary>
public sealed class MboxBuilder(MboxVariant variant)
{
    private readonly List<byte> _file = [];

    /// <summary>Adds a mail; its line ends become those of a folder file.</summary>
    public MboxBuilder Add(byte[] mail)
    {
        string text = Encoding.Latin1.GetString(mail).Replace("\r\n", "\n", StringComparison.Ordinal);
        if (variant == MboxVariant.Mboxcl2)
        {
            int body = text.IndexOf("\n\n", StringComparison.Ordinal) + 2;
            text = text.Insert(body - 1, FormattableString.Invariant($"Content-Length: {text.Length - body}\n"));
        }
        else
        {
            text = string.Join('\n', text.Split('\n').Select(line => IsMarked(line) ? ">" + line : line));
        }

        _file.AddRange(Encoding.Latin1.GetBytes($"From - Mon Nov 13 11:08:00 2023\n{text}\n"));
        return this;
    }

    /// <summary>The file.</summary>
    public byte[] Build() => [.. _file];

    private bool IsMarked(string line) => (variant == MboxVariant.Mboxrd ? line.TrimStart('>') : line).StartsWith("From ", StringComparison.Ordinal);
}
