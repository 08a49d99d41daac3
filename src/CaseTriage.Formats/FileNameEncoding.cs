using System.Text.Json.Serialization;

namespace CaseTriage.Formats;

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
