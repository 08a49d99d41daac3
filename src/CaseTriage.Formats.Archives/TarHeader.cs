using System.Globalization;
using System.Text;

namespace CaseTriage.Formats.Archives;

/// <summary>The block before each member of a tar (POSIX.1-1988 ustar; the GNU manual, "Basic Tar Format").</summary>
/// <param name="Name">Bytes of the name, the prefix of ustar before it.</param>
/// <param name="Kind">The type flag.</param>
/// <param name="SizeInBytes">Size of the content behind the block.</param>
internal sealed record TarHeader(byte[] Name, char Kind, long SizeInBytes)
{
    /// <summary>Bytes of every block.</summary>
    public const int BlockSize = 512;

    private const int ChecksumOffset = 148;
    private const int ChecksumSize = 8;

    /// <summary>Decodes a block; null where its checksum is wrong or its numbers are none.</summary>
    public static TarHeader? Decode(ReadOnlySpan<byte> block)
    {
        if (block.Length < BlockSize || ReadNumber(block.Slice(ChecksumOffset, ChecksumSize)) is not { } stated || stated != Sum(block)
            || ReadNumber(block.Slice(124, 12)) is not { } size)
        {
            return null;
        }

        ReadOnlySpan<byte> name = Text(block[..100]);
        ReadOnlySpan<byte> prefix = block.Slice(257, 6).SequenceEqual("ustar\0"u8) ? Text(block.Slice(345, 155)) : [];
        return new TarHeader(prefix.IsEmpty ? name.ToArray() : [.. prefix, (byte)'/', .. name], (char)block[156], size);
    }

    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> field) => field.IndexOf((byte)0) is >= 0 and var end ? field[..end] : field;

    /// <summary>The sum of all bytes, those of the checksum taken as spaces.</summary>
    private static long Sum(ReadOnlySpan<byte> block)
    {
        long sum = ChecksumSize * ' ';
        for (int i = 0; i < BlockSize; i++)
        {
            sum += i is >= ChecksumOffset and < ChecksumOffset + ChecksumSize ? 0 : block[i];
        }

        return sum;
    }

    /// <summary>A number in octal digits, or, in a field that is long enough and with the highest bit set, in binary (GNU); null where it is neither or below 0.</summary>
    private static long? ReadNumber(ReadOnlySpan<byte> field)
    {
        if (field[0] < 0x80)
        {
            string digits = Encoding.Latin1.GetString(Text(field)).Trim(' ');
            return digits.Length == 0 ? 0 : digits.All(digit => digit is >= '0' and <= '7') ? Convert.ToInt64(digits, 8) : null;
        }

        if (field.Length <= sizeof(long))
        {
            return null;
        }

        long value = 0;
        foreach (byte part in field[^8..])
        {
            value = (value << 8) | part;
        }

        return field[0] == 0x80 && !field[1..^8].ContainsAnyExcept((byte)0) && value >= 0 ? value : null;
    }

    /// <summary>The values of a pax header ("length key=value\n"); what does not read so ends it.</summary>
    public static Dictionary<string, byte[]> ReadPax(ReadOnlySpan<byte> content)
    {
        var values = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        while (content.IndexOf((byte)' ') is > 0 and <= 6 and var space
            && int.TryParse(content[..space], NumberStyles.None, CultureInfo.InvariantCulture, out int length) && length > space + 1 && length <= content.Length
            && content[space..(length - 1)].IndexOf((byte)'=') is > 0 and var equals)
        {
            ReadOnlySpan<byte> pair = content[(space + 1)..(length - 1)];
            values[Encoding.UTF8.GetString(pair[..(equals - 1)])] = pair[equals..].ToArray();
            content = content[length..];
        }

        return values;
    }
}
