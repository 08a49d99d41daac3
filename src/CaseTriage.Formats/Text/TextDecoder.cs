using System.Text;

namespace CaseTriage.Formats.Text;

/// <summary>
/// Bytes of a text file to characters, in the order that costs no guess where none is needed: byte order mark, the zero bytes of
/// unmarked UTF-16, valid UTF-8, the halves of Chinese signs in UTF-16, the pairs of Big5, and then GB18030, the code page of the
/// machines that this product serves. A file that is cut within a character is read up to it.
/// </summary>
public static class TextDecoder
{
    /// <summary>Bytes that are looked at where every byte counts the same.</summary>
    private const int SampleSize = 4096;

    /// <summary>So many valid sequences outweigh one that is not: a damaged place does not make a text another encoding.</summary>
    private const int SequencesPerFault = 16;

    /// <summary>GB18030, a superset of GBK; the provider is registered on first use.</summary>
    public static Encoding Gb18030 { get; } = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")
        ?? throw new PlatformNotSupportedException("This runtime has no GB18030.");

    /// <summary>Big5, code page 950.</summary>
    public static Encoding Big5 { get; } = CodePagesEncodingProvider.Instance.GetEncoding("big5")
        ?? throw new PlatformNotSupportedException("This runtime has no Big5.");

    /// <summary>Decodes a whole text. Never throws: what cannot be read becomes U+FFFD and is counted.</summary>
    public static DecodedText Decode(ReadOnlySpan<byte> bytes)
    {
        (Encoding encoding, int mark, EncodingReason reason) = Detect(bytes);
        ReadOnlySpan<byte> content = bytes[mark..];
        int cut = CutBytes(content, encoding);
        string text = encoding.GetString(content[..^cut]);
        return new DecodedText(text, encoding.WebName, text.AsSpan().Count('\uFFFD'), reason, cut);
    }

    private static (Encoding Encoding, int MarkLength, EncodingReason Reason) Detect(ReadOnlySpan<byte> bytes)
    {
        foreach (Encoding marked in (Encoding[])[Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode])
        {
            if (bytes.StartsWith(marked.Preamble))
            {
                return (marked, marked.Preamble.Length, EncodingReason.Mark);
            }
        }

        (Encoding encoding, EncodingReason reason) = DetectWithoutMark(bytes);
        return (encoding, 0, reason);
    }

    private static (Encoding Encoding, EncodingReason Reason) DetectWithoutMark(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> sample = bytes[..Math.Min(bytes.Length, SampleSize)];
        if (Utf16ByZeros(sample) is { } zeros)
        {
            return (zeros, EncodingReason.ZeroBytes);
        }

        if (!bytes.ContainsAnyExceptInRange((byte)0, (byte)0x7F))
        {
            return (Encoding.UTF8, EncodingReason.Ascii);
        }

        return IsUtf8(bytes) ? (Encoding.UTF8, EncodingReason.Utf8Sequences)
            : HoldsChineseHalves(sample, 1) ? (Encoding.Unicode, EncodingReason.ChineseHalves)
            : HoldsChineseHalves(sample, 0) ? (Encoding.BigEndianUnicode, EncodingReason.ChineseHalves)
            : IsBig5(bytes) ? (Big5, EncodingReason.Big5Pairs)
            : (Gb18030, EncodingReason.CodePage);
    }

    private static Encoding? Utf16ByZeros(ReadOnlySpan<byte> sample)
    {
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
        return oddZeros * 20 > sample.Length && evenZeros * 4 < oddZeros ? Encoding.Unicode
            : evenZeros * 20 > sample.Length && oddZeros * 4 < evenZeros ? Encoding.BigEndianUnicode
            : null;
    }

    private static bool IsUtf8(ReadOnlySpan<byte> bytes)
    {
        long valid = 0;
        long faults = 0;
        while (bytes.IndexOfAnyExceptInRange((byte)0, (byte)0x7F) is >= 0 and int next)
        {
            bytes = bytes[next..];
            System.Buffers.OperationStatus status = Rune.DecodeFromUtf8(bytes, out _, out int length);
            if (status == System.Buffers.OperationStatus.NeedMoreData)
            {
                break;
            }

            _ = status == System.Buffers.OperationStatus.Done ? valid++ : faults++;
            bytes = bytes[length..];
        }

        return faults == 0 ? valid > 0 : valid >= faults * SequencesPerFault;
    }

    /// <summary>Whether nearly every upper half is that of a Chinese sign, of a full-width sign or of ASCII.</summary>
    private static bool HoldsChineseHalves(ReadOnlySpan<byte> sample, int upper)
    {
        int fitting = 0;
        int pairs = sample.Length / 2;
        for (int pair = 0; pair < pairs; pair++)
        {
            byte high = sample[(pair * 2) + upper];
            byte low = sample[(pair * 2) + 1 - upper];
            fitting += high is (>= 0x4E and <= 0x9F) or 0x30 or 0xFF || (high == 0 && low is (>= 0x20 and < 0x7F) or (>= 0x09 and <= 0x0D)) ? 1 : 0;
        }

        return pairs > 1 && fitting * 20 >= pairs * 19;
    }

    /// <summary>
    /// Big5 has its frequent signs at first bytes A4 to C6, half of them with a second byte below 7F; GB2312 has Chinese signs at B0 to F7 with a second
    /// byte above A0. Source: the code charts of both. A9 is box drawing in GBK, which consoles print.
    /// </summary>
    private static bool IsBig5(ReadOnlySpan<byte> bytes)
    {
        int pairs = 0;
        int onlyBig5 = 0;
        int onlyGb = 0;
        while (bytes.IndexOfAnyExceptInRange((byte)0, (byte)0x7F) is >= 0 and int next && next + 1 < bytes.Length)
        {
            byte first = bytes[next];
            byte second = bytes[next + 1];
            if (first is < 0xA1 or > 0xF9 || second is not ((>= 0x40 and <= 0x7E) or (>= 0xA1 and <= 0xFE)))
            {
                return false;
            }

            pairs++;
            onlyBig5 += second <= 0x7E || first is (>= 0xA4 and <= 0xA8) or (>= 0xAA and <= 0xAF) ? 1 : 0;
            onlyGb += first >= 0xC7 && second >= 0xA1 ? 1 : 0;
            bytes = bytes[(next + 2)..];
        }

        return onlyBig5 > onlyGb * 2 && onlyBig5 * 5 >= pairs;
    }

    /// <summary>Bytes at the end that are the beginning of a character.</summary>
    private static int CutBytes(ReadOnlySpan<byte> content, Encoding encoding)
    {
        if (encoding is UnicodeEncoding)
        {
            return content.Length & 1;
        }

        if (encoding is UTF8Encoding)
        {
            return Rune.DecodeLastFromUtf8(content, out _, out int length) == System.Buffers.OperationStatus.NeedMoreData ? length : 0;
        }

        // A decoder that is not told of the end keeps what it cannot finish: the text is that much shorter than with a letter in its place.
        int start = content.LastIndexOf((byte)'\n') + 1;
        ReadOnlySpan<byte> line = content[start..];
        Decoder decoder = encoding.GetDecoder();
        for (int cut = 0; cut <= Math.Min(3, line.Length); cut++)
        {
            decoder.Reset();
            ReadOnlySpan<byte> whole = line[..^cut];
            if (decoder.GetCharCount(whole, flush: false) == decoder.GetCharCount(whole, flush: true))
            {
                return cut;
            }
        }

        return 0;
    }
}
