using System.Text;

namespace CaseTriage.Formats.Text;

/// <summary>
/// Reads the names of one archive. The names that are neither ASCII nor UTF-8 are taken to share one encoding, the one in which most of
/// their characters are common; nothing is sure there, so the doubt is told and a person can choose. Never throws. What comes out is raw:
/// it may hold any character and any path.
/// </summary>
public sealed class FileNameDecoder
{
    /// <summary>How much likelier another encoding must be than GB18030, which nearly all collectors write that write none of Unicode.</summary>
    private const double Lead = 0.15;

    /// <summary>Below it the characters are so rare that code page 437 is meant: "Übersicht" in it is valid GBK, too.</summary>
    private const double LeastCommonness = 0.2;

    /// <summary>Fewer characters than these say little.</summary>
    private const int FewCharacters = 4;

    private const int MaxSamples = 5;

    private readonly bool _isChosen;
    private readonly bool _hasOther;

    private FileNameDecoder(IReadOnlyList<RawFileName> names, FileNameEncoding? chosen)
    {
        _isChosen = chosen is not null;
        List<RawFileName> other = [.. names.Where(name => !Ascii.IsValid(name.Bytes.Span) && !IsMarked(name))];
        Samples = [.. other.Take(MaxSamples).Select(name => name.Bytes)];
        _hasOther = other.Exists(name => !IsUtf8(name.Bytes.Span));
        List<RawFileName> legacy = [.. other.Where(IsLegacy)];
        if (chosen is { } encoding)
        {
            (Encoding, Reason) = (encoding, FileNameReason.Chosen);
        }
        else if (legacy.Count > 0)
        {
            (Encoding, Reason, IsDoubtful) = Guess(legacy);
        }
        else
        {
            (Encoding, Reason) = other.Count > 0 ? (FileNameEncoding.Utf8, FileNameReason.Pattern)
                : names.Any(name => !Ascii.IsValid(name.Bytes.Span)) ? (FileNameEncoding.Utf8, FileNameReason.Marked)
                : (FileNameEncoding.Ascii, FileNameReason.Ascii);
        }
    }

    /// <summary>Encoding of the names that are neither ASCII nor UTF-8; where there are none, that of all.</summary>
    public FileNameEncoding Encoding { get; }

    /// <summary>Why it is this one.</summary>
    public FileNameReason Reason { get; }

    /// <summary>Whether another encoding is nearly as likely.</summary>
    public bool IsDoubtful { get; }

    /// <summary>Some names that a choice would change, as the archive holds them.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Samples { get; }

    /// <summary>Looks at all names of an archive.</summary>
    /// <param name="names">Its names.</param>
    /// <param name="chosen">What a person chose for names that are neither ASCII nor marked as UTF-8, or null.</param>
    public static FileNameDecoder For(IEnumerable<RawFileName> names, FileNameEncoding? chosen) => new([.. names], chosen);

    /// <summary>Reads bytes in an encoding; those that are none of it become U+FFFD.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes, FileNameEncoding encoding) => FileNameCodePage.Decode(bytes, encoding);

    /// <summary>Reads a name that stands alone.</summary>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="chosen">What a person chose, or null.</param>
    public static string DecodeAlone(ReadOnlyMemory<byte> bytes, FileNameEncoding? chosen)
    {
        var name = new RawFileName(bytes, IsMarkedUtf8: false);
        return For([name], chosen).Decode(name);
    }

    /// <summary>Reads a name of the archive.</summary>
    public string Decode(RawFileName name)
    {
        ReadOnlySpan<byte> bytes = name.Bytes.Span;
        bool isUtf8 = Ascii.IsValid(bytes) || IsMarked(name) || (!_isChosen && !IsLegacy(name));
        return isUtf8 ? System.Text.Encoding.UTF8.GetString(bytes) : FileNameCodePage.Decode(bytes, Encoding);
    }

    private static bool IsMarked(RawFileName name) => name.IsMarkedUtf8 && IsUtf8(name.Bytes.Span);

    private static bool IsUtf8(ReadOnlySpan<byte> bytes) => System.Text.Unicode.Utf8.IsValid(bytes);

    /// <summary>
    /// Whether bytes are to be read in an old encoding: they are no UTF-8, or UTF-8 by chance. Two bytes of GBK can be a letter of UTF-8 below
    /// U+0800, but then of several alphabets in one name, or beside names that are no UTF-8 at all.
    /// </summary>
    private bool IsLegacy(RawFileName name)
    {
        if (!IsUtf8(name.Bytes.Span))
        {
            return true;
        }

        string text = System.Text.Encoding.UTF8.GetString(name.Bytes.Span);
        return text.All(character => character < '\u0800') && (_hasOther || CountAlphabets(text) > 1) && FileNameCodePage.Measure([name], FileNameEncoding.Gb18030) is { Mean: > 0.5 };
    }

    private static int CountAlphabets(string text) => text.Where(character => character >= '\u0080').Select(AlphabetOf).Distinct().Count();

    private static int AlphabetOf(char character) => character switch
    {
        < '\u00C0' => 0,
        < '\u0250' => 1,
        < '\u0370' => 2,
        < '\u0400' => 3,
        < '\u0530' => 4,
        < '\u0590' => 5,
        < '\u0600' => 6,
        _ => 7,
    };

    private static (FileNameEncoding Encoding, FileNameReason Reason, bool IsDoubtful) Guess(List<RawFileName> names)
    {
        (FileNameEncoding Encoding, FileNameCommonness Commonness)[] fitting =
        [
            .. FileNameCodePage.Guessed
                .Select(encoding => (encoding, Commonness: FileNameCodePage.Measure(names, encoding)))
                .Where(one => one.Commonness is { Mean: >= LeastCommonness })
                .Select(one => (one.encoding, one.Commonness!.Value))
                .OrderByDescending(one => one.Value.Mean + (one.encoding == FileNameEncoding.Gb18030 ? Lead : 0)),
        ];
        return fitting switch
        {
            [] => (FileNameEncoding.Cp437, FileNameReason.NothingElseFits, true),
            [var only] => (only.Encoding, FileNameReason.CommonCharacters, only.Commonness.Count < FewCharacters),
            [var best, var next, ..] => (best.Encoding, FileNameReason.CommonCharacters, best.Commonness.Count < FewCharacters || next.Commonness.Mean > best.Commonness.Mean - Lead),
        };
    }
}
