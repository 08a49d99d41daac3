using System.Globalization;
using System.Text.RegularExpressions;

namespace CaseTriage.Analysis.Facts;

/// <summary>Finds result codes in the data of events.</summary>
internal static partial class ResultCodes
{
    /// <summary>All codes in hex in a text, in order, as facts write them.</summary>
    public static IEnumerable<string> In(string text) =>
        Hex().Matches(text).Select(match => CodeBook.Format(uint.Parse(match.ValueSpan[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)));

    /// <summary>The code that a value holds, as hex or as the signed or unsigned number that some providers write; or null.</summary>
    public static string? Of(string value)
    {
        string trimmed = value.Trim();
        return long.TryParse(trimmed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) && number is >= int.MinValue and <= uint.MaxValue
            ? CodeBook.Format(unchecked((uint)number))
            : trimmed.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && uint.TryParse(trimmed.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out uint whole) ? CodeBook.Format(whole)
            : In(trimmed).FirstOrDefault();
    }

    [GeneratedRegex("0x[0-9A-Fa-f]{8}(?![0-9A-Fa-f])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 250)]
    private static partial Regex Hex();
}
