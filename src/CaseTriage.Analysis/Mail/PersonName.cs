using System.Text.RegularExpressions;

namespace CaseTriage.Analysis.Mail;

/// <summary>The name of a sender as shown, in the form in which names are compared.</summary>
public static partial class PersonName
{
    /// <summary>
    /// Key under which a person is remembered from case to case: the full name, and the domain where the sender shows one. An address itself is masked and never
    /// part of it. Empty where the sender shows no full name: a given name or a bare address is not certain enough.
    /// </summary>
    public static string KeyOf(string from)
    {
        string? name = FullNameOf(from);
        return name is null ? "" : DomainOf(from) is { } domain ? $"{name} @{domain}" : name;
    }

    /// <summary>The full name without order and case: <c>Zhao Xiaoming</c> and <c>Xiaoming Zhao</c> are one, a Chinese name stays as it is. Null where there is none.</summary>
    internal static string? FullNameOf(string from)
    {
        string shown = Address().Replace(from, " ").Trim(' ', '"', '\'', ',');
        if (LatinOf(shown) is { } latin)
        {
            return latin;
        }

        Match chinese = ChineseAlone().Match(shown);
        return chinese.Success ? chinese.Value : null;
    }

    /// <summary>Latin name that a line gives beside a Chinese one (<c>赵小明 Xiaoming Zhao</c>), or null.</summary>
    internal static (string Chinese, string Latin)? BothIn(string line)
    {
        Match both = ChineseAndLatin().Match(line.Trim());
        return both.Success && LatinOf(both.Groups["latin"].Value) is { } latin ? (both.Groups["chinese"].Value, latin) : null;
    }

    /// <summary>Domain of the address, lower case, or null.</summary>
    internal static string? DomainOf(string text)
    {
        Match domain = Domain().Match(text);
        return domain.Success ? domain.Groups["domain"].Value.ToLowerInvariant() : null;
    }

    private static string? LatinOf(string text)
    {
        string[] words = LatinName().IsMatch(text) ? text.Split([' ', ',', '.'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [];
        return words.Length is 2 or 3 ? string.Join(' ', words.Select(word => word.ToLowerInvariant()).Order(StringComparer.Ordinal)) : null;
    }

    private const int TimeLimit = 2000;

    [GeneratedRegex(@"<[^>]{0,200}>|\([^)]{0,200}\)|（[^）]{0,200}）|‹mail›\S{0,100}", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Address();

    [GeneratedRegex(@"‹mail›@(?<domain>[A-Za-z0-9.-]{3,100})", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Domain();

    [GeneratedRegex(@"^[\p{IsBasicLatin}\p{L}-[\u4E00-\u9FFF]]{4,60}$", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex LatinName();

    [GeneratedRegex(@"^[\u4E00-\u9FFF]{2,4}$", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex ChineseAlone();

    [GeneratedRegex(@"^(?<chinese>[\u4E00-\u9FFF]{2,4})\s{1,4}(?<latin>[A-Za-z]{2,20}\s[A-Za-z]{2,20})$", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex ChineseAndLatin();
}
