namespace CaseTriage.Formats.Mail;

/// <summary>Lines of a mail's text.</summary>
internal static class MailLines
{
    /// <summary>Line ends as <c>\n</c>, zero bytes dropped, hard spaces as spaces, no spaces at the ends of lines, no empty lines at the ends.</summary>
    public static string Clean(string text)
    {
        string[] lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace("\0", "", StringComparison.Ordinal).Replace('\u00A0', ' ').Split('\n');
        return string.Join('\n', lines.Select(line => line.TrimEnd())).Trim('\n');
    }
}
