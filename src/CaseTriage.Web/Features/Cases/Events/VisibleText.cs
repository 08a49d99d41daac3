using System.Globalization;
using System.Text;

namespace CaseTriage.Web.Features.Cases.Events;

/// <summary>
/// Makes what a text hides visible. Signs that turn the direction of writing could show a text as another than it is (Unicode UAX #9), and a
/// control character shows nothing; both are replaced by their code.
/// </summary>
public static class VisibleText
{
    /// <summary>The text in one line: breaks become spaces, runs of white space one space.</summary>
    /// <param name="maxLength">Longest result in characters, without the sign that says that more follows.</param>
    public static string OneLine(ReadOnlySpan<char> text, int maxLength)
    {
        var line = new StringBuilder();
        bool isSpaceDue = false;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (line.Length >= maxLength)
            {
                return line.Append('…').ToString();
            }

            if (Rune.IsWhiteSpace(rune))
            {
                isSpaceDue = line.Length > 0;
                continue;
            }

            if (isSpaceDue)
            {
                line.Append(' ');
                isSpaceDue = false;
            }

            Append(line, rune);
        }

        return line.ToString();
    }

    private static void Append(StringBuilder line, Rune rune)
    {
        if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control || IsDirection(rune.Value))
        {
            line.Append(CultureInfo.InvariantCulture, $"[U+{rune.Value:X4}]");
        }
        else
        {
            line.Append(rune.ToString());
        }
    }

    /// <summary>Marks, embeddings, overrides and isolates of UAX #9, and the byte order mark.</summary>
    private static bool IsDirection(int value) => value is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFEFF;
}
