using System.Globalization;
using System.Text;

namespace CaseTriage.Cases.Model;

/// <summary>
/// The name under which an upload is known in its case, made fit to be shown and to be part of an artifact path. It comes from outside
/// and is never used as a path on disk.
/// </summary>
public readonly record struct BundleLabel
{
    /// <summary>Longest label, in characters.</summary>
    public const int MaxLength = 400;

    private BundleLabel(string text) => Text = text;

    public string Text { get; }

    /// <summary>
    /// Cleans a given name: folders by <c>/</c>, none of them empty, <c>.</c> or <c>..</c>; no control or direction characters; no
    /// <c>!/</c>, which joins containers and their members.
    /// </summary>
    public static BundleLabel From(string given)
    {
        string name = given.ReplaceLineEndings(" ").Replace('\\', '/').Replace("!/", "_/", StringComparison.Ordinal);
        var parts = name.Split('/').Select(Clean).Where(part => part is not ("" or "." or ".."));
        string joined = string.Join('/', parts);
        return new BundleLabel(joined.Length switch
        {
            0 => "unnamed",
            > MaxLength => joined[^MaxLength..].TrimStart('/'),
            _ => joined,
        });
    }

    /// <summary>The same name with a number before its extension: <c>logs/System (2).evtx</c>.</summary>
    internal BundleLabel Numbered(int number)
    {
        int slash = Text.LastIndexOf('/');
        int dot = Text.LastIndexOf('.');
        int at = dot > slash + 1 ? dot : Text.Length;
        return new BundleLabel(Text.Insert(at, FormattableString.Invariant($" ({number})")));
    }

    private static string Clean(string part)
    {
        var kept = new StringBuilder(part.Length);
        foreach (Rune rune in part.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate))
            {
                kept.Append(rune.ToString());
            }
        }

        return kept.ToString().Trim();
    }
}
