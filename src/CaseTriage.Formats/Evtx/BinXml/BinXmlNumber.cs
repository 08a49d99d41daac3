using System.Buffers.Binary;
using System.Globalization;

namespace CaseTriage.Formats.Evtx.BinXml;

/// <summary>Values as numbers and times, whether they are stored as such or, in records without a template, as text.</summary>
internal static class BinXmlNumber
{
    /// <summary>A whole number; false for NULL and for what is none.</summary>
    public static bool TryRead(BinXmlType type, ReadOnlySpan<byte> bytes, out long number)
    {
        number = 0;
        if (type == BinXmlType.Text)
        {
            return TryParse(BinXmlText.Characters(bytes), out number);
        }

        bool isWhole = type is (>= BinXmlType.Int8 and <= BinXmlType.UInt64) or BinXmlType.Boolean or BinXmlType.Pointer or BinXmlType.Hex32 or BinXmlType.Hex64;
        number = isWhole ? Read(type, bytes) : 0;
        return isWhole && !bytes.IsEmpty;
    }

    /// <summary>A whole number of 1, 2, 4 or 8 bytes, with its sign extended where the type has one; fewer bytes count as 0.</summary>
    public static long Read(BinXmlType type, ReadOnlySpan<byte> bytes)
    {
        bool isSigned = type is BinXmlType.Int8 or BinXmlType.Int16 or BinXmlType.Int32;
        return bytes.Length switch
        {
            0 => 0,
            1 => isSigned ? (sbyte)bytes[0] : bytes[0],
            < 4 => isSigned ? BinaryPrimitives.ReadInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            < 8 => isSigned ? BinaryPrimitives.ReadInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            _ => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        };
    }

    /// <summary>A number as text: decimal, or hex after <c>0x</c>; a hex number above the signed range wraps.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out long number)
    {
        text = text.Trim();
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            bool isHex = ulong.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong value);
            number = unchecked((long)value);
            return isHex;
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>A time: FILETIME, SYSTEMTIME or ISO 8601 text; null for NULL, for FILETIME 0 and for times no calendar holds.</summary>
    public static DateTimeOffset? ReadTime(BinXmlType type, ReadOnlySpan<byte> bytes)
    {
        DateTime? time = type switch
        {
            BinXmlType.FileTime when bytes.Length >= sizeof(long) => NonZero(BinaryPrimitives.ReadInt64LittleEndian(bytes)),
            BinXmlType.SystemTime when bytes.Length >= 16 => SystemTimeToUtc(bytes),
            BinXmlType.Text => ParseTime(BinXmlText.Characters(bytes)),
            _ => null,
        };
        return time is { } known ? new DateTimeOffset(known, TimeSpan.Zero) : null;
    }

    /// <summary>ISO 8601 in UTC; digits beyond 100 ns, which Windows writes as zeros, are cut.</summary>
    public static DateTime? ParseTime(ReadOnlySpan<char> text)
    {
        const int KeptLength = 27;
        if (text.Length > KeptLength + 1 && text[^1] == 'Z' && text[..KeptLength].Contains('.'))
        {
            text = text[..KeptLength];
        }

        return DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out DateTime time) ? time : null;
    }

    /// <summary>UTC of a FILETIME; null where it lies before 1601 or after 9999.</summary>
    public static DateTime? ToUtc(long fileTime)
    {
        const long LastFileTime = 2_650_467_743_999_999_999;
        return fileTime is >= 0 and <= LastFileTime ? DateTime.FromFileTimeUtc(fileTime) : null;
    }

    /// <summary>UTC of a SYSTEMTIME of 16 bytes; null where its fields are no date.</summary>
    public static DateTime? SystemTimeToUtc(ReadOnlySpan<byte> bytes)
    {
        Span<int> fields = stackalloc int[8];
        for (int i = 0; i < fields.Length; i++)
        {
            fields[i] = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(i * sizeof(ushort))..]);
        }

        // Field 2 is the day of the week.
        bool isDate = fields[0] is >= 1601 and <= 9999 && fields[1] is >= 1 and <= 12
            && fields[3] >= 1 && fields[3] <= DateTime.DaysInMonth(fields[0], fields[1])
            && fields[4] < 24 && fields[5] < 60 && fields[6] < 60 && fields[7] < 1000;
        return isDate ? new DateTime(fields[0], fields[1], fields[3], fields[4], fields[5], fields[6], fields[7], DateTimeKind.Utc) : null;
    }

    private static DateTime? NonZero(long fileTime) => fileTime == 0 ? null : ToUtc(fileTime);
}
