using System.Collections.Immutable;

namespace CaseTriage.Formats.Qr;

/// <summary>One QR code out of a picture.</summary>
/// <param name="Bytes">What it holds, as it stands in the code: no character set was applied.</param>
/// <param name="Text">The bytes as text by the character set that the code declares or that fits; for people, never for decoding.</param>
/// <param name="Version">1 to 40: 21 to 177 modules a side.</param>
/// <param name="ErrorCorrection">Level: <c>L</c>, <c>M</c>, <c>Q</c> or <c>H</c>.</param>
/// <param name="Corners">Its four corners in pixels of the picture as it was handed in: top left, top right, bottom right, bottom left of the code.</param>
public sealed record QrCode(ImmutableArray<byte> Bytes, string Text, int Version, string ErrorCorrection, ImmutableArray<QrPoint> Corners);

/// <summary>A place in a picture, in pixels from its top left corner.</summary>
public readonly record struct QrPoint(double X, double Y);
