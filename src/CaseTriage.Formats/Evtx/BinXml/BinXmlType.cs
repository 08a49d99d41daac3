namespace CaseTriage.Formats.Evtx.BinXml;

/// <summary>Types of values (MS-EVEN6 2.2.12, "BinXml value types"). All numbers are little-endian.</summary>
internal enum BinXmlType : byte
{
    /// <summary>No value, whatever its size says: Windows writes NULL with 2 or 16 bytes too.</summary>
    Null = 0x00,

    /// <summary>UTF-16, with or without a terminator.</summary>
    Text = 0x01,

    /// <summary>Text in the code page of the writer.</summary>
    AnsiText = 0x02,

    /// <summary>Signed, 1 byte.</summary>
    Int8 = 0x03,

    /// <summary>Unsigned, 1 byte.</summary>
    UInt8 = 0x04,

    /// <summary>Signed, 2 bytes.</summary>
    Int16 = 0x05,

    /// <summary>Unsigned, 2 bytes.</summary>
    UInt16 = 0x06,

    /// <summary>Signed, 4 bytes.</summary>
    Int32 = 0x07,

    /// <summary>Unsigned, 4 bytes.</summary>
    UInt32 = 0x08,

    /// <summary>Signed, 8 bytes.</summary>
    Int64 = 0x09,

    /// <summary>Unsigned, 8 bytes.</summary>
    UInt64 = 0x0A,

    /// <summary>IEEE 754, 4 bytes.</summary>
    Float32 = 0x0B,

    /// <summary>IEEE 754, 8 bytes.</summary>
    Float64 = 0x0C,

    /// <summary>4 bytes; anything but 0 is true.</summary>
    Boolean = 0x0D,

    /// <summary>Bytes.</summary>
    Binary = 0x0E,

    /// <summary>16 bytes.</summary>
    Guid = 0x0F,

    /// <summary>4 or 8 bytes, shown in hex.</summary>
    Pointer = 0x10,

    /// <summary>100 ns since 1601-01-01 UTC, 8 bytes.</summary>
    FileTime = 0x11,

    /// <summary>Eight 16-bit fields: year, month, day of week, day, hour, minute, second, millisecond; UTC.</summary>
    SystemTime = 0x12,

    /// <summary>Revision, count, 48-bit authority (big-endian), sub-authorities of 4 bytes.</summary>
    Sid = 0x13,

    /// <summary>4 bytes, shown in hex.</summary>
    Hex32 = 0x14,

    /// <summary>8 bytes, shown in hex.</summary>
    Hex64 = 0x15,

    /// <summary>A BinXML fragment.</summary>
    BinXml = 0x21,

    /// <summary>Bit of an array of a type.</summary>
    ArrayFlag = 0x80,
}
