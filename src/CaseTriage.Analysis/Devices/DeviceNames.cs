using System.Collections.Frozen;
using System.Collections.Immutable;
using CaseTriage.Formats.Text;

namespace CaseTriage.Analysis.Devices;

/// <summary>
/// Which parts of a path name a device. A part does by the shape of a serial number, or because a mail of the case calls the same word one. Of a folder named
/// otherwise only its content can tell: see <see cref="Own"/>.
/// </summary>
internal sealed class DeviceNames(FrozenSet<string> serialsInMails)
{
    private const int MinOwnLength = 5;

    /// <summary>The serial numbers in the parts of a path, outermost first, each once.</summary>
    public ImmutableArray<string> In(string path) => [.. path.Split('/').Select(InPart).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>
    /// The name among those that the content of a folder bears (its firmware's serial number, its computer's name) that the folder bears itself, as the content
    /// spells it; null where it bears none of them.
    /// </summary>
    /// <param name="part">Name of the folder, archive or file.</param>
    /// <param name="borne">Names that files in it bear.</param>
    public static string? Own(string part, IEnumerable<string> borne)
    {
        string stem = Stem(part);
        string[] words = Words(stem);
        return borne.Where(name => name.Length >= MinOwnLength && (name.Equals(stem, StringComparison.OrdinalIgnoreCase)
            || (name.AsSpan().ContainsAnyInRange('0', '9') && words.Contains(name, StringComparer.OrdinalIgnoreCase)))).Order(StringComparer.Ordinal).FirstOrDefault();
    }

    private string? InPart(string part) =>
        SerialNumberFinder.InName(part) ?? Words(Stem(part)).Select(word => serialsInMails.TryGetValue(word, out string? serial) ? serial : null).FirstOrDefault(serial => serial is not null);

    private static string Stem(string part)
    {
        string name = part.EndsWith('!') ? part[..^1] : part;
        return name.LastIndexOf('.') is > 0 and int dot ? name[..dot] : name;
    }

    private static string[] Words(string stem) => stem.Split(['_', '-', ' ', '.', '(', ')', '[', ']', '（', '）', '+'], StringSplitOptions.RemoveEmptyEntries);
}
