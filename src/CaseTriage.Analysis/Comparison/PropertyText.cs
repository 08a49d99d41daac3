using System.Collections.Immutable;
using System.Globalization;

namespace CaseTriage.Analysis.Comparison;

/// <summary>Normal forms of values: two texts with one form differ in their writing only.</summary>
internal static class PropertyText
{
    private static readonly string[] s_units = ["GIB", "GB", "MM", "PX"];

    /// <summary>Without regard to case and spaces; <c>true</c> and <c>yes</c> are one, so are <c>false</c> and <c>no</c>.</summary>
    public static string Words(string text)
    {
        string words = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant();
        return words switch { "TRUE" or "YES" => "1", "FALSE" or "NO" => "0", _ => words };
    }

    /// <summary>A number without regard to its unit, zeros at the end and base: <c>8.00 GB</c> is <c>8</c>, <c>0x0A</c> is <c>10</c>. Words where it is none.</summary>
    public static string Number(string text)
    {
        string words = Words(text);
        string bare = Array.Find(s_units, unit => words.EndsWith(unit, StringComparison.Ordinal)) is { } found ? words[..^found.Length].TrimEnd() : words;
        return bare.StartsWith("0X", StringComparison.Ordinal) && long.TryParse(bare.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long hex)
            ? hex.ToString(CultureInfo.InvariantCulture)
            : decimal.TryParse(bare, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)
                ? number.ToString("0.############", CultureInfo.InvariantCulture)
                : words;
    }

    /// <summary>The hexadecimal digits of an address or identifier, whatever parts them.</summary>
    public static string Digits(string text) => string.Concat(text.Where(char.IsAsciiHexDigit)).ToUpperInvariant();

    /// <summary>
    /// Whether sizes differ by rounding only: by less than 1 in 100, or as decimal from binary gigabytes (1.0737). A disk is never sold
    /// in sizes so close.
    /// </summary>
    public static bool AreNear(ImmutableArray<decimal> sizes)
    {
        const decimal Rounding = 1.01m;
        const decimal BinaryGigabyte = 1.073741824m;
        decimal least = sizes.Min();
        return least > 0 && sizes.All(size => size / least is var ratio && (ratio <= Rounding || Math.Abs(ratio - BinaryGigabyte) < 0.005m));
    }
}
