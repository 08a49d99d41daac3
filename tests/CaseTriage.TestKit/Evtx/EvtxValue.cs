using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace CaseTriage.TestKit.Evtx;

/// <summary>A value as BinXML stores it (type byte and bytes), with the text that a template-less record would hold in its place.</summary>
public sealed record EvtxValue(byte Type, byte[] Bytes, string PlainText)
{
    public static EvtxValue Text(string value) => new(1, Encoding.Unicode.GetBytes(value), value);

    /// <summary>UTF-16 code units as they are, so that lone surrogates can be written.</summary>
    public static EvtxValue Utf16(params ReadOnlySpan<char> units)
    {
        byte[] bytes = new byte[units.Length * 2];
        for (int i = 0; i < units.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2 * i), units[i]);
        }

        return new EvtxValue(1, bytes, units.ToString());
    }

    /// <summary>NULL, possibly with bytes behind it, as Windows writes it.</summary>
    public static EvtxValue Null(int size = 0) => new(0, new byte[size], "");

    public static EvtxValue Ansi(byte[] bytes) => new(2, bytes, "");

    public static EvtxValue Int8(sbyte value) => new(3, [(byte)value], Invariant(value));

    public static EvtxValue UInt8(byte value) => new(4, [value], Invariant(value));

    public static EvtxValue Int16(short value) => new(5, Little(value, 2), Invariant(value));

    public static EvtxValue UInt16(ushort value) => new(6, Little(value, 2), Invariant(value));

    public static EvtxValue Int32(int value) => new(7, Little(value, 4), Invariant(value));

    public static EvtxValue UInt32(uint value) => new(8, Little(value, 4), Invariant(value));

    public static EvtxValue Int64(long value) => new(9, Little(value, 8), Invariant(value));

    public static EvtxValue UInt64(ulong value) => new(10, Little(unchecked((long)value), 8), Invariant(value));

    public static EvtxValue Float32(float value) => new(11, BitConverter.GetBytes(value), Invariant(value));

    public static EvtxValue Float64(double value) => new(12, BitConverter.GetBytes(value), Invariant(value));

    /// <summary>A bool of 4 bytes; any value but 0 is true.</summary>
    public static EvtxValue Bool(int value) => new(13, Little(value, 4), value == 0 ? "false" : "true");

    public static EvtxValue Binary(params byte[] value) => new(14, value, Convert.ToHexString(value));

    public static EvtxValue Guid(Guid value) => new(15, value.ToByteArray(), value.ToString("B").ToUpperInvariant());

    /// <summary>A pointer or size_t of 4 or 8 bytes.</summary>
    public static EvtxValue Pointer(long value, int size = 8) => new(16, Little(value, size), string.Create(CultureInfo.InvariantCulture, $"0x{value:x}"));

    public static EvtxValue FileTime(long ticksSince1601) => new(17, Little(ticksSince1601, 8), FileTimeText(ticksSince1601));

    public static EvtxValue FileTime(DateTimeOffset at) => FileTime(at.ToFileTime());

    public static EvtxValue SystemTime(DateTimeOffset at)
    {
        DateTime utc = at.UtcDateTime;
        int[] fields = [utc.Year, utc.Month, (int)utc.DayOfWeek, utc.Day, utc.Hour, utc.Minute, utc.Second, utc.Millisecond];
        return new EvtxValue(18, [.. fields.SelectMany(field => Little(field, 2))], FileTimeText(at.ToFileTime()));
    }

    /// <summary>A SID, from its authority and sub-authorities.</summary>
    public static EvtxValue Sid(byte authority, params uint[] parts)
    {
        byte[] head = [1, (byte)parts.Length, 0, 0, 0, 0, 0, authority];
        return new EvtxValue(19, [.. head, .. parts.SelectMany(part => Little(part, 4))], $"S-1-{string.Join('-', [authority, .. parts])}");
    }

    public static EvtxValue Hex32(uint value) => new(20, Little(value, 4), string.Create(CultureInfo.InvariantCulture, $"0x{value:x}"));

    public static EvtxValue Hex64(ulong value) => new(21, Little(unchecked((long)value), 8), string.Create(CultureInfo.InvariantCulture, $"0x{value:x}"));

    /// <summary>An array of texts: each with its terminator, one after the other.</summary>
    public static EvtxValue TextArray(params string[] items) =>
        new(0x81, [.. items.SelectMany(item => Encoding.Unicode.GetBytes(item + '\0'))], string.Join(' ', items));

    /// <summary>An array of values of one type of fixed size, or of SIDs.</summary>
    public static EvtxValue Array(params EvtxValue[] items) =>
        new((byte)(items[0].Type | 0x80), [.. items.SelectMany(item => item.Bytes)], string.Join(' ', items.Select(item => item.PlainText)));

    public static implicit operator EvtxValue(string value) => Text(value);

    private static byte[] Little(long value, int size)
    {
        byte[] bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return bytes[..size];
    }

    private static string FileTimeText(long ticks) =>
        ticks is < 0 or > 2650467743999999999 ? "" : DateTime.FromFileTimeUtc(ticks).ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    private static string Invariant(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
