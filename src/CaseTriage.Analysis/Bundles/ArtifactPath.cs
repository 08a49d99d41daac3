using System.Globalization;
using System.Text;

namespace CaseTriage.Analysis.Bundles;

/// <summary>
/// Names from archives and uploads made safe to show: relative, without steps upward, and without characters that act on a terminal or turn
/// the direction of text. They stay labels all the same and never become a path on disk.
/// </summary>
internal static class ArtifactPath
{
    /// <summary>Stands between a container and its member.</summary>
    public const string ContainerSeparator = "!/";

    private const int MaxParts = 32;
    private const int MaxPartLength = 255;
    private const string Nameless = "_";

    /// <summary>Cleans a name; both slashes part it. Names that differ may become equal.</summary>
    public static string Clean(string name)
    {
        string[] parts = [.. name.Split('/', '\\').Where(part => part is not ("" or "." or "..")).Select(CleanPart)];
        return parts.Length == 0 ? Nameless : string.Join('/', parts.AsSpan(Math.Max(0, parts.Length - MaxParts)));
    }

    /// <summary>A path, and the paths of the containers that it lies in, innermost first.</summary>
    public static IEnumerable<string> WithContainers(string path)
    {
        for (int end = path.Length; end > 0; end = path.LastIndexOf(ContainerSeparator, end - 1, StringComparison.Ordinal))
        {
            yield return path[..end];
        }
    }

    /// <summary>Keeps equal names apart: the second <c>a/b.txt</c> becomes <c>a/b (2).txt</c>.</summary>
    /// <param name="path">A cleaned path.</param>
    /// <param name="taken">The paths there are; the one returned is added.</param>
    public static string MakeUnique(string path, ISet<string> taken)
    {
        int dot = path.LastIndexOf('.');
        int end = dot > path.LastIndexOf('/') + 1 ? dot : path.Length;
        string unique = path;
        for (int number = 2; !taken.Add(unique); number++)
        {
            unique = string.Create(CultureInfo.InvariantCulture, $"{path[..end]} ({number}){path[end..]}");
        }

        return unique;
    }

    private static string CleanPart(string part)
    {
        var clean = new StringBuilder(part.Length);
        foreach (Rune rune in part.EnumerateRunes())
        {
            if (clean.Length >= MaxPartLength)
            {
                break;
            }

            _ = Acts(rune) ? clean.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}") : clean.Append(rune.Value == ':' ? "_" : rune.ToString());
        }

        string name = clean.ToString().TrimEnd(' ', '.');

        // A part that ends with '!' would pretend to be a container.
        return name.Length == 0 ? Nameless : name[^1] == '!' ? name + '_' : IsDevice(name) ? '_' + name : name;
    }

    /// <summary>Whether Windows takes it for a device, whatever stands behind its first dot: whoever saves a file under a name that is shown here would not get one.</summary>
    private static bool IsDevice(string name)
    {
        ReadOnlySpan<char> stem = name.AsSpan(0, name.IndexOf('.') is >= 0 and int dot ? dot : name.Length).TrimEnd();
        return stem.Length switch
        {
            3 => IsOneOf(stem, "CON", "PRN", "AUX", "NUL"),
            4 => IsOneOf(stem[..3], "COM", "LPT") && char.IsAsciiDigit(stem[3]),
            _ => false,
        };
    }

    private static bool IsOneOf(ReadOnlySpan<char> name, params ReadOnlySpan<string> names)
    {
        foreach (string one in names)
        {
            if (name.Equals(one, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Acts(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
