using System.Text.Json;
using CaseTriage.Analysis.Mail;
using CaseTriage.TestKit.Sample;

namespace CaseTriage.Cli.Tests;

public sealed class AnalyzeCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("casetriage-cli-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Analyze_SampleAsJson_IsTheDocumentOfTheContract()
    {
        WriteSample();

        (int status, string output, string error) = await CommandLine.RunAsync("analyze", _folder, "--json", "--lang", "en");

        Assert.Equal((0, ""), (status, error));
        using JsonDocument document = JsonDocument.Parse(output);
        Assert.Equal("casetriage.analysis/1", document.RootElement.GetProperty("schema").GetString());
        Assert.Equal(4, document.RootElement.GetProperty("devices").GetArrayLength());
        Assert.Equal("unplug-extra-disk", document.RootElement.GetProperty("nextSteps")[0].GetProperty("code").GetString());
        JsonElement inventory = Assert.Single(document.RootElement.GetProperty("completeness").EnumerateArray(), needs => needs.GetProperty("device").GetString() == "QX07310000101")
            .GetProperty("items").EnumerateArray().First(item => item.GetProperty("code").GetString() == "hardware-inventory");
        Assert.Equal("present", inventory.GetProperty("state").GetString());
        Assert.Contains(document.RootElement.GetProperty("artifacts").EnumerateArray(), artifact => artifact.GetProperty("format").GetString() == "mail-thread");
        Assert.Contains(document.RootElement.GetProperty("artifacts").EnumerateArray(), artifact => artifact.GetProperty("path").GetString() == "QX07310000101.zip");
    }

    [Theory]
    [InlineData("en", "Not the cause", "Next steps", "What is needed")]
    [InlineData("zh-CN", "不是原因", "下一步", "需要的材料")]
    public async Task Analyze_Sample_ReportSpeaksTheLanguageAskedFor(string language, string notTheCause, string nextSteps, string needed)
    {
        WriteSample();

        (int status, string output, string _) = await CommandLine.RunAsync("analyze", _folder, "--lang", language);

        Assert.Equal(0, status);
        Assert.Contains(notTheCause, output, StringComparison.Ordinal);
        Assert.Contains(nextSteps, output, StringComparison.Ordinal);
        Assert.Contains(needed, output, StringComparison.Ordinal);
        Assert.DoesNotContain("Moon-Lantern-73", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("activation/removable-disk-attached", "QX07310000101: silent", "* false: { fact: inventory.disk")]
    [InlineData("conclusion-refuted", "the case: fired", "* true: { fact: mail.claim")]
    public async Task Analyze_Explain_ShowsWhichConditionDecided(string rule, string outcome, string condition)
    {
        WriteSample();

        (int status, string output, string _) = await CommandLine.RunAsync("analyze", _folder, "--lang", "en", "--explain", rule);

        Assert.Equal(0, status);
        Assert.Contains(outcome, output, StringComparison.Ordinal);
        Assert.Contains(condition, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Analyze_ExplainUnknownRule_IsWrongUse()
    {
        WriteSample();

        (int status, string _, string error) = await CommandLine.RunAsync("analyze", _folder, "--explain", "no-such-rule");

        Assert.Equal(2, status);
        Assert.Contains("no-such-rule", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Analyze_HostileFileName_DoesNotReachTheTerminal()
    {
        Write("evil\u001b[2Jname.evtx", "ElfFile\0");

        (int _, string output, string error) = await CommandLine.RunAsync("analyze", _folder);

        Assert.DoesNotContain('\u001b', output + error);
        Assert.Contains("evil", output + error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "analyze")]
    [InlineData(2, "analyze", "no-such-file")]
    [InlineData(2, "analyze", ".", "--lang", "fr")]
    [InlineData(2, "analyze", ".", "--as-of", "noon")]
    [InlineData(2, "analyze", ".", "--packs", "no-such-folder")]
    [InlineData(2, "analyse")]
    public async Task Analyze_WrongUse_SaysSoOnStandardError(int expected, params string[] arguments)
    {
        (int status, string _, string error) = await CommandLine.RunAsync(arguments);

        Assert.Equal(expected, status);
        Assert.NotEmpty(error);
    }

    [Fact]
    public async Task Analyze_CalendarFile_IsCountedBy()
    {
        WriteSample();
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllBytesAsync(file, CalendarFile.Write(BusinessCalendar.WeekdaysOnly with { Name = "mine", Version = "7" }), TestContext.Current.CancellationToken);
        try
        {
            (int status, string output, string _) = await CommandLine.RunAsync("analyze", _folder, "--json", "--calendar", file);

            Assert.Equal(0, status);
            using JsonDocument document = JsonDocument.Parse(output);
            JsonElement calendar = document.RootElement.GetProperty("waiting").GetProperty("calendar");
            Assert.Equal(("mine", "7"), (calendar.GetProperty("name").GetString(), calendar.GetProperty("version").GetString()));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Analyze_CalendarFileThatIsNone_Is2AndSaysWhy()
    {
        Write("calendar.json", "{\"name\":\"a\"}");

        (int status, string _, string error) = await CommandLine.RunAsync("analyze", _folder, "--calendar", Path.Combine(_folder, "calendar.json"));

        Assert.Equal(2, status);
        Assert.Contains("'version'", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Analyze_NothingReadable_Is3AndSaysWhy()
    {
        Write("empty.evtx", "");

        (int status, string output, string error) = await CommandLine.RunAsync("analyze", _folder, "--json");

        Assert.Equal(3, status);
        Assert.Contains("empty.evtx", error, StringComparison.Ordinal);
        Assert.Contains("\"damage\"", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Packs_TestAndLint_EndWithTheirTotals()
    {
        foreach (string verb in (string[])["test", "lint"])
        {
            (int status, string output, string _) = await CommandLine.RunAsync("packs", verb);

            Assert.Equal(0, status);
            Assert.Matches("(?m)^[1-9][0-9]* passed, 0 failed\\s*\\z", output);
        }
    }

    private void WriteSample()
    {
        foreach ((string name, byte[] content) in SampleCase.Files())
        {
            File.WriteAllBytes(Path.Combine(_folder, name), content);
        }
    }

    private void Write(string name, string content) => File.WriteAllText(Path.Combine(_folder, name), content);
}
