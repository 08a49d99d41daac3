using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CaseTriage.Formats.Tests.Evtx;

/// <summary>
/// A record as another reader printed it. Compared element by element, attribute by attribute and character by character; excused is
/// only what is known of the two producers, each at its place.
/// </summary>
internal sealed partial class EvtxGolden
{
    private const string Replacement = "\uFFFD";
    private readonly XElement _document;
    private readonly bool _isLibevtx;
    private readonly bool _hasAllTypes;

    private EvtxGolden(string log, long recordId, bool isLibevtx, XElement document)
    {
        (Log, RecordId, _document, _isLibevtx) = (log, recordId, document, isLibevtx);
        _hasAllTypes = log.StartsWith("gen__all_value_types", StringComparison.Ordinal);
    }

    /// <summary>File name of the log, with <c>_4</c> where Windows has <c>%4</c>.</summary>
    public string Log { get; }

    /// <summary>EventRecordID.</summary>
    public long RecordId { get; }

    /// <summary>Loads FILE.EVENTRECORDID.WHY.PARSER.xml.</summary>
    public static EvtxGolden Load(string path)
    {
        string[] parts = Path.GetFileName(path).Split('.');

        // One producer writes control characters and non-characters raw, which XML does not have.
        string text = string.Concat(File.ReadAllText(path).Select(c => c is < ' ' and not ('\n' or '\r' or '\t') or '\uFFFE' or '\uFFFF' ? '\uFFFD' : c));
        return new EvtxGolden(parts[0] + ".evtx", long.Parse(parts[1], CultureInfo.InvariantCulture), parts[3] == "libevtx", XElement.Parse(text));
    }

    /// <summary>What is not the same.</summary>
    public IEnumerable<string> DifferencesTo(XElement ours)
    {
        string[] expected = [.. Lines(_document)];
        string[] actual = [.. Lines(ours)];
        int at = 0;
        string? keptEnd = null;
        foreach (string line in expected)
        {
            if (line == keptEnd)
            {
                keptEnd = null;
                continue;
            }

            if (at < actual.Length && IsSame(line, actual[at]))
            {
                at++;
            }
            else if (IsKeptThoughNull(line))
            {
                keptEnd = "/" + line.TrimEnd('\t');
            }
            else
            {
                return [$"'{line}' where we say '{(at < actual.Length ? actual[at] : "nothing")}'"];
            }
        }

        return at == actual.Length ? [] : [$"we add '{actual[at]}'"];
    }

    // One line an element: its full name, attributes in order, and text where it has no elements.
    private static IEnumerable<string> Lines(XElement element)
    {
        yield return $"{element.Name}\t{string.Join('\t', element.Attributes().Select(attribute => $"{attribute.Name}={attribute.Value}"))}\t{(element.HasElements ? "" : element.Value)}";
        foreach (string line in element.Elements().SelectMany(Lines))
        {
            yield return line;
        }

        yield return $"/{element.Name}";
    }

    // rust: elements whose dependency is NULL are kept, as empty ones.
    private bool IsKeptThoughNull(string line) => !_isLibevtx && line.EndsWith("\t\t", StringComparison.Ordinal);

    private bool IsSame(string golden, string ours)
    {
        string[] theirs = golden.Split('\t');
        string[] mine = ours.Split('\t');
        return theirs.Length == mine.Length && theirs.Zip(mine).All(pair => IsSameValue(pair.First, pair.Second));
    }

    private bool IsSameValue(string golden, string ours)
    {
        (string key, string theirs) = Split(golden);
        (string otherKey, string mine) = Split(ours);
        return key == otherKey && (Canonical(theirs) == Canonical(mine) || (_isLibevtx && IsKnownFault(mine)));
    }

    // Attributes are name=value; text may hold the sign too, and is split alike on both sides.
    private static (string Key, string Value) Split(string item) =>
        item.IndexOf('=', StringComparison.Ordinal) is > 0 and int at ? (item[..at], item[(at + 1)..]) : ("", item);

    // libevtx: negative integers and characters beyond the BMP are wrong; in the log of all types it prints floats and pointers in its own way.
    private bool IsKnownFault(string mine) =>
        mine.Any(char.IsSurrogate) || (_hasAllTypes && (NegativeNumber().IsMatch(mine) || FloatingNumber().IsMatch(mine) || mine == "0x7ff612340000"));

    private string Canonical(string value)
    {
        string text = value.ReplaceLineEndings("\n");
        if (Guid.TryParse(text, out Guid guid) && text.Length is 36 or 38)
        {
            return guid.ToString();
        }

        if (Time().Match(text) is { Success: true } time)
        {
            // rust cuts to microseconds; libevtx adds two zeros.
            return time.Groups["seconds"].Value + time.Groups["fraction"].Value.PadRight(9, '0')[..(_isLibevtx ? 7 : 6)];
        }

        return _isLibevtx && PaddedHex().Match(text) is { Success: true } hex ? "0x" + hex.Groups["digits"].Value : text.Replace(_isLibevtx ? "\0" : Replacement, "", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^(?<seconds>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.(?<fraction>\d+)Z$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Time();

    [GeneratedRegex("^0x0*(?<digits>[0-9a-f]+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PaddedHex();

    [GeneratedRegex(@"^-\d+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NegativeNumber();

    [GeneratedRegex(@"^-?\d+\.\d+(E[+-]\d+)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FloatingNumber();
}
