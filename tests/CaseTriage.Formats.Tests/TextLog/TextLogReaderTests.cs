using CaseTriage.Formats.Text;
using CaseTriage.Formats.TextLog;

namespace CaseTriage.Formats.Tests.TextLog;

public sealed class TextLogReaderTests
{
    private static readonly TimeSpan s_beijing = TimeSpan.FromHours(8);

    [Theory]
    [InlineData("2022-09-22 14:19:58,211 [21] INFO  x", "2022-09-22T06:19:58.2110000Z")]
    [InlineData("2022-09-22 14:19:58.905 x", "2022-09-22T06:19:58.9050000Z")]
    [InlineData("2022/9/2 4:19:58 x", "2022-09-01T20:19:58.0000000Z")]
    [InlineData("2022年9月22日 14:19:58 x", "2022-09-22T06:19:58.0000000Z")]
    [InlineData("[2022-09-22T14:19:58Z] x", "2022-09-22T14:19:58.0000000Z")]
    [InlineData("2022-09-22T14:19:58.1234567+02:00 x", "2022-09-22T12:19:58.1234567Z")]
    [InlineData("INFO 2022-09-22 14:19:58 -0730 x", "2022-09-22T21:49:58.0000000Z")]
    [InlineData("2024/1/2 上午 9:03:11 x", "2024-01-02T01:03:11.0000000Z")]
    [InlineData("2024/1/2 下午 9:03:11 x", "2024-01-02T13:03:11.0000000Z")]
    [InlineData("2024年1月2日 星期二 上午 12:03:11 x", "2024-01-01T16:03:11.0000000Z")]
    [InlineData("1/2/2024 9:03:11 AM x", "2024-01-02T01:03:11.0000000Z")]
    [InlineData("1/2/2024 12:03:11 PM x", "2024-01-02T04:03:11.0000000Z")]
    [InlineData("31/1/2024 09:03:11 x", "2024-01-31T01:03:11.0000000Z")]
    [InlineData("2024-01-02 09:03:11, Info                  CSI    x", "2024-01-02T01:03:11.0000000Z")]
    [InlineData("[1704186191] x", "2024-01-02T09:03:11.0000000Z")]
    [InlineData("[1704186191.250] x", "2024-01-02T09:03:11.2500000Z")]
    public void Read_LineWithATime_GivesTheInstant(string line, string instant)
    {
        LogTime? time = Assert.Single(TextLogReader.Read(line)).Time;

        Assert.Equal(instant, time?.ToUtc(s_beijing).UtcDateTime.ToString("O"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no time")]
    [InlineData("2022-13-45 14:19:58 x")]
    [InlineData("2022-09-22 25:61:61 x")]
    [InlineData("2022-09-22 14:19:58+99:00 x")]
    [InlineData("10.0.17763.1192")]
    [InlineData("1/2/2024 09:03:11 either January or February")]
    [InlineData("1704186191 without brackets")]
    public void Read_LineWithoutATime_GivesNone(string line) => Assert.Null(LogTime.Read(line));

    [Theory]
    [InlineData("2022-09-22 14:19:58 WARNING disk", LogLevel.Warning)]
    [InlineData("2022-09-22 14:19:58 FATAL disk", LogLevel.Error)]
    [InlineData("2022-09-22 14:19:58 an error", LogLevel.None)]
    [InlineData("2024-01-02 09:03:11, Error                 CSI    x", LogLevel.Error)]
    [InlineData("2024-01-02 09:03:11 [警告] x", LogLevel.Warning)]
    public void Read_Level_IsTheWordInCapitals(string line, LogLevel level) => Assert.Equal(level, Assert.Single(TextLogReader.Read(line)).Level);

    [Fact]
    public void Read_AnyLineBreakAndEncoding_CountsLinesAsAnEditorDoes()
    {
        byte[] content = TextDecoder.Gb18030.GetBytes("第一行\r\n\r\n第三行\r第四行\n");

        Assert.Equal([(1, "第一行"), (2, ""), (3, "第三行"), (4, "第四行")], TextLogReader.Read(content).Select(line => (line.Number, line.Text)));
    }

    [Fact]
    public void ReadEntries_IndentedLinesAndStackTraces_ContinueTheEntry()
    {
        const string Log = "2024-01-02 09:03:11 ERROR failed\n   at A.B()\n   在 C.D()\n--- End of stack ---\n\n2024-01-02 09:03:12 INFO on\nplain\n  indented below no time\n";

        Assert.Equal([(1, 4), (6, 1), (7, 1), (8, 1)], TextLogReader.ReadEntries(Log).Select(entry => (entry.Number, entry.Text.Split('\n').Length)));
    }

    [Fact]
    public void ReadEntries_EntryOfConfigurationManager_HasTheTimeOfItsTrailer()
    {
        const string Log = """
            <![LOG[First line
            second line 0xC004F074]LOG]!><time="09:03:11.123-480" date="1-2-2024" component="x" context="" type="3" thread="1" file="a">
            <![LOG[Next]LOG]!><time="09:03:12.000+300" date="1-2-2024" component="x" context="" type="1" thread="1" file="a">
            """;

        Assert.Equal(
            [(1, LogLevel.Error, "2024-01-02T01:03:11.1230000Z"), (3, LogLevel.Information, "2024-01-02T14:03:12.0000000Z")],
            TextLogReader.ReadEntries(Log).Select(entry => (entry.Number, entry.Level, entry.Time?.ToUtc(s_beijing).UtcDateTime.ToString("O") ?? "")));
    }

    [Fact]
    public void ReadEntries_EndlessContinuation_IsPartedAndLosesNothing()
    {
        string log = "2024-01-02 09:03:11 ERROR failed\n" + string.Concat(Enumerable.Repeat("   at A.B()\n", 1000));

        LogEntry[] entries = [.. TextLogReader.ReadEntries(log)];

        Assert.Equal(1001, entries.Sum(entry => entry.Text.Split('\n').Length));
        Assert.All(entries, entry => Assert.InRange(entry.Text.Length, 1, TextLogReader.MaxLineLength));
    }

    [Fact]
    public void ReadEntries_MutatedLogs_NeverThrow()
    {
        const string Seed = "2024/1/2 上午 9:03:11 ERROR x\n   at A.B()\r\n<![LOG[a]LOG]!><time=\"09:03:11.1-480\" date=\"1-2-2024\" type=\"3\">\n[1704186191] 1/2/2024 9:03:11 AM 0xC004F074 -1073418124\n";
        var random = new Random(11);
        for (int run = 0; run < 3000; run++)
        {
            char[] text = Seed.ToCharArray();
            for (int i = random.Next(1, 12); i > 0; i--)
            {
                text[random.Next(text.Length)] = Seed[random.Next(Seed.Length)];
            }

            string log = new(text, 0, random.Next(text.Length));
            Assert.All(TextLogReader.ReadEntries(log), entry => Assert.InRange(entry.TimeLength, 0, entry.Text.Length));
            Assert.Equal(TextLine.Split(log).Count(), TextLine.Count(log));
        }
    }
}
