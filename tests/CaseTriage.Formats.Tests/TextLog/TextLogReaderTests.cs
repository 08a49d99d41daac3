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
    public void Read_LineWithoutATime_GivesNone(string line) => Assert.Null(LogTime.Read(line));

    [Theory]
    [InlineData("2022-09-22 14:19:58 WARNING disk", LogLevel.Warning)]
    [InlineData("2022-09-22 14:19:58 FATAL disk", LogLevel.Error)]
    [InlineData("2022-09-22 14:19:58 an error", LogLevel.None)]
    public void Read_Level_IsTheWordInCapitals(string line, LogLevel level) => Assert.Equal(level, Assert.Single(TextLogReader.Read(line)).Level);

    [Fact]
    public void Read_AnyLineBreakAndEncoding_CountsLinesAsAnEditorDoes()
    {
        byte[] content = TextDecoder.Gb18030.GetBytes("第一行\r\n\r\n第三行\r第四行\n");

        Assert.Equal([(1, "第一行"), (2, ""), (3, "第三行"), (4, "第四行")], TextLogReader.Read(content).Select(line => (line.Number, line.Text)));
    }
}
