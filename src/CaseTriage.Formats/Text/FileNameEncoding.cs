using System.Text.Json.Serialization;

namespace CaseTriage.Formats.Text;

/// <summary>An encoding that names in archives are written in. The names in JSON are those that people know.</summary>
public enum FileNameEncoding
{
    /// <summary>ASCII; every other one agrees with it.</summary>
    [JsonStringEnumMemberName("ascii")]
    Ascii,

    /// <summary>UTF-8.</summary>
    [JsonStringEnumMemberName("utf-8")]
    Utf8,

    /// <summary>GB18030, a superset of GBK: what collectors on Chinese Windows write.</summary>
    [JsonStringEnumMemberName("gb18030")]
    Gb18030,

    /// <summary>Big5 as Windows has it, code page 950: Taiwan and Hong Kong.</summary>
    [JsonStringEnumMemberName("big5")]
    Big5,

    /// <summary>Shift-JIS as Windows has it, code page 932: Japan.</summary>
    [JsonStringEnumMemberName("shift-jis")]
    ShiftJis,

    /// <summary>Windows code page 949: Korea. Never guessed, since its bytes are Chinese as well.</summary>
    [JsonStringEnumMemberName("euc-kr")]
    Korean,

    /// <summary>Windows code page 1252: Western Europe. Never guessed.</summary>
    [JsonStringEnumMemberName("windows-1252")]
    Windows1252,

    /// <summary>Code page 437, the one that zip means where nothing else fits.</summary>
    [JsonStringEnumMemberName("cp437")]
    Cp437,
}

/// <summary>Why names of an archive are read in their encoding.</summary>
public enum FileNameReason
{
    /// <summary>Every byte is ASCII.</summary>
    Ascii,

    /// <summary>The archive says that they are UTF-8.</summary>
    Marked,

    /// <summary>Their bytes have the pattern of UTF-8, which other encodings hardly ever make.</summary>
    Pattern,

    /// <summary>So read their characters are common ones.</summary>
    CommonCharacters,

    /// <summary>They are valid in no encoding of East Asia, or only as characters that nobody uses.</summary>
    NothingElseFits,

    /// <summary>A person chose it.</summary>
    Chosen,
}

/// <summary>A file name as an archive holds it.</summary>
/// <param name="Bytes">The bytes.</param>
/// <param name="IsMarkedUtf8">Whether the archive says that they are UTF-8; not believed where they are not.</param>
public readonly record struct RawFileName(ReadOnlyMemory<byte> Bytes, bool IsMarkedUtf8);
