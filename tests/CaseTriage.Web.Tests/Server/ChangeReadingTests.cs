using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CaseTriage.TestKit.Archives;
using CaseTriage.TestKit.Evtx;

namespace CaseTriage.Web.Tests.Server;

/// <summary>What a person says of how a bundle is to be read, from the call to the analysis.</summary>
public sealed class ChangeReadingTests : IDisposable
{
    private static readonly DateTimeOffset s_at = new(2024, 3, 5, 2, 0, 0, TimeSpan.Zero);
    private readonly string _data = Directory.CreateTempSubdirectory("reading").FullName;

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task ChooseNames_AnotherEncoding_IsRememberedForTheBundleAndReadAgain()
    {
        // The same bytes are a word in GBK and another in Big5.
        byte[] log = new EvtxBuilder().Add("Some-Provider", 1003, s_at).Build();
        byte[] zip = new ZipBuilder().Add(new ZipEntrySpec { Name = [0xB1, 0xD2, (byte)'.', (byte)'x'], Content = log }).Build();
        await using RunningServer server = await RunningServer.StartAsync(_data);
        await server.OpenCaseAsync("C-1");
        JsonElement bundle = await server.UploadAsync("C-1", "logs.zip", zip);
        await server.WaitForRunAsync("C-1", "done");
        Assert.Equal(["logs.zip", "logs.zip!/币.x"], await PathsAsync(server));
        string url = $"/api/v1/cases/C-1/bundles/{bundle.GetProperty("bundleId").GetString()}/names";

        using HttpResponseMessage answer = await server.Client.PutAsJsonAsync(url, new { encoding = "big5" }, Token);
        await server.WaitForRunAsync("C-1", "done");

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(["logs.zip", "logs.zip!/啟.x"], await PathsAsync(server));
        JsonElement events = await server.Client.GetFromJsonAsync<JsonElement>("/api/v1/cases/C-1/timeline", Token);
        Assert.Equal("logs.zip!/啟.x", events.GetProperty("events")[0].GetProperty("artifact").GetString());
        using HttpResponseMessage again = await server.Client.PutAsJsonAsync(url, new { encoding = "big5" }, Token);
        Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
        JsonElement view = await server.Client.GetFromJsonAsync<JsonElement>("/api/v1/cases/C-1", Token);
        Assert.Equal("big5", view.GetProperty("bundles")[0].GetProperty("names").GetString());
    }

    [Fact]
    public async Task OpenWithPassword_RightOne_ReadsAndIsNowhereOnDiskAndForgottenByARestart()
    {
        const string password = "Kept-Nowhere-激活-7319";
        byte[] log = new EvtxBuilder().Add("Some-Provider", 1003, s_at).Build();
        byte[] zip = new ZipBuilder().Add(ZipEncryptor.WithAes("a.evtx", log, password, strength: 3, version: 2)).Build();
        await using (RunningServer server = await RunningServer.StartAsync(_data))
        {
            await server.OpenCaseAsync("C-1");
            JsonElement bundle = await server.UploadAsync("C-1", "logs.zip", zip);
            await server.WaitForRunAsync("C-1", "done");
            Assert.Equal("entry-encrypted", await DamageAsync(server));
            string url = $"/api/v1/cases/C-1/bundles/{bundle.GetProperty("bundleId").GetString()}/password";

            using HttpResponseMessage wrong = await server.Client.PutAsJsonAsync(url, new { password = "another" }, Token);
            await server.WaitForRunAsync("C-1", "done");
            Assert.Equal("entry-password", await DamageAsync(server));
            using HttpResponseMessage right = await server.Client.PutAsJsonAsync(url, new { password }, Token);
            await server.WaitForRunAsync("C-1", "done");

            Assert.Null(await DamageAsync(server));
            JsonElement events = await server.Client.GetFromJsonAsync<JsonElement>("/api/v1/cases/C-1/timeline", Token);
            Assert.Equal("logs.zip!/a.evtx", events.GetProperty("events")[0].GetProperty("artifact").GetString());
            await server.StopAsync();
        }

        Assert.DoesNotContain(Directory.EnumerateFiles(_data, "*", SearchOption.AllDirectories), file => Holds(file, password));

        await using RunningServer again = await RunningServer.StartAsync(_data);
        await again.UploadAsync("C-1", "other.txt", [1, 2, 3]);
        await again.WaitForRunAsync("C-1", "done");

        Assert.Equal("entry-encrypted", await DamageAsync(again));
        JsonElement view = await again.Client.GetFromJsonAsync<JsonElement>("/api/v1/cases/C-1", Token);
        Assert.False(view.GetProperty("bundles")[0].GetProperty("isOpenedWithPassword").GetBoolean());
    }

    [Theory]
    [InlineData("names", "{\"encoding\":\"latin\"}", 400)]
    [InlineData("password", "{\"password\":\"\"}", 400)]
    [InlineData("names", "{\"encoding\":null}", 404)]
    [InlineData("password", "{\"password\":\"x\"}", 404)]
    public async Task Change_WhatCannotBe_SaysWhy(string what, string body, int status)
    {
        await using RunningServer server = await RunningServer.StartAsync(_data);
        await server.OpenCaseAsync("C-1");

        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await server.Client.PutAsync($"/api/v1/cases/C-1/bundles/{Guid.NewGuid()}/{what}", content, Token);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    private static bool Holds(string file, string text)
    {
        using FileStream stream = File.OpenRead(file);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(text)) >= 0 || bytes.AsSpan().IndexOf(System.Text.Encoding.Unicode.GetBytes(text)) >= 0;
    }

    private static async Task<string?> DamageAsync(RunningServer server)
    {
        JsonElement analysis = await server.Client.GetFromJsonAsync<JsonElement>("/api/v1/cases/C-1/analysis?lang=en", Token);
        JsonElement entry = analysis.GetProperty("artifacts").EnumerateArray().Single(artifact => artifact.GetProperty("path").GetString() == "logs.zip!/a.evtx");
        return entry.GetProperty("damage").EnumerateArray().Select(damage => damage.GetProperty("code").GetString()).FirstOrDefault();
    }

    private static async Task<string[]> PathsAsync(RunningServer server)
    {
        JsonElement analysis = await server.Client.GetFromJsonAsync<JsonElement>("/api/v1/cases/C-1/analysis?lang=en", Token);
        return [.. analysis.GetProperty("artifacts").EnumerateArray().Select(artifact => artifact.GetProperty("path").GetString() ?? "")];
    }
}
