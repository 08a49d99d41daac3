namespace CaseTriage.Formats.HardwareHash;

/// <summary>
/// Sizes and offsets of a hardware hash: header <c>OA</c>, u16 length of header and records; records; trailer <c>CS</c>, u16 36, SHA-256 of
/// the first <c>length</c> bytes; zeros up to 3000 bytes, which are 4000 characters of Base64.
/// </summary>
internal static class HardwareHashLayout
{
    public const int HeaderLength = 4;
    public const int ChecksumLength = 32;
    public const int TrailerLength = HardwareHashRecord.HeaderLength + ChecksumLength;

    /// <summary>The first record of every hash seen is of type 1 and 28 bytes long; that tells a hash from text that begins alike.</summary>
    public const int CollectorRecordLength = 28;

    /// <summary>Longest that the u16 length allows.</summary>
    public const int MaxLength = ushort.MaxValue + TrailerLength;

    public static ReadOnlySpan<byte> Magic => "OA"u8;

    /// <summary><c>CS</c> and the length of the trailer.</summary>
    public static ReadOnlySpan<byte> TrailerHead => [(byte)'C', (byte)'S', TrailerLength, 0];

    public static DateTimeOffset TimeBase { get; } = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
