using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CaseTriage.Analysis.Rules;

/// <summary>A compiled test of one field's value; the value is never null.</summary>
public delegate bool FieldTest(object value);

/// <summary>The tests that packs can ask for. Text is compared without regard to case, numbers as numbers.</summary>
public static class FieldTests
{
    private static readonly TimeSpan s_regexLimit = TimeSpan.FromMilliseconds(250);

    /// <summary>One of some values.</summary>
    public static FieldTest OneOf(IEnumerable<string> values)
    {
        ImmutableHashSet<string> allowed = values.ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);
        return value => allowed.Contains(Text(value));
    }

    /// <summary>None of some values.</summary>
    public static FieldTest NoneOf(IEnumerable<string> values)
    {
        FieldTest oneOf = OneOf(values);
        return value => !oneOf(value);
    }

    /// <summary>Contains one of some words.</summary>
    public static FieldTest Contains(ImmutableArray<string> words) => value =>
    {
        string text = Text(value);
        return words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
    };

    /// <summary>Matches a regular expression, in time linear to the text.</summary>
    /// <exception cref="ArgumentException">The expression is none, or needs backtracking.</exception>
    public static FieldTest Matches(string pattern)
    {
        var regex = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, s_regexLimit);
        return value => IsMatch(regex, Text(value));
    }

    /// <summary>A number between two bounds, both inclusive.</summary>
    public static FieldTest Between(double least, double most) => value => Number(value) is { } number && number >= least && number <= most;

    /// <summary>A number outside two bounds.</summary>
    public static FieldTest Outside(double least, double most) => value => Number(value) is { } number && (number < least || number > most);

    private static bool IsMatch(Regex regex, string text)
    {
        try
        {
            return regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static string Text(object value) => value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static double? Number(object value) => value switch
    {
        long whole => whole,
        double real => real,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double parsed) => parsed,
        _ => null,
    };
}
