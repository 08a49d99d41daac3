using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CaseTriage.TestKit.Archives;
using CaseTriage.TestKit.Evtx;

namespace CaseTriage.Web.Tests.Server;

/// <summary>What a person says of whose a file is, from the call to the analysis.</summary>
public sealed class AttributeArtifactTests : IDisposable
{
    private const string Url = "/api/v1/cases/C-1/attributions";
    private static readonly DateTimeOffset s_at = new(2024, 3, 5, 2, 0, 0, TimeSpan.Zero);
    private readonly string _data = Directory.CreateTempSubdirectory("attribution").FullName;

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task Attribute_WholeArchive_MovesAllInItAndBack()
    {
        byte[] log = new EvtxBuilder().Add("Some-Provider", 1003, s_at).Build();
        byte[] zip = new ZipBuilder().Add("a/System.evtx", log).Add("b/Application.evtx", log).Build();
        await using RunningServer server = await RunningServer.StartAsync(_data);
        await server.OpenCaseAsync("C-1");
        await server.UploadAsync("C-1", "QX07310000101.zip", zip);
        await server.WaitForRunAsync("C-1", "done");
        Assert.Equal(["QX07310000101", "QX07310000101", "QX07310000101"], await DevicesAsync(server));

        await PutAsync(server, "QX07310000101.zip!/b/", "PF3XK2A7", HttpStatusCode.Accepted);
        Assert.Equal(["QX07310000101", "QX07310000101", "PF3XK2A7"], await DevicesAsync(server));
        JsonElement events = await server.Client.GetFromJsonAsync<JsonElement>("/api/v1/cases/C-1/timeline?device=PF3XK2A7", Token);
        Assert.Equal("QX07310000101.zip!/b/Application.evtx", Assert.Single(events.GetProperty("events").EnumerateArray()).GetProperty("artifact").GetString());

        await PutAsync(server, "QX07310000101.zip!/a/System.evtx", "", HttpStatusCode.Accepted);
        Assert.Equal(["QX07310000101", null, "PF3XK2A7"], await DevicesAsync(server));

        // What is said of the whole archive is said of what was moved before, too.
        await PutAsync(server, "QX07310000101.zip!/", "QX07310000102", HttpStatusCode.Accepted);
        Assert.Equal(["QX07310000102", "QX07310000102", "QX07310000102"], await DevicesAsync(server));
        await PutAsync(server, "QX07310000101.zip!/", "QX07310000102", HttpStatusCode.NoContent);

        await PutAsync(server, "QX07310000101.zip!/", null, HttpStatusCode.Accepted);
        Assert.Equal(["QX07310000101", "QX07310000101", "QX07310000101"], await DevicesAsync(server));
    }

    [Theory]
    [InlineData("a.txt", "x")]
    [InlineData("a.txt", "PF3 XK2A7")]
    [InlineData("a.txt", "../../etc")]
    [InlineData("", "PF3XK2A7")]
    [InlineData("!/failed/1", "")]
    public async Task Attribute_WhatCannotBe_SaysWhy(string path, string device)
    {
        await using RunningServer server = await RunningServer.StartAsync(_data);
        await server.OpenCaseAsync("C-1");

        using HttpResponseMessage answer = await server.Client.PutAsJsonAsync(Url, new { path, device }, Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    private static async Task PutAsync(RunningServer server, string path, string? device, HttpStatusCode expected)
    {
        using HttpResponseMessage answer = await server.Client.PutAsJsonAsync(Url, new { path, device }, Token);
        Assert.Equal(expected, answer.StatusCode);
        await server.WaitForRunAsync("C-1", "done");
    }

    private static async Task<string?[]> DevicesAsync(RunningServer server)
    {
        JsonElement analysis = await server.Client.GetFromJsonAsync<JsonElement>("/api/v1/cases/C-1/analysis?lang=en", Token);
        return [.. analysis.GetProperty("artifacts").EnumerateArray().OrderBy(artifact => artifact.GetProperty("path").GetString(), StringComparer.Ordinal).Select(artifact => artifact.GetProperty("device").GetString())];
    }
}
