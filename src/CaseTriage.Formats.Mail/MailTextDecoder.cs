using System.Text;
using CaseTriage.Formats.MailThread;
using CaseTriage.Formats.Text;

namespace CaseTriage.Formats.Mail;

/// <summary>Bytes of a mail's text to characters: by the declared charset where the bytes agree with it, else by what the bytes tell.</summary>
internal static class MailTextDecoder
{
    /// <summary>So many Chinese signs in UTF-8 are no accident in another encoding; two are known to be ("联通").</summary>
    private const int FewestSequences = 3;

    /// <summary>Names of GB 2312 and GBK, read as GB18030, which holds both.</summary>
    private static readonly HashSet<string> s_chinese = new(StringComparer.OrdinalIgnoreCase)
    {
        "gb2312", "gbk", "gb18030", "gb_2312-80", "gb2312-80", "x-gbk", "cp936", "ms936", "windows-936", "euc-cn", "x-euc-cn", "936",
    };

    /// <summary>Decodes a text. Never throws.</summary>
    public static (string Text, MailCharset Charset, int Replaced) Decode(ReadOnlySpan<byte> bytes, string? declared)
    {
        DecodedText evident = TextDecoder.Decode(bytes);
        Encoding? encoding = Find(declared);
        if (encoding is null)
        {
            return (evident.Text, new MailCharset(evident.EncodingName, declared, MailCharsetReason.Undeclared), evident.Replaced);
        }

        string text = encoding.GetString(bytes);
        int replaced = text.AsSpan().Count('\uFFFD');
        return IsContradicted(bytes, encoding, replaced, evident)
            ? (evident.Text, new MailCharset(evident.EncodingName, declared, MailCharsetReason.Contradicted), evident.Replaced)
            : (text, new MailCharset(encoding.WebName, declared, MailCharsetReason.Declared), replaced);
    }

    private static bool IsContradicted(ReadOnlySpan<byte> bytes, Encoding encoding, int replaced, DecodedText evident)
    {
        if (evident.EncodingName == encoding.WebName)
        {
            return false;
        }

        return evident.Reason switch
        {
            EncodingReason.Ascii => replaced > evident.Replaced,
            EncodingReason.Utf8Sequences => encoding.CodePage != Encoding.UTF8.CodePage && HighBytes(bytes) >= FewestSequences * 3,
            _ when encoding.IsSingleByte => evident.Replaced == 0 && IsGb2312(bytes),
            _ => replaced > evident.Replaced,
        };
    }

    private static int HighBytes(ReadOnlySpan<byte> bytes)
    {
        int count = 0;
        foreach (byte value in bytes)
        {
            count += value > 0x7F ? 1 : 0;
        }

        return count;
    }

    /// <summary>Whether all bytes above 0x7F come in pairs of GB 2312 (A1 to F7, A1 to FE): Latin text in an eight-bit charset has them one by one.</summary>
    private static bool IsGb2312(ReadOnlySpan<byte> bytes)
    {
        int pairs = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] <= 0x7F)
            {
                continue;
            }

            if (bytes[i] is < 0xA1 or > 0xF7 || i + 1 == bytes.Length || bytes[i + 1] is < 0xA1 or > 0xFE)
            {
                return false;
            }

            pairs++;
            i++;
        }

        return pairs > 1;
    }

    private static Encoding? Find(string? declared)
    {
        if (string.IsNullOrWhiteSpace(declared))
        {
            return null;
        }

        if (s_chinese.Contains(declared.Trim()))
        {
            return TextDecoder.Gb18030;
        }

        try
        {
            Encoding encoding = Encoding.GetEncoding(declared.Trim());
            return encoding.CodePage is 20127 or 65000 ? null : encoding;
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
