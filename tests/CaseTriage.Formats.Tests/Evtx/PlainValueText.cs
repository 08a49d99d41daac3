using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;
using Value = CaseTriage.Formats.Tests.Evtx.PlainBinXmlWalker.Value;

namespace CaseTriage.Formats.Tests.Evtx;

/// <summary>Text of values for <see cref="PlainBinXmlWalker"/>, as the table of docs/formats/evtx.md has it.</summary>
internal static class PlainValueText
{
    private static readonly Encoding Ansi = CodePagesEncodingProvider.Instance.GetEncoding(1252) ?? Encoding.Latin1;

    public static string Of(Value value) =>
        value.IsArray ? string.Join(' ', Items(value).Select(item => One(item.Type, item.Bytes))) : One(value.Type, value.Bytes);

    /// <summary>The items of an array.</summary>
    public static IEnumerable<Value> Items(Value array)
    {
        byte type = (byte)(array.Type & 0x7F);
        byte[] rest = array.Bytes;
        while (rest.Length > 0)
        {
            int length = Math.Clamp(ItemLength(type, rest, array.Bytes.Length), 1, rest.Length);
            yield return new Value(type, WithoutTerminator(type, rest[..length]), null);
            rest = rest[length..];
        }
    }

    private static int ItemLength(byte type, byte[] rest, int whole)
    {
        switch (type)
        {
            case 1:
                for (int i = 0; i + 1 < rest.Length; i += 2)
                {
                    if (rest[i] == 0 && rest[i + 1] == 0)
                    {
                        return i + 2;
                    }
                }

                return rest.Length;
            case 2:
                return Array.IndexOf(rest, (byte)0) is >= 0 and int end ? end + 1 : rest.Length;
            case 16:
                return whole % 8 == 0 ? 8 : 4;
            case 19:
                return rest.Length > 1 ? 8 + (4 * rest[1]) : rest.Length;
            default:
                return Width(type) is > 0 and int width ? width : rest.Length;
        }
    }

    private static byte[] WithoutTerminator(byte type, byte[] item) => type switch
    {
        1 when item is [.., 0, 0] => item[..^2],
        2 when item is [.., 0] => item[..^1],
        _ => item,
    };

    // Bytes of types of fixed size; 0 of others.
    private static int Width(byte type) => type switch
    {
        3 or 4 => 1,
        5 or 6 => 2,
        7 or 8 or 11 or 13 or 20 => 4,
        9 or 10 or 12 or 17 or 21 => 8,
        15 or 18 => 16,
        _ => 0,
    };

    private static string One(byte type, byte[] bytes)
    {
        int least = type switch { 13 => 1, 16 => 4, 19 => 8, _ => Width(type) };
        if (bytes.Length == 0 || type == 0)
        {
            return "";
        }

        if (bytes.Length < least)
        {
            return Convert.ToHexString(bytes);
        }

        return type switch
        {
            1 => Utf16(bytes).TrimEnd('\0'),
            2 => Ansi.GetString(bytes),
            >= 3 and <= 10 => Number(bytes, isSigned: type is 3 or 5 or 7 or 9).ToString(CultureInfo.InvariantCulture),
            11 => BitConverter.ToSingle(bytes).ToString(CultureInfo.InvariantCulture),
            12 => BitConverter.ToDouble(bytes).ToString(CultureInfo.InvariantCulture),
            13 => Array.TrueForAll(bytes, b => b == 0) ? "false" : "true",
            15 => $"{{{new Guid(bytes.AsSpan(0, 16)).ToString().ToUpperInvariant()}}}",
            16 or 20 or 21 => "0x" + HexOf(Number(bytes, isSigned: false)),
            17 => FileTime(BitConverter.ToInt64(bytes)),
            18 => SystemTime(bytes),
            19 => Sid(bytes),
            _ => Convert.ToHexString(bytes),
        };
    }

    private static string Utf16(byte[] bytes) =>
        string.Concat(Enumerable.Range(0, bytes.Length / 2).Select(i => (char)(bytes[2 * i] | (bytes[(2 * i) + 1] << 8))));

    // The size of the value says how wide the number is: 1, 2, 4 or 8 bytes.
    private static BigInteger Number(byte[] bytes, bool isSigned)
    {
        int width = bytes.Length switch { 1 => 1, < 4 => 2, < 8 => 4, _ => 8 };
        return new BigInteger(bytes.AsSpan(0, width), isUnsigned: !isSigned);
    }

    private static string HexOf(BigInteger number) => ((ulong)number).ToString("x", CultureInfo.InvariantCulture);

    private static string FileTime(long ticks)
    {
        long last = new DateTime(9999, 12, 31, 23, 59, 59, DateTimeKind.Utc).AddTicks(9_999_999).ToFileTimeUtc();
        return ticks < 0 || ticks > last
            ? ticks.ToString(CultureInfo.InvariantCulture)
            : new DateTime(1601, 1, 1).AddTicks(ticks).ToString("yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture) + "Z";
    }

    private static string SystemTime(byte[] bytes)
    {
        int[] f = [.. Enumerable.Range(0, 8).Select(i => (int)BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(2 * i)))];
        string text = string.Create(CultureInfo.InvariantCulture, $"{f[0]:0000}-{f[1]:00}-{f[3]:00}T{f[4]:00}:{f[5]:00}:{f[6]:00}.{f[7]:000}Z");
        bool isTime = f[0] >= 1601 && DateTime.TryParseExact(text, "yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
        return isTime ? text : Convert.ToHexString(bytes);
    }

    private static string Sid(byte[] bytes)
    {
        int count = Math.Min(bytes[1], (bytes.Length - 8) / 4);
        BigInteger authority = new(bytes.AsSpan(2, 6), isUnsigned: true, isBigEndian: true);
        IEnumerable<uint> parts = Enumerable.Range(0, count).Select(i => BitConverter.ToUInt32(bytes, 8 + (4 * i)));
        return $"S-{string.Join('-', [bytes[0].ToString(CultureInfo.InvariantCulture), authority.ToString(CultureInfo.InvariantCulture), .. parts])}";
    }
}
