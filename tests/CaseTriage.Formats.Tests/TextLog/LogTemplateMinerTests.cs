using CaseTriage.Formats.TextLog;

namespace CaseTriage.Formats.Tests.TextLog;

public sealed class LogTemplateMinerTests
{
    [Fact]
    public void ToTemplates_TenThousandLikeLines_AreOneRow()
    {
        string log = string.Concat(Enumerable.Range(0, 10_000).Select(i =>
            FormattableString.Invariant($"2024-01-02 09:{i / 60 % 60:00}:{i % 60:00} INFO request {i} of AA0221000{i:0000} from 10.0.{i % 250}.7 to C:\\logs\\{i}.txt took {i * 3} ms\n")));

        LogTemplate template = Assert.Single(Mine(log));

        Assert.Equal(("INFO request <*> of <*> from <*> to <*> took <*> ms", 10_000, LogLevel.Information, 1), (template.Text, template.Count, template.Level, template.Line));
        Assert.Equal("2024-01-02T01:00:00.0000000Z", template.FirstAt?.UtcDateTime.ToString("O"));
    }

    [Fact]
    public void ToTemplates_WordsThatDiffer_BecomeOne()
    {
        LogTemplate template = Assert.Single(Mine("service alpha was started by system\nservice alpha was stopped by system\n"));

        Assert.Equal(("service alpha was <*> by system", 2), (template.Text, template.Count));
    }

    [Fact]
    public void ToTemplates_ErrorsAndCodes_ComeFirstAndTheRarestOfThem()
    {
        string log = string.Concat(Enumerable.Repeat("2024-01-02 09:00:00 ERROR disk full\n", 3)) + "2024-01-02 09:00:00 INFO all is well\n"
            + "2024-01-02 09:00:01 ERROR could not reach the activation platform\n2024-01-02 09:00:02 INFO result 0xC004F074\n";

        Assert.Equal(["ERROR could not reach the activation platform", "ERROR disk full", "INFO result <*>", "INFO all is well"], Mine(log).Select(template => template.Text));
        Assert.Equal(["0xC004F074"], Mine(log)[2].Codes);
    }

    [Theory]
    [InlineData("id {8f14e45f-ceea-467f-a0e6-5d3f1b2c3d4e} done", "id {<*>} done")]
    [InlineData("设备AA02210001041激活失败", "设备<*>激活失败")]
    [InlineData("at 09:03:11.123 hr=0xC004F074", "at <*> hr=<*>")]
    [InlineData("open \\\\server\\share\\x and https://host/path?q=1", "open <*> and <*>")]
    public void ToTemplates_OneLine_KeepsItsWordsOnly(string line, string expected) => Assert.Equal(expected, Assert.Single(Mine(line)).Text);

    [Fact]
    public void ToTemplates_UnlikeLinesWithoutEnd_AreBoundedAndCounted()
    {
        var random = new Random(7);
        var miner = new LogTemplateMiner();
        const int Lines = 20_000;
        for (int i = 0; i < Lines; i++)
        {
            string text = string.Join(' ', Enumerable.Range(0, random.Next(1, 40)).Select(_ => new string((char)('a' + random.Next(26)), random.Next(1, 9))));
            miner.Add(new LogEntry(i + 1, text, null, 0, LogLevel.None), null, []);
        }

        Assert.InRange(miner.ToTemplates().Length, 1, LogTemplateMiner.MaxTemplates);
        Assert.Equal(Lines, miner.OtherCount + miner.ToTemplates().Sum(template => template.Count));
    }

    private static LogTemplate[] Mine(string text)
    {
        var miner = new LogTemplateMiner();
        foreach (LogEntry entry in TextLogReader.ReadEntries(text))
        {
            miner.Add(entry, entry.Time?.ToUtc(TimeSpan.FromHours(8)), ErrorCodeReader.Find(entry.Text).Select(code => code.Code));
        }

        return [.. miner.ToTemplates()];
    }
}
