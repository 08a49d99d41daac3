using System.Text.RegularExpressions;

namespace CaseTriage.Analysis.Devices;

/// <summary>Serial numbers as the names of folders and archives hold them.</summary>
public static partial class SerialNumbers
{
    /// <summary>The serial number in a name, upper case, or null. Two letters and eleven digits: the shape of every serial number seen in a case.</summary>
    public static string? In(string name) => Shape().Match(name) is { Success: true } match ? match.Value.ToUpperInvariant() : null;

    /// <summary>Whether a text is a serial number and nothing else.</summary>
    public static bool Is(string text) => text.Length == 13 && In(text) is not null;

    [GeneratedRegex("(?<![A-Za-z0-9])[A-Za-z]{2}[0-9]{11}(?![A-Za-z0-9])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 250)]
    private static partial Regex Shape();
}
