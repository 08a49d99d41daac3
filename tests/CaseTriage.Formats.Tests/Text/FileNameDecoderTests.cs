using System.Text;
using CaseTriage.Formats.Text;

namespace CaseTriage.Formats.Tests.Text;

public sealed class FileNameDecoderTests
{
    private static readonly Encoding Gbk = CodePage("gb18030");
    private static readonly Encoding Big5 = CodePage("big5");
    private static readonly Encoding ShiftJis = CodePage("shift_jis");
    private static readonly Encoding Cp437 = CodePage("IBM437");

    [Theory]
    [InlineData("激活")]
    [InlineData("日志/系统日志.evtx")]
    [InlineData("硬件信息\\设备序列号 QX07310000101.txt")]
    [InlineData("新建文件夹 (2)/屏幕截图.png")]
    [InlineData("車間電腦/記錄.txt")]
    [InlineData("測試/誠乙乚.txt")]
    [InlineData("张璟雯的电脑.cab")]
    public void Decode_NameInGbk_IsRight(string name) => IsRead(FileNameEncoding.Gb18030, Gbk, name);

    [Theory]
    [InlineData("記錄/系統.txt")]
    [InlineData("電腦啟用失敗的畫面.png", "硬體資訊/設備序號.txt")]
    [InlineData("事件檢視器紀錄.evtx")]
    public void Decode_NamesInBig5_AreRight(params string[] names) => IsRead(FileNameEncoding.Big5, Big5, names);

    [Theory]
    [InlineData("ログ/システム.txt")]
    [InlineData("記録.txt", "画面のコピー.png")]
    [InlineData("エラー表示.jpg")]
    public void Decode_NamesInShiftJis_AreRight(params string[] names) => IsRead(FileNameEncoding.ShiftJis, ShiftJis, names);

    [Theory]
    [InlineData("café/naïve.txt")]
    [InlineData("Übersicht.txt")]
    [InlineData("Größe.log", "Protokoll.txt")]
    public void Decode_NamesInCodePage437_AreRight(params string[] names) => IsRead(FileNameEncoding.Cp437, Cp437, names);

    [Theory]
    [InlineData("日志.txt")]
    [InlineData("café.txt")]
    [InlineData("Отчёт/журнал.txt")]
    public void Decode_Utf8WithoutAMark_IsRight(string name) => IsRead(FileNameEncoding.Utf8, Encoding.UTF8, name);

    [Fact]
    public void Decode_GbkThatIsUtf8ByChance_IsReadAsTheOthersAre()
    {
        // Every pair of these two is a letter below U+0800 in UTF-8.
        RawFileName[] names = [.. new[] { "摹募.txt", "日志.txt" }.Select(name => Raw(Gbk.GetBytes(name)))];
        Assert.True(System.Text.Unicode.Utf8.IsValid(names[0].Bytes.Span));

        FileNameDecoder decoder = FileNameDecoder.For(names, chosen: null);

        Assert.Equal(["摹募.txt", "日志.txt"], names.Select(decoder.Decode));
    }

    [Fact]
    public void Decode_Utf8BesideGbk_BothAreRight()
    {
        RawFileName[] names = [Raw(Encoding.UTF8.GetBytes("日志.txt")), Raw(Gbk.GetBytes("激活信息.txt"))];

        FileNameDecoder decoder = FileNameDecoder.For(names, chosen: null);

        Assert.Equal(["日志.txt", "激活信息.txt"], names.Select(decoder.Decode));
    }

    [Fact]
    public void Decode_Chosen_IsBelievedExceptWhereTheArchiveSaysUtf8()
    {
        RawFileName[] names = [new(Encoding.UTF8.GetBytes("日志.txt"), IsMarkedUtf8: true), Raw(Big5.GetBytes("啟用.txt"))];

        FileNameDecoder decoder = FileNameDecoder.For(names, FileNameEncoding.Big5);

        Assert.Equal(["日志.txt", "啟用.txt"], names.Select(decoder.Decode));
        Assert.Equal((FileNameEncoding.Big5, FileNameReason.Chosen), (decoder.Encoding, decoder.Reason));
    }

    [Theory]
    [InlineData("激活", true)]
    [InlineData("硬件信息/设备序列号和日志文件", false)]
    public void IsDoubtful_FewCharacters_SaySo(string name, bool isDoubtful) =>
        Assert.Equal(isDoubtful, FileNameDecoder.For([Raw(Gbk.GetBytes(name))], chosen: null).IsDoubtful);

    [Fact]
    public void Decode_MarkedUtf8ThatIsNone_IsReadAsItsBytesSay()
    {
        var name = new RawFileName(Gbk.GetBytes("日志"), IsMarkedUtf8: true);

        Assert.Equal("日志", FileNameDecoder.For([name], chosen: null).Decode(name));
    }

    [Fact]
    public void Decode_AnyBytesInAnyEncoding_GivesText()
    {
        var random = new Random(4);
        for (int i = 0; i < 5000; i++)
        {
            byte[] bytes = new byte[random.Next(40)];
            random.NextBytes(bytes);
            FileNameEncoding? chosen = random.Next(2) == 0 ? null : (FileNameEncoding)random.Next(8);
            var name = new RawFileName(bytes, random.Next(2) == 0);

            string text = FileNameDecoder.For([name], chosen).Decode(name);

            Assert.True(text.Length <= bytes.Length);
            Assert.Equal(bytes.Length == 0, text.Length == 0);
        }
    }

    private static void IsRead(FileNameEncoding expected, Encoding encoding, params string[] names)
    {
        RawFileName[] raw = [.. names.Select(name => Raw(encoding.GetBytes(name)))];

        FileNameDecoder decoder = FileNameDecoder.For(raw, chosen: null);

        Assert.Equal(names, raw.Select(decoder.Decode));
        Assert.Equal(expected, decoder.Encoding);
    }

    private static RawFileName Raw(byte[] bytes) => new(bytes, IsMarkedUtf8: false);

    private static Encoding CodePage(string name) =>
        CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback) ?? throw new InvalidOperationException(name);
}
