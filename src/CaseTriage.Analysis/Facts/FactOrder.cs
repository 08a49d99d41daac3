using System.Globalization;

namespace CaseTriage.Analysis.Facts;

/// <summary>The one order of facts, which no order of inputs can change.</summary>
internal static class FactOrder
{
    /// <summary>The number in a locator, so that <c>message 9</c> stands before <c>message 10</c>; the largest number where there is none.</summary>
    public static long LocatorNumber(string locator)
    {
        ReadOnlySpan<char> number = locator.AsSpan(locator.IndexOf(' ', StringComparison.Ordinal) + 1);
        return number.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? Parse(number[2..], NumberStyles.HexNumber)
            : Parse(number, NumberStyles.None);
    }

    /// <summary>Everything else that tells two facts apart, as text.</summary>
    public static string Key(Fact fact) => string.Join(
        '\u001f',
        fact.Evidence.Locator,
        fact.Device,
        fact.At?.ToString("O", CultureInfo.InvariantCulture),
        string.Join('\u001f', fact.Fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}={fact.Text(field.Key)}")),
        fact.Evidence.Excerpt);

    private static long Parse(ReadOnlySpan<char> digits, NumberStyles style) =>
        long.TryParse(digits, style, CultureInfo.InvariantCulture, out long number) ? number : long.MaxValue;
}
