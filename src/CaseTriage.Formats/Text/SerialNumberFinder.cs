using System.Globalization;
using System.Text.RegularExpressions;

namespace CaseTriage.Formats.Text;

/// <summary>
/// The one notion of a device's serial number. By its shape: two or three letters and then ten to twelve digits, as in every case seen; ten or twelve digits
/// that begin with a date are a time stamp. Any other shape counts only with a word before it (<c>SN=</c>, <c>序列号：</c>), where any letters and digits will do.
/// Case numbers, telephone numbers, file names and Base64 do not match.
/// </summary>
public static partial class SerialNumberFinder
{
    /// <summary>Longest text that is searched; what follows is not.</summary>
    private const int MaxLength = 16 * 1024 * 1024;

    /// <summary>All serial numbers in the order of the text; the same may come several times.</summary>
    public static IEnumerable<SerialNumberMatch> Find(string text)
    {
        string searched = text.Length > MaxLength ? text[..MaxLength] : text;
        for (Match match = Pattern().Match(searched); match.Success; match = match.NextMatch())
        {
            bool isLabelled = match.Groups["labelled"].Success;
            Group value = isLabelled ? match.Groups["labelled"] : match.Groups["shaped"];
            if (isLabelled ? value.ValueSpan.ContainsAnyInRange('0', '9') : !IsTimeStamp(value.ValueSpan))
            {
                yield return new SerialNumberMatch(value.Value.ToUpperInvariant(), value.Index, isLabelled);
            }
        }
    }

    /// <summary>The one serial number of a line, or null where it names none or several.</summary>
    public static string? Single(string line)
    {
        string? only = null;
        foreach (SerialNumberMatch match in Find(line))
        {
            if (only is not null && only != match.Value)
            {
                return null;
            }

            only = match.Value;
        }

        return only;
    }

    /// <summary>The serial number in the name of a file or folder, upper-case, or null. Only the shape counts: names have no words for it.</summary>
    public static string? InName(string name) =>
        Shape().Matches(name).FirstOrDefault(match => !IsTimeStamp(match.ValueSpan))?.Value.ToUpperInvariant();

    /// <summary>Whether a text has the shape of a serial number and holds nothing else.</summary>
    public static bool HasShape(string text) => InName(text)?.Length == text.Length;

    private static bool IsTimeStamp(ReadOnlySpan<char> serial)
    {
        ReadOnlySpan<char> digits = serial[serial.IndexOfAnyInRange('0', '9')..];
        return digits.Length != 11 && DateOnly.TryParseExact(digits[..8], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) && date.Year is >= 2000 and < 2040;
    }

    [GeneratedRegex("(?<![A-Z0-9])[A-Z]{2,3}[0-9]{10,12}(?![A-Z0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 250)]
    private static partial Regex Shape();

    [GeneratedRegex("""(?:\b(?:S/?N|serial(?: ?(?:number|no\.?|nr\.?))?)|序列号|设备号) {0,2}[:=：＝] {0,2}"?(?<labelled>[A-Z0-9]{5,24})(?![A-Z0-9+/=-])|(?<![A-Z0-9+/=_@-])(?<shaped>[A-Z]{2,3}[0-9]{10,12})(?![A-Z0-9+/=@])""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Pattern();
}
