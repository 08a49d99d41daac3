using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CaseTriage.Formats.Qr;

/// <summary>A code as the reader tells of it.</summary>
/// <param name="Error">Empty where the error correction agrees.</param>
/// <param name="Bytes">What it holds.</param>
/// <param name="Corners">x and y of its top left, top right, bottom right and bottom left corner.</param>
internal sealed record ZXingCode(string Error, string Text, ImmutableArray<int> Bytes, string Version, string Level, ImmutableArray<ImmutableArray<double>> Corners);

/// <summary>Options of the reader, by the names and numbers of its own.</summary>
internal sealed record ZXingOptions
{
    public string Formats { get; init; } = "QRCode";

    public bool TryHarder { get; init; } = true;

    public bool TryRotate { get; init; } = true;

    public bool TryInvert { get; init; } = true;

    public bool TryDownscale { get; init; } = true;

    public bool TryDenoise { get; init; }

    /// <summary>0: average of the neighbourhood; 1: one threshold by the histogram.</summary>
    public int Binarizer { get; init; }

    public bool IsPure { get; init; }

    public int DownscaleFactor { get; init; } = 3;

    public int DownscaleThreshold { get; init; } = 500;

    public int MinLineCount { get; init; } = 2;

    public int MaxNumberOfSymbols { get; init; } = ZXingReader.MaxCodes;

    public bool ValidateOptionalChecksum { get; init; }

    public bool ReturnErrors { get; init; } = true;

    public int EanAddOnSymbol { get; init; }

    public int TextMode { get; init; }

    public int CharacterSet { get; init; }

    public bool TryCode39ExtendedMode { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ZXingOptions))]
[JsonSerializable(typeof(ImmutableArray<ZXingCode>))]
internal sealed partial class ZXingJson : JsonSerializerContext;
