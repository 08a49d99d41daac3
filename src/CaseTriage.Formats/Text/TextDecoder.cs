using System.Text;

namespace CaseTriage.Formats.Text;

/// <summary>
/// Bytes of a text file to characters, in the order that costs no guess where none is needed: byte order mark, the zero bytes of
/// unmarked UTF-16, strict UTF-8, and then GB18030, the code page of the machines that this product serves.
/// </summary>
public static class TextDecoder
{
    private static readonly Encoding s_strictUtf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);

    /// <summary>GB18030, a superset of GBK; the provider is registered on first use.</summary>
    public static Encoding Gb18030 { get; } = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")
        ?? throw new PlatformNotSupportedException("This runtime has no GB18030.");

    /// <summary>Decodes a whole text. Never throws: what cannot be read becomes U+FFFD and is counted.</summary>
    public static DecodedText Decode(ReadOnlySpan<byte> bytes)
    {
        (Encoding encoding, int mark) = Detect(bytes);
        string text = encoding.GetString(bytes[mark..]);
        return new DecodedText(text, encoding.WebName, text.AsSpan().Count('\uFFFD'));
    }

    private static (Encoding Encoding, int MarkLength) Detect(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
        {
            return (Encoding.UTF8, Encoding.UTF8.Preamble.Length);
        }

        if (bytes.StartsWith(Encoding.Unicode.Preamble))
        {
            return (Encoding.Unicode, Encoding.Unicode.Preamble.Length);
        }

        if (bytes.StartsWith(Encoding.BigEndianUnicode.Preamble))
        {
            return (Encoding.BigEndianUnicode, Encoding.BigEndianUnicode.Preamble.Length);
        }

        return (DetectWithoutMark(bytes), 0);
    }

    private static Encoding DetectWithoutMark(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> sample = bytes[..Math.Min(bytes.Length, 4096)];
        int evenZeros = 0;
        int oddZeros = 0;
        for (int i = 0; i < sample.Length; i++)
        {
            if (sample[i] == 0)
            {
                _ = (i & 1) == 0 ? evenZeros++ : oddZeros++;
            }
        }

        // A Latin letter in UTF-16 has one zero byte; a tenth of the positions is far above what binary noise in text shows.
        if (oddZeros * 20 > sample.Length && evenZeros * 4 < oddZeros)
        {
            return Encoding.Unicode;
        }

        if (evenZeros * 20 > sample.Length && oddZeros * 4 < evenZeros)
        {
            return Encoding.BigEndianUnicode;
        }

        try
        {
            s_strictUtf8.GetCharCount(bytes);
            return Encoding.UTF8;
        }
        catch (DecoderFallbackException)
        {
            return Gb18030;
        }
    }
}
