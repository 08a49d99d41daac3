using System.Text.RegularExpressions;

namespace CaseTriage.Formats.Text;

/// <summary>
/// Finds device serial numbers in running text: by their shape, two or three letters and then ten to twelve digits, or by the word before them
/// (<c>SN=</c>, <c>序列号：</c>), where any letters and digits will do. Case numbers, telephone numbers, file names and Base64 do not match.
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
            if (!isLabelled || value.ValueSpan.ContainsAnyInRange('0', '9'))
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

    [GeneratedRegex("""(?:\b(?:S/?N|serial(?: ?(?:number|no\.?|nr\.?))?)|序列号|设备号) {0,2}[:=：＝] {0,2}"?(?<labelled>[A-Z0-9]{5,24})(?![A-Z0-9+/=-])|(?<![A-Z0-9+/=_@-])(?<shaped>[A-Z]{2,3}[0-9]{10,12})(?![A-Z0-9+/=@])""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Pattern();
}
