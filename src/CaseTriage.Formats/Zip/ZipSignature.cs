namespace CaseTriage.Formats.Zip;

/// <summary>The four bytes with which each record of a zip begins (APPNOTE 4.3).</summary>
internal static class ZipSignature
{
    /// <summary>Bytes of every signature.</summary>
    public const int Length = 4;

    public static ReadOnlySpan<byte> LocalHeader => "PK\x03\x04"u8;

    public static ReadOnlySpan<byte> DirectoryEntry => "PK\x01\x02"u8;

    public static ReadOnlySpan<byte> DataDescriptor => "PK\x07\x08"u8;

    public static ReadOnlySpan<byte> EndRecord => "PK\x05\x06"u8;

    public static ReadOnlySpan<byte> Zip64EndRecord => "PK\x06\x06"u8;

    public static ReadOnlySpan<byte> Zip64Locator => "PK\x06\x07"u8;
}
