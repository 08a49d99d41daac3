namespace CaseTriage.Formats.OfflineRequest;

/// <summary>Says whether bytes are of a format that the caller has a reader for; it must not throw.</summary>
public delegate bool KnownPayload(ReadOnlySpan<byte> bytes);

/// <summary>
/// Says what the bytes of a QR code hold. No description of the offline request was found, so it is taken apart by its structure: text, links, JSON, XML,
/// pairs, separators; Base64, hexadecimal; gzip, zlib, deflate; and each value is named by its shape or its label. Bad input is never refused:
/// bytes without structure are one layer that says so.
/// </summary>
public static class OfflineRequestReader
{
    /// <summary>Bytes that are looked at. One code holds 2,953 at most, sixteen joined ones 47,248.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>Decodings (Base64, hexadecimal, compression) within each other that are undone; the same number of splits (JSON, pairs, ...) is.</summary>
    public const int MaxDepth = 3;

    /// <summary>Bytes that all compressed layers together may come to.</summary>
    public const int MaxInflated = 256 * 1024;

    /// <summary>Most values that are looked at.</summary>
    public const int MaxValues = 1000;

    /// <summary>Takes a payload apart.</summary>
    /// <param name="payload">As it stands in the code.</param>
    /// <param name="isHardwareHash">Tells a hardware hash, which is kept whole for the caller.</param>
    public static OfflineRequestContent Read(ReadOnlySpan<byte> payload, KnownPayload isHardwareHash)
    {
        var walk = new PayloadWalk(isHardwareHash);
        PayloadLayer outermost = walk.Peel(payload[..Math.Min(payload.Length, MaxLength)].ToArray(), PayloadPlace.Outermost);
        return new OfflineRequestContent(
            payload.Length <= MaxLength ? outermost : outermost with { SizeInBytes = payload.Length, Fault = PayloadFault.Limit },
            walk.ToFields(outermost));
    }
}
