using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CaseTriage.Formats.HardwareHash;

/// <summary>
/// Decodes the binary hardware hash of OA 3.0 tools. A hash is plain data with a SHA-256 over itself: the checksum proves that a copy
/// is complete and unaltered, not who made it. A lost part is reported as <see cref="Damage"/>; only bytes that are no hash at all are refused.
/// </summary>
public static class HardwareHashDecoder
{
    /// <summary>Whether the bytes begin as a hash does, or do so but for one byte and end as one; needs 8 bytes.</summary>
    public static bool IsHardwareHash(ReadOnlySpan<byte> bytes) => Strays(bytes) is var strays && (strays == 0 || (strays == 1 && HasTrailer(bytes)));

    /// <summary>Decodes one hash. Bytes after its trailer are padding and ignored.</summary>
    /// <param name="bytes">From its magic on.</param>
    /// <param name="isAltered">Whether it is known that a character was wrong: the hash is damaged, whatever its checksum says.</param>
    /// <exception cref="MalformedDataException"><c>not-hardware-hash</c>: the bytes do not begin with <c>OA</c> and a length.</exception>
    public static DecodedHardwareHash Decode(ReadOnlySpan<byte> bytes, bool isAltered = false)
    {
        if (bytes.Length < HardwareHashLayout.HeaderLength || (!bytes.StartsWith(HardwareHashLayout.Magic) && !MayBeHardwareHash(bytes)))
        {
            throw new MalformedDataException("not-hardware-hash", "The bytes do not begin with 'OA' and a length; expected a hardware hash.");
        }

        int length = BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]);
        int available = Math.Min(length, bytes.Length);
        HardwareHashRecords records = HardwareHashRecords.Read(bytes[..Math.Max(available, HardwareHashLayout.HeaderLength)], length);
        (InventoryIntegrity integrity, Damage? damage) = Check(bytes, length, records, isAltered);
        var copy = new HardwareHashCopy([.. bytes[..Math.Min(bytes.Length, length + HardwareHashLayout.TrailerLength)]], records.All);
        return new DecodedHardwareHash(integrity, copy, HardwareHashFields.Read(records), damage is null ? [] : [damage]);
    }

    /// <summary>Whether the bytes begin as a hash does, one byte aside.</summary>
    internal static bool MayBeHardwareHash(ReadOnlySpan<byte> bytes) => Strays(bytes) <= 1;

    /// <summary>Number of bytes that are not as every hash has them: <c>OA</c>, u16 1, u16 28.</summary>
    private static int Strays(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HardwareHashLayout.HeaderLength + HardwareHashRecord.HeaderLength)
        {
            return int.MaxValue;
        }

        return (bytes[0] == HardwareHashLayout.Magic[0] ? 0 : 1)
            + (bytes[1] == HardwareHashLayout.Magic[1] ? 0 : 1)
            + (bytes[4] == (byte)HardwareHashRecordType.Collector ? 0 : 1)
            + (bytes[5] == 0 ? 0 : 1)
            + (bytes[6] == HardwareHashLayout.CollectorRecordLength ? 0 : 1)
            + (bytes[7] == 0 ? 0 : 1);
    }

    private static bool HasTrailer(ReadOnlySpan<byte> bytes) =>
        BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]) is var length && bytes.Length >= length + HardwareHashLayout.TrailerLength
        && bytes[length..].StartsWith(HardwareHashLayout.TrailerHead);

    private static (InventoryIntegrity Integrity, Damage? Damage) Check(ReadOnlySpan<byte> bytes, int length, HardwareHashRecords records, bool isAltered)
    {
        if (isAltered || bytes.Length >= length + HardwareHashLayout.TrailerLength)
        {
            return !isAltered && HasRightChecksum(bytes, length)
                ? (InventoryIntegrity.Intact, null)
                : (InventoryIntegrity.Damaged, new Damage("hash-checksum", "The SHA-256 in the hash is not that of its content: characters were changed, lost or added. Ask for the output as a file.", length));
        }

        // Where the bytes end early but the records up to there are in order, nothing but the end is missing.
        return records.BrokenAt is int brokenAt
            ? (InventoryIntegrity.Damaged, new Damage("hash-record", FormattableString.Invariant($"The record at offset 0x{brokenAt:x} of the hash is not in order: characters were changed or lost. Ask for the output as a file."), brokenAt))
            : (InventoryIntegrity.Truncated, new Damage("hash-truncated", FormattableString.Invariant($"The hash ends after {bytes.Length} bytes; expected {length + HardwareHashLayout.TrailerLength}. Ask for the output as a file."), bytes.Length));
    }

    private static bool HasRightChecksum(ReadOnlySpan<byte> bytes, int length)
    {
        ReadOnlySpan<byte> trailer = bytes.Slice(length, HardwareHashLayout.TrailerLength);
        Span<byte> sum = stackalloc byte[HardwareHashLayout.ChecksumLength];
        SHA256.HashData(bytes[..length], sum);
        return trailer.StartsWith(HardwareHashLayout.TrailerHead) && trailer[HardwareHashRecord.HeaderLength..].SequenceEqual(sum);
    }
}
