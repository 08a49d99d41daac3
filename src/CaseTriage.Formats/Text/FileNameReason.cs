namespace CaseTriage.Formats.Text;

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
