using System.Text;

namespace CaseTriage.Formats.Text;

/// <summary>How common the characters of names are.</summary>
/// <param name="Count">Characters that are not ASCII.</param>
/// <param name="Mean">0, none of them is in use, to 1, all are everyday ones.</param>
internal readonly record struct FileNameCommonness(int Count, double Mean);

/// <summary>
/// The code pages of names, and how common characters are in them. The standards put everyday characters in blocks of their own: level 1 of
/// GB 2312 (rows 0xB0 to 0xD7), of Big5 (0xA4 to 0xC6) and of JIS X 0208 (0x88 to 0x98 in Shift-JIS), and the kana.
/// </summary>
internal static class FileNameCodePage
{
    private const double Everyday = 1;
    private const double Mark = 0.5;
    private const double Traditional = 0.4;
    private const double Seldom = 0.3;
    private const double Rare = 0.05;

    private static readonly Dictionary<FileNameEncoding, Encoding> s_encodings = new()
    {
        [FileNameEncoding.Gb18030] = Get("gb18030"),
        [FileNameEncoding.Big5] = Get("big5"),
        [FileNameEncoding.ShiftJis] = Get("shift_jis"),
        [FileNameEncoding.Korean] = Get("ks_c_5601-1987"),
        [FileNameEncoding.Windows1252] = Get("windows-1252"),
        [FileNameEncoding.Cp437] = Get("IBM437"),
    };

    /// <summary>The encodings that are told apart by their characters.</summary>
    public static IReadOnlyList<FileNameEncoding> Guessed { get; } = [FileNameEncoding.Gb18030, FileNameEncoding.Big5, FileNameEncoding.ShiftJis];

    /// <summary>Reads bytes; those that are none of the encoding become U+FFFD.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes, FileNameEncoding encoding) =>
        s_encodings.GetValueOrDefault(encoding, Encoding.UTF8).GetString(bytes);

    /// <summary>How common the characters of names are in an encoding; null where a name is not valid in it.</summary>
    public static FileNameCommonness? Measure(IEnumerable<RawFileName> names, FileNameEncoding encoding)
    {
        int count = 0;
        double sum = 0;
        foreach (RawFileName name in names)
        {
            if (!TryAdd(name.Bytes.Span, encoding, ref count, ref sum))
            {
                return null;
            }
        }

        return new FileNameCommonness(count, count == 0 ? 0 : sum / count);
    }

    private static bool TryAdd(ReadOnlySpan<byte> name, FileNameEncoding encoding, ref int count, ref double sum)
    {
        foreach (char character in Decode(name, encoding))
        {
            // Characters for private use stand for pairs that the standard does not have.
            if (character is '\uFFFD' or (>= '\uE000' and <= '\uF8FF') || char.IsControl(character))
            {
                return false;
            }
        }

        int end = -1;
        for (int i = 0; i < name.Length; i++)
        {
            if (name[i] < 0x80)
            {
                continue;
            }

            (int length, double weight) = i + 1 == name.Length ? (1, Rare) : WeightOf(encoding, name[i], name[i + 1]);
            bool isAccent = encoding != FileNameEncoding.Gb18030 && end != i && IsAmongLetters(name, i, i + length);
            end = i + length;
            i = end - 1;
            count++;
            sum += isAccent ? Rare : weight;
        }

        return true;
    }

    /// <summary>Whether one character stands alone in a Latin word, as an accented letter of code page 437 does; in GB18030 those are rare anyway.</summary>
    private static bool IsAmongLetters(ReadOnlySpan<byte> name, int start, int end) => end >= name.Length
        ? start > 0 && char.IsAsciiLetter((char)name[start - 1])
        : name[end] < 0x80 && (char.IsAsciiLetter((char)name[end]) || (start > 0 && char.IsAsciiLetter((char)name[start - 1])));

    private static (int Length, double Weight) WeightOf(FileNameEncoding encoding, byte lead, byte trail) => encoding switch
    {
        FileNameEncoding.Gb18030 => trail is >= 0x30 and <= 0x39 ? (4, Rare) : (2, WeightOfGb18030(lead, trail)),
        FileNameEncoding.Big5 => (2, lead switch { >= 0xA4 and <= 0xC6 => Everyday, >= 0xA1 and <= 0xA3 => Mark, >= 0xC9 and <= 0xF9 => Seldom, _ => Rare }),
        _ => lead is >= 0xA1 and <= 0xDF ? (1, Seldom) : (2, WeightOfShiftJis(lead, trail)),
    };

    private static double WeightOfGb18030(byte lead, byte trail) => (lead, trail) switch
    {
        ( >= 0xB0 and <= 0xD7, >= 0xA1) => Everyday,
        ( >= 0xD8 and <= 0xF7, >= 0xA1) => Seldom,
        ( >= 0xA1 and <= 0xA9, >= 0xA1) => Mark,
        ( >= 0xAA, < 0xA1) => Traditional,
        _ => Rare,
    };

    private static double WeightOfShiftJis(byte lead, byte trail) => (lead, trail) switch
    {
        (0x82, >= 0x4F) or (0x83, <= 0x96) => Everyday,
        (0x81, _) => Mark,
        (0x88, >= 0x9F) or ( >= 0x89 and <= 0x97, _) or (0x98, <= 0x72) => Everyday,
        ( >= 0x98 and <= 0x9F, _) or ( >= 0xE0 and <= 0xEA, _) => Seldom,
        _ => Rare,
    };

    private static Encoding Get(string name) =>
        CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"))
            ?? throw new PlatformNotSupportedException($"This runtime has no {name}.");
}
