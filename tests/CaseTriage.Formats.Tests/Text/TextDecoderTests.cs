using System.Text;
using CaseTriage.Formats.Text;

namespace CaseTriage.Formats.Tests.Text;

public sealed class TextDecoderTests
{
    private static readonly Encoding s_utf16 = new UnicodeEncoding(bigEndian: false, byteOrderMark: false);
    private static readonly Encoding s_utf16BigEndian = new UnicodeEncoding(bigEndian: true, byteOrderMark: false);

    public static TheoryData<string, string, string, EncodingReason> Texts => new()
    {
        { "2024-01-02 09:03:11 INFO start", "utf-8", "utf-8", EncodingReason.Ascii },
        { "激活失败", "utf-8", "utf-8", EncodingReason.Utf8Sequences },
        { "OK", "utf-16", "utf-16", EncodingReason.ZeroBytes },
        { "OK", "utf-16BE", "utf-16BE", EncodingReason.ZeroBytes },
        { "激活失败", "utf-16", "utf-16", EncodingReason.ChineseHalves },
        { "許可證狀態：已授權", "utf-16BE", "utf-16BE", EncodingReason.ChineseHalves },
        { "激活失败", "gb18030", "gb18030", EncodingReason.CodePage },
        { "许可证状态: 已授权", "gb18030", "gb18030", EncodingReason.CodePage },
        { "错误", "gb18030", "gb18030", EncodingReason.CodePage },
        { "2024-01-02 09:03:11 INFO a long line of a log that is nearly all ASCII, 正在启动。", "gb18030", "gb18030", EncodingReason.CodePage },
        { "C:\\\r\n├─日志\r\n└─激活", "gb18030", "gb18030", EncodingReason.CodePage },
        { "𠀀 and 㐀", "gb18030", "gb18030", EncodingReason.CodePage },
        { "啟動失敗", "big5", "big5", EncodingReason.Big5Pairs },
        { "授權狀態: 已授權，產品金鑰在此", "big5", "big5", EncodingReason.Big5Pairs },
        { "2024-01-02 09:03:11 ERROR a long line of a log that is nearly all ASCII, 啟動失敗。", "big5", "big5", EncodingReason.Big5Pairs },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Decode_Text_IsToldApartWithItsReason(string text, string written, string read, EncodingReason reason)
    {
        DecodedText decoded = TextDecoder.Decode(Bytes(text, written));

        Assert.Equal((text, read, reason, 0, 0), (decoded.Text, decoded.EncodingName, decoded.Reason, decoded.CutBytes, decoded.Replaced));
    }

    [Theory]
    [InlineData("激活失败", "utf-8", 1, "激活失")]
    [InlineData("激活失败", "utf-8", 2, "激活失")]
    [InlineData("line\n激活失败", "utf-16", 1, "line\n激活失")]
    [InlineData("line\n激活失败", "gb18030", 1, "line\n激活失")]
    [InlineData("啟動失敗", "big5", 1, "啟動失")]
    public void Decode_TextCutInACharacter_IsReadToTheCut(string text, string encoding, int lost, string expected)
    {
        DecodedText decoded = TextDecoder.Decode(Bytes(text, encoding).AsSpan()[..^lost]);

        Assert.Equal((expected, 0, true), (decoded.Text, decoded.Replaced, decoded.CutBytes > 0));
    }

    [Fact]
    public void Decode_Mark_OutweighsEverything()
    {
        byte[] content = [.. Encoding.BigEndianUnicode.Preamble, .. s_utf16BigEndian.GetBytes("激活 ok")];

        Assert.Equal(("激活 ok", EncodingReason.Mark), (TextDecoder.Decode(content).Text, TextDecoder.Decode(content).Reason));
    }

    [Fact]
    public void Decode_OneBadByteInAUtf8Log_LeavesTheRestReadable()
    {
        byte[] content = [.. Encoding.UTF8.GetBytes("激活失败，请稍后再试。正在联系激活平台。"), 0xFF, .. Encoding.UTF8.GetBytes("完成")];

        DecodedText decoded = TextDecoder.Decode(content);

        Assert.Equal(("utf-8", 1), (decoded.EncodingName, decoded.Replaced));
        Assert.EndsWith("\uFFFD完成", decoded.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_AnyBytes_NeverThrows()
    {
        var random = new Random(20240102);
        for (int run = 0; run < 4000; run++)
        {
            byte[] content = new byte[random.Next(0, 64)];
            random.NextBytes(content);
            Assert.InRange(TextDecoder.Decode(content).CutBytes, 0, 3);
        }
    }

    private static byte[] Bytes(string text, string encoding) => (encoding switch
    {
        "gb18030" => TextDecoder.Gb18030,
        "big5" => TextDecoder.Big5,
        "utf-16" => s_utf16,
        "utf-16BE" => s_utf16BigEndian,
        _ => new UTF8Encoding(false),
    }).GetBytes(text);
}
