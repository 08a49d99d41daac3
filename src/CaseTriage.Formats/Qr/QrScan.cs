using System.Collections.Immutable;

namespace CaseTriage.Formats.Qr;

/// <summary>What the search for codes in one picture gave.</summary>
public sealed record QrScan
{
    /// <summary>The codes that were read, from the top of the picture to its bottom. Each is exact: the code's own error correction agreed.</summary>
    public ImmutableArray<QrCode> Codes { get; init; } = [];

    /// <summary>The passes that were made, in their order: <c>as-is</c>, <c>double</c> and so on, see docs/formats/qr.md.</summary>
    public ImmutableArray<string> Passes { get; init; } = [];

    /// <summary>What keeps a code that was seen from being read, the gravest first; empty where all that was seen was read.</summary>
    public ImmutableArray<QrProblem> Problems { get; init; } = [];

    /// <summary>What was measured at the code that was seen and not read; null where none was.</summary>
    public QrMeasurement? Measured { get; init; }

    /// <summary>Parts of the picture that could not be decoded, or why nothing was looked at.</summary>
    public ImmutableArray<Damage> Damage { get; init; } = [];

    /// <summary>A scan of a picture that was not looked at.</summary>
    public static QrScan Failed(string code, string message) => new() { Damage = [new Damage(code, message, null)] };
}

/// <summary>What a person should do better with the next picture.</summary>
public enum QrProblem
{
    /// <summary>A corner or an edge of the code lies outside of the picture, or is covered.</summary>
    Cut,

    /// <summary>Too few pixels for each module.</summary>
    TooSmall,

    /// <summary>Bright light hides a part of the code.</summary>
    Glare,

    /// <summary>Dark and light modules differ too little.</summary>
    LowContrast,

    /// <summary>The edges are not sharp.</summary>
    Blur,

    /// <summary>It looks like a code, but has no finder pattern (the squares in three corners).</summary>
    NoneFound,

    /// <summary>All that is measured is good enough, and still its error correction does not agree.</summary>
    Damaged,
}

/// <summary>What was measured at a code that could not be read. A field that could not be measured is null.</summary>
/// <param name="FinderPatterns">Number of finder patterns seen; a whole code has three.</param>
/// <param name="ModulePixels">Width of a module in pixels of the picture.</param>
/// <param name="Contrast">Difference of light and dark, 0 to 1.</param>
/// <param name="EdgeModules">Width of an edge between dark and light, in modules: 0.3 is sharp, more than 0.7 is blurred.</param>
/// <param name="GlareShare">Share of the code that is one bright blob, 0 to 1.</param>
public sealed record QrMeasurement(int FinderPatterns, double? ModulePixels, double Contrast, double? EdgeModules, double GlareShare);
