using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace CaseTriage.Analysis.Facts;

/// <summary>The facts that there are and their fields, as <c>docs/facts.md</c> lists them: the page is part of the program, so that the two cannot part.</summary>
public static partial class FactCatalog
{
    private static readonly FrozenDictionary<string, FrozenSet<string>> s_fields = Read();

    /// <summary>Names of all facts, ordinal order.</summary>
    public static IEnumerable<string> Names => s_fields.Keys.Order(StringComparer.Ordinal);

    /// <summary>Fields of a fact, ordinal order; null where there is no such fact.</summary>
    public static IEnumerable<string>? FieldsOf(string name) => s_fields.TryGetValue(name, out FrozenSet<string>? fields) ? fields.Order(StringComparer.Ordinal) : null;

    /// <summary>Whether a fact has a field.</summary>
    public static bool Has(string name, string field) => s_fields.TryGetValue(name, out FrozenSet<string>? fields) && fields.Contains(field);

    private static FrozenDictionary<string, FrozenSet<string>> Read()
    {
        using Stream page = typeof(FactCatalog).Assembly.GetManifestResourceStream("facts.md") ?? throw new InvalidOperationException("The page of facts is not in the program.");
        using var reader = new StreamReader(page);
        var fields = new Dictionary<string, FrozenSet<string>>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith("| `", StringComparison.Ordinal) && line.Split('|') is [_, var names, var described, ..])
            {
                var own = Quoted().Matches(described).Select(match => match.Groups["name"].Value).Where(name => FieldName().IsMatch(name)).ToHashSet(StringComparer.Ordinal);
                if (FieldsOfAnother().Match(described) is { Success: true } other)
                {
                    own.UnionWith(fields[other.Groups["name"].Value]);
                }

                foreach (string name in Quoted().Matches(names).Select(match => match.Groups["name"].Value))
                {
                    fields[name] = own.ToFrozenSet(StringComparer.Ordinal);
                }
            }
        }

        return fields.ToFrozenDictionary(StringComparer.Ordinal);
    }

    [GeneratedRegex("`(?<name>[^`]+)`", RegexOptions.NonBacktracking)]
    private static partial Regex Quoted();

    [GeneratedRegex("^[a-z][A-Za-z0-9]*$", RegexOptions.NonBacktracking)]
    private static partial Regex FieldName();

    [GeneratedRegex("the fields of `(?<name>[^`]+)`", RegexOptions.NonBacktracking)]
    private static partial Regex FieldsOfAnother();
}
