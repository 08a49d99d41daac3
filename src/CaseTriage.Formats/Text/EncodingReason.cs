namespace CaseTriage.Formats.Text;

/// <summary>Why the bytes of a text were read in their encoding.</summary>
public enum EncodingReason
{
    /// <summary>A byte order mark says so.</summary>
    Mark,

    /// <summary>A zero byte in every letter of the Latin alphabet: UTF-16.</summary>
    ZeroBytes,

    /// <summary>No byte above 0x7F: every candidate reads it alike.</summary>
    Ascii,

    /// <summary>All sequences, or all but a damaged few, are valid UTF-8.</summary>
    Utf8Sequences,

    /// <summary>Nearly every second byte is the upper half of a Chinese sign: UTF-16 without a mark.</summary>
    ChineseHalves,

    /// <summary>All pairs are valid Big5, and most lie where it has its frequent signs.</summary>
    Big5Pairs,

    /// <summary>None of these: the code page of the machines that this product serves.</summary>
    CodePage,
}
