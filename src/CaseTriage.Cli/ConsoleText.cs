using System.Globalization;
using System.Text;

namespace CaseTriage.Cli;

/// <summary>Text from bundles on a terminal: what could move the cursor, colour or hide something is written out.</summary>
internal static class ConsoleText
{
    /// <summary>Replaces control characters, and characters that turn the direction of writing, by <c>\u001B</c> and the like.</summary>
    public static string Escape(string text)
    {
        if (!text.Any(IsUnsafe))
        {
            return text;
        }

        var safe = new StringBuilder(text.Length + 16);
        foreach (char c in text)
        {
            _ = IsUnsafe(c) ? safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}") : safe.Append(c);
        }

        return safe.ToString();
    }

    private static bool IsUnsafe(char c) => char.IsControl(c) || c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' or '\u200E' or '\u200F' or '\u2028' or '\u2029';
}
