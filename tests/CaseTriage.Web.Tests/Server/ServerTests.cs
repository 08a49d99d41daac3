using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CaseTriage.Cases;
using CaseTriage.Cases.Model;
using CaseTriage.Cases.Storage;

namespace CaseTriage.Web.Tests.Server;

/// <summary>The whole program from outside: what is acknowledged is kept, what is begun is finished, once.</summary>
public sealed class ServerTests : IDisposable
{
    private const string Thread = """
        ________________________________
        From: Li Lei <li.lei@example.cn>
        Sent: 2024-03-05 10:00:00
        To: support@example.test
        Subject: [案例号: CAS-70001-AAAAAA] 两台电脑无法激活

        您好，序列号 QX07310000101 的电脑激活失败，提示 106。
        """;

    private readonly string _data = Directory.CreateTempSubdirectory("server").FullName;

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task Upload_SeveralFiles_IsAnalyzedAndPublishedAsOneCase()
    {
        await using RunningServer server = await RunningServer.StartAsync(_data);
        await server.OpenCaseAsync("C-1");
        await server.UploadAsync("C-1", "thread.txt", Encoding.UTF8.GetBytes(Thread));
        await server.UploadAsync("C-1", "empty.evtx", []);
        await server.UploadAsync("C-1", "folder/noise.bin", [0x01, 0xFF, 0x00, 0x13]);

        JsonElement view = await server.WaitForRunAsync("C-1", "done");
        JsonElement analysis = await server.Client.GetFromJsonAsync<JsonElement>("/api/v1/cases/C-1/analysis?lang=en", Token);

        Assert.All(view.GetProperty("bundles").EnumerateArray(), b => Assert.Equal("analyzed", b.GetProperty("state").GetString()));
        Assert.Equal(
            ["empty.evtx refused", "folder/noise.bin stored", "thread.txt parsed"],
            analysis.GetProperty("artifacts").EnumerateArray().Select(a => $"{a.GetProperty("path")} {a.GetProperty("status")}"));
    }

    [Fact]
    public async Task Upload_SameBytesAgain_AnswersTheSameBundle()
    {
        await using RunningServer server = await RunningServer.StartAsync(_data);
        await server.OpenCaseAsync("C-1");

        JsonElement first = await server.UploadAsync("C-1", "thread.txt", Encoding.UTF8.GetBytes(Thread));
        JsonElement second = await server.UploadAsync("C-1", "thread.txt", Encoding.UTF8.GetBytes(Thread));

        Assert.Equal(first.GetProperty("bundleId").GetString(), second.GetProperty("bundleId").GetString());
    }

