using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CaseTriage.Formats.TextLog;

/// <summary>
/// Finds result codes in a line of a log, a mail or the data of an event, and brings them to one form: <c>0xC004F074</c>, <c>hr=0xc004f074</c>,
/// <c>-1073418124</c>, <c>错误代码 C004F074</c>, and the activation platform's <c>(code:106)0x80131501:Text</c>. Numbers that merely look like
/// one (addresses, sizes, ids) are left alone: a hexadecimal number counts where it is a failure or, after a word for result, success.
/// </summary>
public static partial class ErrorCodeReader
{
    /// <summary>Longest accompanying text, in characters.</summary>
    public const int MaxTextLength = 200;

    /// <summary>Longest text that is searched; what follows is not.</summary>
    private const int MaxLength = 1024 * 1024;

    private static readonly SearchValues<char> s_endsOfWords = SearchValues.Create("\r\n。，；;“”\"<>|");

    private const uint Failure = 0x80000000;

    /// <summary>0x4004F00C to 0x4004F401: codes of the licensing service that inform, "inside grace" among them (slerror.h).</summary>
    private const uint LicensingInformation = 0x4004F000;

    /// <summary>All codes in the order of the text.</summary>
    public static IEnumerable<ErrorCode> Find(string text)
    {
        string searched = text.Length > MaxLength ? text[..MaxLength] : text;
        for (Match match = Pattern().Match(searched); match.Success; match = match.NextMatch())
        {
            ErrorCode? code = match.Groups["aps"].Success ? Platform(searched, match)
                : match.Groups["hex"].Success ? Hexadecimal(searched, match)
                : match.Groups["bare"].Success ? Bare(searched, match)
                : Decimal(searched, match);
            if (code is not null)
            {
                yield return code;
            }
        }
    }

    private static ErrorCode? Platform(string text, Match match)
    {
        Group number = match.Groups["aps"];
        string code = number.Value.TrimStart('0') is { Length: > 0 } significant ? significant : "0";
        // The words stand behind the HRESULT that follows, or at once.
        Match hresult = LeadingHex().Match(text, match.Index + match.Length);
        return new ErrorCode(code, ErrorCodeSystem.Aps, Words(text, hresult.Success ? hresult.Index + hresult.Length : match.Index + match.Length, needsColon: false), match.Index);
    }

    private static ErrorCode? Hexadecimal(string text, Match match)
    {
        uint number = uint.Parse(match.Groups["hex"].ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        bool counts = number >= Failure || (number & 0xFFFFF000) == LicensingInformation || (number == 0 && IsLabelled(text, match.Index));
        return counts ? Create(number, text, match) : null;
    }

    private static ErrorCode? Bare(string text, Match match)
    {
        uint number = uint.Parse(match.Groups["bare"].ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return match.Groups["bare"].ValueSpan.StartsWith("C004", StringComparison.OrdinalIgnoreCase) || IsLabelled(text, match.Index) ? Create(number, text, match) : null;
    }

    private static ErrorCode? Decimal(string text, Match match)
    {
        long number = long.Parse(match.Groups["decimal"].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (number is < int.MinValue or > uint.MaxValue)
        {
            return null;
        }

        uint code = unchecked((uint)number);
        bool counts = code >= Failure && (number < 0 || IsLabelled(text, match.Index));
        return counts ? Create(code, text, match) : null;
    }

    private static ErrorCode Create(uint number, string text, Match match)
    {
        ErrorCodeSystem system = (number >> 16) == 0x8013 ? ErrorCodeSystem.DotNet : ErrorCodeSystem.Windows;
        return new ErrorCode(FormattableString.Invariant($"0x{number:X8}"), system, Words(text, match.Index + match.Length, needsColon: true), match.Index);
    }

    private static bool IsLabelled(string text, int index) => Label().IsMatch(text.AsSpan(Math.Max(0, index - 24), index - Math.Max(0, index - 24)));

    /// <summary>The words after a code up to the end of the sentence or line.</summary>
    private static string? Words(string text, int start, bool needsColon)
    {
        ReadOnlySpan<char> rest = text.AsSpan(start).TrimStart(' ');
        if (rest is [':' or '：', ..])
        {
            rest = rest[1..].TrimStart(' ');
        }
        else if (needsColon)
        {
            return null;
        }

        int end = rest.IndexOfAny(s_endsOfWords);
        ReadOnlySpan<char> words = end < 0 ? rest : rest[..end];
        int stop = words.IndexOf(". ");
        words = (stop < 0 ? words : words[..(stop + 1)]).TrimEnd();
        words = words.Length > MaxTextLength ? words[..MaxTextLength] : words;
        return words.ContainsAnyExceptInRange('\0', '@') ? words.ToString() : null;
    }

    [GeneratedRegex("""
        \(\s{0,2}code\s{0,2}[:=：]\s{0,2}(?<aps>[0-9]{1,6})\s{0,2}\)
        |\bcode(?<=\bAPS\b[^\n]{0,40}code)\s{0,2}[:=：]\s{0,2}(?<aps>[0-9]{1,6})(?![0-9A-Za-z])
        |(?<![0-9A-Za-z])0x(?<hex>[0-9A-Fa-f]{8})(?![0-9A-Za-z])
        |(?<![0-9A-Za-z_-])(?<bare>(?:C004|8004|8007|8013)[0-9A-Fa-f]{4})(?![0-9A-Za-z_-])
        |(?<![0-9A-Za-z.:+-])(?<decimal>-?[0-9]{10})(?![0-9A-Za-z.:-])
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"\G {0,2}0x[0-9A-F]{8}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LeadingHex();

    [GeneratedRegex(@"(?:\b(?:hr|hresult|error|err|code|result|status|rc|return(?:ed)?|returns)|错误|代码|结果|返回)[^0-9A-Za-z]{0,4}(?:code|为|是)?[^0-9A-Za-z]{0,3}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Label();
}
