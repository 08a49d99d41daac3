using System.Globalization;
using System.Text.RegularExpressions;

namespace CaseTriage.Formats.OfflineRequest;

/// <summary>A text split into its values.</summary>
/// <param name="Kind">How it was split.</param>
/// <param name="Values">Name, or number from 1 where there is none, and value.</param>
/// <param name="Fault">Whether it broke off, or held more than is read.</param>
internal sealed record SplitText(PayloadKind Kind, List<(string Name, string Value)> Values, PayloadFault Fault = PayloadFault.None);

/// <summary>Splits a text by its structure: link, JSON, XML, pairs of name and value, separators.</summary>
internal static partial class TextStructure
{
    /// <summary>Elements or objects within each other; counted before a library sees the text.</summary>
    public const int MaxNesting = 32;

    /// <summary>In the order of their weight: what parts the pairs of a text, and what parts values without names.</summary>
    private static readonly char[] s_separators = ['\n', '&', '|', ';', '；', '\t', ',', '，'];

    /// <summary>The values of a text, or null where it has no structure.</summary>
    public static SplitText? Split(string text) => text switch
    {
        "" => null,
        ['{' or '[', ..] => JsonValues.Read(text),
        ['<', ..] => XmlValues.Read(text),
        _ when LinkStart().IsMatch(text) => Link(text),
        _ when IsOneValue(text) => null,
        _ => Pairs(text) ?? Separated(text),
    };

    /// <summary>Long numbers, hardware addresses and times hold the signs that part other texts.</summary>
    private static bool IsOneValue(string text) =>
        text.All(sign => char.IsAsciiDigit(sign) || sign is ' ' or '-' or '\r' or '\n' or '\t') || OneValue().IsMatch(text);

    private static SplitText Link(string text)
    {
        var values = new List<(string Name, string Value)>();
        int query = text.IndexOfAny(['?', '#']);
        string address = query < 0 ? text : text[..query];
        values.Add(("link", address));
        foreach (string pair in query < 0 ? [] : text[(query + 1)..].Split(['&', '#', ';', '?'], OfflineRequestReader.MaxValues, StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? (values.Count + 1).ToString(CultureInfo.InvariantCulture) : Uri.UnescapeDataString(pair[..equals]);
            values.Add((name, Uri.UnescapeDataString(pair[(equals + 1)..])));
        }

        return new SplitText(PayloadKind.Link, values);
    }

    private static SplitText? Pairs(string text)
    {
        foreach (char separator in s_separators)
        {
            string[] parts = text.Split(separator, OfflineRequestReader.MaxValues + 1, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            List<(string Name, string Value)> pairs = [];
            foreach (string part in parts)
            {
                if (Pair(part) is { } pair)
                {
                    pairs.Add(pair);
                }
            }

            // A few parts may be headings; one pair alone needs no separator.
            if (pairs.Count > 0 && pairs.Count * 5 >= parts.Length * 3 && (parts.Length > 1 || separator == s_separators[^1]))
            {
                int number = 0;
                return new SplitText(
                    PayloadKind.KeyValue,
                    [.. parts.Take(OfflineRequestReader.MaxValues).Select(part => (Number: ++number, Part: part)).Select(part => Pair(part.Part) ?? (part.Number.ToString(CultureInfo.InvariantCulture), part.Part))],
                    parts.Length > OfflineRequestReader.MaxValues ? PayloadFault.Limit : PayloadFault.None);
            }
        }

        return null;
    }

    private static (string Name, string Value)? Pair(string part)
    {
        int at = part.AsSpan(0, Math.Min(part.Length, MaxNameLength + 1)).IndexOfAny("=:：＝");
        return at > 1 && at < part.Length - 1 && !OneValue().IsMatch(part) && IsName(part.AsSpan(0, at)) && part.AsSpan(at + 1).Trim().TrimStart('=') is { Length: > 0 } value
            ? (part[..at].Trim(), Unquoted(part[(at + 1)..].Trim()))
            : null;
    }

    private const int MaxNameLength = 40;

    /// <summary>A name begins with a letter and has no sign of its own but a few.</summary>
    private static bool IsName(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> name = text.Trim();
        if (name.Length < 2 || !char.IsLetter(name[0]))
        {
            return false;
        }

        foreach (char sign in name)
        {
            if (!char.IsLetterOrDigit(sign) && sign is not ('_' or '-' or '.' or ' ' or '(' or ')' or '（' or '）' or '[' or ']'))
            {
                return false;
            }
        }

        return true;
    }

    private static string Unquoted(string value) => value is ['"', .., '"'] or ['\'', .., '\''] ? value[1..^1] : value;

    /// <summary>Commas and line ends part values only where these are no sentences.</summary>
    private static SplitText? Separated(string text)
    {
        foreach (char separator in (ReadOnlySpan<char>)['|', ';', '\t', ',', '\n'])
        {
            string[] parts = text.Split(separator, OfflineRequestReader.MaxValues + 1, StringSplitOptions.TrimEntries);
            bool isProse = separator is ',' or '\n' && parts.Count(part => part.Contains(' ')) * 5 > parts.Length;
            if (parts.Length > 1 && !isProse)
            {
                int number = 0;
                return new SplitText(
                    PayloadKind.Separated,
                    [.. parts.Take(OfflineRequestReader.MaxValues).Select(part => ((++number).ToString(CultureInfo.InvariantCulture), part)).Where(part => part.part.Length > 0)],
                    parts.Length > OfflineRequestReader.MaxValues ? PayloadFault.Limit : PayloadFault.None);
            }
        }

        return null;
    }

    [GeneratedRegex("^[a-z][a-z0-9+.-]{1,20}://[^\\s]+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex LinkStart();

    // A hardware address, a time, or Base64 in lines.
    [GeneratedRegex(@"^(?:[0-9A-F]{2}([:-][0-9A-F]{2}){5}|[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}[T ][0-9:.]{5,16} ?(?:Z|[+-][0-9]{2}:?[0-9]{2})?|[A-Z0-9+/_\r\n-]{60,}={0,2})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex OneValue();
}
