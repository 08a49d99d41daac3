using System.Text.Json;
using CaseTriage.TestKit.EventMessages;
using CaseTriage.TestKit.Evtx;

namespace CaseTriage.Cli.Tests;

public sealed class DumpEvtxTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dump").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Dump_TextsBesideTheLog_GivesEachEventItsMessage()
    {
        WriteTexts("System_1033.MTA", new MtaBuilder().Add(1, "English.").Build());
        WriteTexts("System_2052.MTA", new MtaBuilder().Add(1, "中文。").Build());

        JsonElement[] lines = await DumpAsync();

        Assert.Equal("中文。", lines[0].GetProperty("message").GetString());
        Assert.False(lines[1].TryGetProperty("message", out _));
        Assert.Equal(0, lines[2].GetProperty("summary").GetProperty("damage").GetArrayLength());
    }

    [Fact]
    public async Task Dump_TextsThatCannotBeRead_StillGivesTheRecords()
    {
        WriteTexts("System_1033.MTA", "MTAFile"u8.ToArray());

        JsonElement[] lines = await DumpAsync();

        Assert.Equal(3, lines.Length);
        Assert.Equal("texts-not-event-messages", lines[2].GetProperty("summary").GetProperty("damage")[0].GetProperty("code").GetString());
    }

    private void WriteTexts(string name, byte[] bytes)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, "LocaleMetaData")).FullName;
        File.WriteAllBytes(Path.Combine(folder, name), bytes);
    }

    private async Task<JsonElement[]> DumpAsync()
    {
        string log = Path.Combine(_folder, "System.evtx");
        await File.WriteAllBytesAsync(
            log, new EvtxBuilder().Add("A", 1, DateTimeOffset.UnixEpoch).Add("A", 2, DateTimeOffset.UnixEpoch).Build(), TestContext.Current.CancellationToken);
        (int status, string output, _) = await CommandLine.RunAsync("dump", "evtx", log);
        Assert.Equal(ExitCode.Done, status);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
    }
}
