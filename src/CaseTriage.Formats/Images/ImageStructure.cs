using System.Collections.Immutable;

namespace CaseTriage.Formats.Images;

/// <summary>Format of a picture.</summary>
public enum ImageFormat
{
    /// <summary>Portable Network Graphics.</summary>
    Png,

    /// <summary>JPEG.</summary>
    Jpeg,
}

/// <summary>What the structure of a picture says; no pixel was decoded.</summary>
/// <param name="Format">Its format.</param>
/// <param name="Width">Width in pixels, at least 1.</param>
/// <param name="Height">Height in pixels, at least 1.</param>
/// <param name="Damage">Parts that are missing or altered.</param>
public sealed record ImageStructure(ImageFormat Format, int Width, int Height, ImmutableArray<Damage> Damage)
{
    /// <summary>A picture with more pixels is not decoded by anything here: it would take 160 MB and more.</summary>
    public const long MaxPixels = 40_000_000;

    /// <summary>Whether it has more than <see cref="MaxPixels"/>.</summary>
    public bool IsTooLarge => (long)Width * Height > MaxPixels;
}
