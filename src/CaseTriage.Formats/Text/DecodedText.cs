namespace CaseTriage.Formats.Text;

/// <summary>A text and how its bytes were read.</summary>
/// <param name="Text">The characters, without a byte order mark, up to a character that the end of the file cuts.</param>
/// <param name="EncodingName">Web name of the encoding, for example <c>utf-8</c>, <c>utf-16</c>, <c>gb18030</c>, <c>big5</c>.</param>
/// <param name="Replaced">Number of bytes sequences that the encoding could not read and that became U+FFFD.</param>
/// <param name="Reason">What told the encoding.</param>
/// <param name="CutBytes">Bytes of a character that the end of the file cuts, 0 to 3; they are not in the text.</param>
public sealed record DecodedText(string Text, string EncodingName, int Replaced, EncodingReason Reason, int CutBytes);
