using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CaseTriage.TestKit.Sample;

namespace CaseTriage.Web.Tests.Server;

/// <summary>The packs of a running server, and in how many cases their rules fired.</summary>
public sealed class PacksFeatureTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("packs").FullName;

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task ListRules_AfterTwoCasesOfTheSameFinding_CountsThem()
    {
        const string Thread = "====第1封邮件====\n发件人：李明\n发送时间：2024-03-05 10:00:00\n邮件内容：\n张工您好，账号：opsuser01 密码：Quartz-7731 ，请登录查看。\n";
        await using RunningServer server = await RunningServer.StartAsync(_data);
        Assert.Equal(0, await FiredAsync(server, "activation/credentials-in-mail"));

        foreach (string number in (string[])["C-1", "C-2"])
        {
            await server.OpenCaseAsync(number);
            await server.UploadAsync(number, "thread.txt", Encoding.UTF8.GetBytes(Thread));
            await server.WaitForRunAsync(number, "done");
        }

        Assert.Equal(2, await FiredAsync(server, "activation/credentials-in-mail"));
        Assert.Equal(0, await FiredAsync(server, "activation/clock-wrong"));
        JsonElement packs = await server.Client.GetFromJsonAsync<JsonElement>("/api/v1/packs", Token);
        Assert.Contains(packs.EnumerateArray(), pack => pack.GetProperty("pack").GetProperty("id").GetString() == "activation" && pack.GetProperty("tests").GetInt32() > 100);
    }

    [Fact]
    public async Task Trial_PackThatNamesACauseOtherwise_ListsTheChangedCasesAndChangesNone()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using RunningServer server = await RunningServer.StartAsync(_data);
        await AnalyzeAsync(server, "C-1", Sample(solved: false));
        await AnalyzeAsync(server, "C-2", Sample(solved: true));
        string before = await server.Client.GetStringAsync("/api/v1/cases/C-2/analysis", Token);

        using HttpResponseMessage answer = await PostAsync(server, "/api/v1/packs/trial", Renamed(key));
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        JsonElement state = await WaitForTrialAsync(server);

        Assert.Equal((2, 2, 2, 1, 0), (Number(state, "total"), Number(state, "done"), Number(state, "changed"), Number(state, "closedChanged"), Number(state, "skipped")));
        JsonElement row = state.GetProperty("rows").EnumerateArray().Single(listed => listed.GetProperty("isClosedChanged").GetBoolean());
        Assert.Equal("C-2", row.GetProperty("number").GetString());
        Assert.Contains(row.GetProperty("changes").GetProperty("causes").EnumerateArray(), change => change.GetProperty("before").GetString() == "extra-internal-disk" && change.GetProperty("after").GetString() == "extra-disk-renamed");
        Assert.Equal(before, await server.Client.GetStringAsync("/api/v1/cases/C-2/analysis", Token));

        using HttpResponseMessage stopped = await server.Client.DeleteAsync("/api/v1/packs/trial", Token);
        Assert.Equal(HttpStatusCode.NoContent, stopped.StatusCode);
    }

    [Fact]
    public async Task Import_WithoutAndWithATrustedKey_IsForbiddenAndThenUsedByTheNextAnalysis()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using RunningServer server = await RunningServer.StartAsync(_data);
        byte[] pack = Renamed(key);

        using HttpResponseMessage refused = await PostAsync(server, "/api/v1/packs", pack);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("Put the public key", await refused.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);

        string keys = Directory.CreateDirectory(Path.Combine(_data, "pack-keys")).FullName;
        await File.WriteAllTextAsync(Path.Combine(keys, "broken.pem"), "no key", Token);
        await File.WriteAllTextAsync(Path.Combine(keys, "lin.pem"), key.ExportSubjectPublicKeyInfoPem(), Token);
        using HttpResponseMessage taken = await PostAsync(server, "/api/v1/packs", pack);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Equal("lin", (await taken.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("signer").GetString());

        await AnalyzeAsync(server, "C-1", Sample(solved: false));
        Assert.Equal("extra-disk-renamed", await FirstCauseAsync(server, "C-1"));

        using HttpResponseMessage removed = await server.Client.DeleteAsync("/api/v1/packs/activation", Token);
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        await AnalyzeAsync(server, "C-2", Sample(solved: false));
        Assert.Equal("extra-internal-disk", await FirstCauseAsync(server, "C-2"));
    }

    [Fact]
    public async Task Import_WhatIsNoPack_SaysSo()
    {
        await using RunningServer server = await RunningServer.StartAsync(_data);

        using HttpResponseMessage refused = await PostAsync(server, "/api/v1/packs", "no zip"u8.ToArray());

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("Ask for it again", await refused.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    private static byte[] Renamed(ECDsa key) => ChangedPack.Sign(key, "activation", "extra-internal-disk", "extra-disk-renamed");

    private static int Number(JsonElement state, string name) => state.GetProperty(name).GetInt32();

    private static async Task<string?> FirstCauseAsync(RunningServer server, string number) =>
        (await server.Client.GetFromJsonAsync<JsonElement>($"/api/v1/cases/{number}/analysis", Token)).GetProperty("hypotheses")[0].GetProperty("code").GetString();

    private static async Task AnalyzeAsync(RunningServer server, string number, byte[] bundle)
    {
        await server.OpenCaseAsync(number);
        await server.UploadAsync(number, "case.zip", bundle);
        await server.WaitForRunAsync(number, "done");
    }

    private static async Task<HttpResponseMessage> PostAsync(RunningServer server, string url, byte[] pack)
    {
        using var content = new ByteArrayContent(pack);
        return await server.Client.PostAsync(url, content, Token);
    }

    private static async Task<JsonElement> WaitForTrialAsync(RunningServer server)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            JsonElement state = await server.Client.GetFromJsonAsync<JsonElement>("/api/v1/packs/trial", patience.Token);
            if (!state.GetProperty("isRunning").GetBoolean())
            {
                return state;
            }

            await Task.Delay(50, patience.Token);
        }
    }

    private static byte[] Sample(bool solved)
    {
        const string Closing = "\n====第8封邮件====\n\n发件人：Lin Qiaoyu\n发送时间：2025-11-07 10:00:00+08:00\n邮件内容:\n顾工：\n问题已解决，案例现关闭。\n";
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in SampleCase.Files())
            {
                using Stream entry = zip.CreateEntry(name).Open();
                entry.Write(content);
                entry.Write(solved && name.EndsWith("邮件.txt", StringComparison.Ordinal) ? Encoding.UTF8.GetBytes(Closing) : []);
            }
        }

        return stream.ToArray();
    }

    private static async Task<int> FiredAsync(RunningServer server, string rule)
    {
        JsonElement rules = await server.Client.GetFromJsonAsync<JsonElement>("/api/v1/packs/activation/rules", Token);
        return rules.EnumerateArray().Single(listed => listed.GetProperty("id").GetString() == rule).GetProperty("cases").GetProperty("fired").GetInt32();
    }
}
