using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using CaseTriage.Formats.Text;

namespace CaseTriage.Formats.HardwareHash;

/// <summary>
/// A text in which inventories are looked for: its lines with what mail programs, chats and browsers put between the characters taken away.
/// Lines keep the numbers that they have in the file.
/// </summary>
internal sealed partial class InventoryText
{
    private readonly List<TextLine> _lines = [];
    private bool _hasInvisible;
    private bool _hasFullWidth;

    private InventoryText(InventoryForm? container) => Container = container;

    /// <summary>The lines; a line of HTML or JSON may have become several, all with its number.</summary>
    public IReadOnlyList<TextLine> Lines => _lines;

    /// <summary>Form that the text as a whole has, or null where each inventory shows its own.</summary>
    public InventoryForm? Container { get; }

    /// <summary>What was put right, for people.</summary>
    public IEnumerable<string> Notes
    {
        get
        {
            if (_hasInvisible)
            {
                yield return "Invisible characters were removed.";
            }

            if (_hasFullWidth)
            {
                yield return "Full-width characters were narrowed.";
            }
        }
    }

    public static InventoryText Prepare(string text)
    {
        var result = new InventoryText(DetectContainer(text));
        Func<string, string>? unwrap = result.Container == InventoryForm.Json ? WithoutJsonEscapes : IsHtml(text) ? WithoutTags : null;
        foreach (TextLine line in TextLine.Split(text))
        {
            result.Add(line, unwrap);
        }

        return result;
    }

    private void Add(TextLine line, Func<string, string>? unwrap)
    {
        if (unwrap is null)
        {
            _lines.Add(line with { Text = Clean(line.Text) });
            return;
        }

        foreach (TextLine piece in TextLine.Split(unwrap(line.Text)))
        {
            _lines.Add(new TextLine(line.Number, Clean(piece.Text)));
        }
    }

    private static InventoryForm? DetectContainer(string text)
    {
        ReadOnlySpan<char> head = text.AsSpan(0, Math.Min(text.Length, 4096)).TrimStart();
        if (head is ['{', ..] or ['[', ..] && head.Contains('"'))
        {
            return InventoryForm.Json;
        }

        int firstLine = head.IndexOfAny('\r', '\n');
        return firstLine > 0 && head[..firstLine].Contains("Hardware Hash", StringComparison.OrdinalIgnoreCase) && head[..firstLine].Contains(',')
            ? InventoryForm.AutopilotCsv
            : null;
    }

    private static bool IsHtml(string text) =>
        (text.Contains("<br", StringComparison.OrdinalIgnoreCase) || text.Contains("<div", StringComparison.OrdinalIgnoreCase) || text.Contains("<html", StringComparison.OrdinalIgnoreCase))
        && !text.Contains("<HardwareInventory", StringComparison.OrdinalIgnoreCase);

    private static string WithoutTags(string line) => WebUtility.HtmlDecode(AnyTag().Replace(BreakingTag().Replace(line, "\n"), ""));

    private static string WithoutJsonEscapes(string line) => line.Contains('\\')
        ? line.Replace("\\/", "/", StringComparison.Ordinal)
            .Replace("\\u002B", "+", StringComparison.OrdinalIgnoreCase)
            .Replace("\\u002F", "/", StringComparison.OrdinalIgnoreCase)
            .Replace("\\u003D", "=", StringComparison.OrdinalIgnoreCase)
            .Replace("\\r", "", StringComparison.Ordinal)
            .Replace("\\n", "\n", StringComparison.Ordinal)
        : line;

    /// <summary>Removes what nobody sees and narrows full-width letters, digits and signs.</summary>
    private string Clean(string line)
    {
        if (Ascii.IsValid(line) && !line.Contains('\0'))
        {
            return line;
        }

        var result = new StringBuilder(line.Length);
        foreach (char c in line)
        {
            if (IsInvisible(c))
            {
                _hasInvisible = true;
            }
            else if (c is >= '\uFF01' and <= '\uFF5E')
            {
                // Full-width punctuation is ordinary in Chinese text; only letters and digits are worth a note.
                _hasFullWidth |= c is (>= '\uFF10' and <= '\uFF19') or (>= '\uFF21' and <= '\uFF3A') or (>= '\uFF41' and <= '\uFF5A');
                result.Append((char)(c - ('\uFF01' - '!')));
            }
            else
            {
                result.Append(c is '\u00A0' or '\u3000' ? ' ' : c);
            }
        }

        return result.ToString();
    }

    private static bool IsInvisible(char c) => c is '\0' or '\u00AD' or (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u2064') or '\uFEFF';

    [GeneratedRegex("</?(?:br|div|tr|td|li|pre|p)(?:[ /][^<>]*)?>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex BreakingTag();

    [GeneratedRegex("</?[a-z][^<>]*>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex AnyTag();
}
