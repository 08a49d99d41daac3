namespace CaseTriage.Formats.Text;

/// <summary>A text and how its bytes were read.</summary>
/// <param name="Text">The characters, without a byte order mark.</param>
/// <param name="EncodingName">Web name of the encoding, for example <c>utf-8</c>, <c>utf-16</c>, <c>gb18030</c>.</param>
/// <param name="Replaced">Number of bytes sequences that the encoding could not read and that became U+FFFD.</param>
public sealed record DecodedText(string Text, string EncodingName, int Replaced);