    [Fact]
    public async Task Upload_ManyAtOnce_AreAllKeptAndAnalyzed()
    {
        await using RunningServer server = await RunningServer.StartAsync(_data);
        await server.OpenCaseAsync("C-1");

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => server.UploadAsync("C-1", $"log{i}.txt", Encoding.UTF8.GetBytes($"line {i}"))));
        JsonElement view = await server.WaitForRunAsync("C-1", "done");

        Assert.Equal(40, view.GetProperty("bundles").GetArrayLength());
    }

    [Fact]
    public async Task Analysis_ReaderKilled_IsTriedAgainAndPublishedOnce()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The child process is looked for in /proc.");
        await using RunningServer server = await RunningServer.StartAsync(_data);
        await server.OpenCaseAsync("C-1");
        await server.UploadAsync("C-1", "thread.txt", Encoding.UTF8.GetBytes(Thread));

        using (Process child = Process.GetProcessById(await server.WaitForChildAsync()))
        {
            child.Kill();
        }

        await server.WaitForRunAsync("C-1", "done");
        Assert.Equal("Done after 2, 1 published", Ledger());
    }

    [Fact]
    public async Task Analysis_ReaderKilledEveryTime_IsSetAsideWithItsReason()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The child process is looked for in /proc.");
        await using RunningServer server = await RunningServer.StartAsync(_data);
        await server.OpenCaseAsync("C-1");
        await server.UploadAsync("C-1", "thread.txt", Encoding.UTF8.GetBytes(Thread));
        for (int attempt = 0; attempt < AnalysisRun.MaxAttempts; attempt++)
        {
            using Process child = Process.GetProcessById(await server.WaitForChildAsync());
            child.Kill();
            await child.WaitForExitAsync(Token);
        }

        JsonElement view = await server.WaitForRunAsync("C-1", "failed");
        JsonElement bundle = Assert.Single(view.GetProperty("bundles").EnumerateArray());

        Assert.Equal("failed crashed", $"{bundle.GetProperty("state")} {bundle.GetProperty("reason")}");
        await server.UploadAsync("C-1", "second.txt", "more"u8.ToArray());
        Assert.Equal("analyzed", (await server.WaitForRunAsync("C-1", "done")).GetProperty("bundles")[0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task Analysis_ServerKilledInTheMiddle_IsFinishedOnceAfterTheStart()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The child process is looked for in /proc.");
        int child;
        await using (RunningServer server = await RunningServer.StartAsync(_data))
        {
            await server.OpenCaseAsync("C-1");
            await server.UploadAsync("C-1", "thread.txt", Encoding.UTF8.GetBytes(Thread));
            child = await server.WaitForChildAsync();
            await server.KillAsync();
        }

        await using RunningServer again = await RunningServer.StartAsync(_data);
        JsonElement view = await again.WaitForRunAsync("C-1", "done");

        Assert.Equal("analyzed", Assert.Single(view.GetProperty("bundles").EnumerateArray()).GetProperty("state").GetString());
        Assert.Equal("Done after 2, 1 published", Ledger());
        Assert.True(await RunningServer.EndsAsync(child), "The reader outlived its server.");
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://*:0")]
    public async Task Start_OnAnAddressThatOthersReach_EndsWithAReason(string urls)
    {
        using Process server = RunningServer.Start(_data, urls);

        string said = await server.StandardError.ReadToEndAsync(Token);
        await server.WaitForExitAsync(Token);

        Assert.Equal(1, server.ExitCode);
        Assert.Contains("it listens on this machine only", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OnADataDirectoryInUse_EndsWithAReason()
    {
        await using RunningServer first = await RunningServer.StartAsync(_data);
        using Process second = RunningServer.Start(_data, "http://127.0.0.1:0");

        string said = await second.StandardError.ReadToEndAsync(Token);
        await second.WaitForExitAsync(Token);

        Assert.Equal(1, second.ExitCode);
        Assert.Contains("is in use by another CaseTriage server", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Analysis_ServerAskedToStopInTheMiddle_EndsInOrderAndCostsNoAttempt()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The child process is looked for in /proc, and SIGTERM is sent by kill.");
        await using (RunningServer server = await RunningServer.StartAsync(_data))
        {
            await server.OpenCaseAsync("C-1");
            await server.UploadAsync("C-1", "thread.txt", Encoding.UTF8.GetBytes(Thread));
            await server.WaitForChildAsync();
            Assert.Equal(0, await server.StopAsync());
        }

        await using RunningServer again = await RunningServer.StartAsync(_data);
        await again.WaitForRunAsync("C-1", "done");

        Assert.Equal("Done after 1, 1 published", Ledger());
    }

    [Fact]
    public async Task Cases_Pages_GiveEachCaseOnceAndFilterByWords()
    {
        await using RunningServer server = await RunningServer.StartAsync(_data);
        for (int i = 0; i < 5; i++)
        {
            await server.OpenCaseAsync($"C-{i}");
        }

        List<string?> seen = [];
        string? after = "";
        while (after is not null)
        {
            JsonElement page = await server.Client.GetFromJsonAsync<JsonElement>($"/api/v1/cases?limit=2&after={after}", Token);
            seen.AddRange(page.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("number").GetString()));
            after = page.GetProperty("next").GetString();
        }

        JsonElement found = await server.Client.GetFromJsonAsync<JsonElement>("/api/v1/cases?q=c-3&state=open", Token);

        Assert.Equal(["C-4", "C-3", "C-2", "C-1", "C-0"], seen);
        Assert.Equal("C-3", Assert.Single(found.GetProperty("rows").EnumerateArray()).GetProperty("number").GetString());
    }

    /// <summary>What the case file says about runs and results.</summary>
    private string Ledger()
    {
        using CaseDbContext context = new CaseDbContextFactory(Path.Combine(_data, "cases.db"), loggers: null).CreateDbContext();
        AnalysisRun run = context.Runs.Single();
        return $"{run.State} after {run.Attempts}, {context.Published.Count()} published";
    }
}
