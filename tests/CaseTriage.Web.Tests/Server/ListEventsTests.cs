using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CaseTriage.TestKit.Evtx;

namespace CaseTriage.Web.Tests.Server;

/// <summary>The events of a case over HTTP, from several bundles.</summary>
public sealed class ListEventsTests : IDisposable
{
    private static readonly DateTimeOffset s_at = new(2024, 3, 5, 2, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("timeline").FullName;

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Timeline_TwoBundles_MergesPagesAndFilters()
    {
        // Even minutes in one bundle, odd ones in the other; all of the last three at one instant.
        await using RunningServer server = await RunningServer.StartAsync(_folder);
        await server.OpenCaseAsync("C-1");
        await server.UploadAsync("C-1", "even.evtx", Log([0, 2, 4, 90, 90], "激活失败 0xC004F074"));
        await server.UploadAsync("C-1", "odd.evtx", Log([1, 3, 90], "all is well"));
        await server.WaitForRunAsync("C-1", "done");

        List<JsonElement> all = [];
        string? after = null;
        do
        {
            JsonElement page = await GetAsync(server, "limit=2" + (after is null ? "" : $"&after={after}"));
            all.AddRange(page.GetProperty("events").EnumerateArray());
            after = page.TryGetProperty("next", out JsonElement next) ? next.GetString() : null;
        }
        while (after is not null);

        Assert.Equal([0, 1, 2, 3, 4, 90, 90, 90], all.Select(e => (int)(e.GetProperty("at").GetDateTimeOffset() - s_at).TotalMinutes));
        Assert.Equal(8, all.Select(e => (e.GetProperty("artifact").GetString(), e.GetProperty("locator").GetString())).Distinct().Count());
        JsonElement found = await GetAsync(server, $"q={Uri.EscapeDataString("失败 C004F074")}&level=2&level=4&id=8198&to={Uri.EscapeDataString(s_at.AddMinutes(3).ToString("O"))}");
        Assert.Equal(["even.evtx", "even.evtx"], found.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("artifact").GetString()));
        Assert.Equal(2, found.GetProperty("total").GetInt64());
        Assert.Equal(3, (await GetAsync(server, "source=odd.evtx")).GetProperty("events").GetArrayLength());
        Assert.Equal(8, (await GetAsync(server, "source=Some-Provider")).GetProperty("events").GetArrayLength());
        Assert.Equal(0, (await GetAsync(server, "device=NOBODY1")).GetProperty("events").GetArrayLength());
    }

    [Theory]
    [InlineData("C-1", "after=nonsense", HttpStatusCode.BadRequest)]
    [InlineData("C-1", "after=1.0123456789abcdef", HttpStatusCode.BadRequest)]
    [InlineData("C-1", "after=99999999999999999999.0123456789abcdef.1", HttpStatusCode.BadRequest)]
    [InlineData("C-1", "from=2024-03-06T00:00:00Z&to=2024-03-05T00:00:00Z", HttpStatusCode.BadRequest)]
    [InlineData("C-1", "from=yesterday", HttpStatusCode.BadRequest)]
    [InlineData("C-1", "q=%22%20OR%20%2A%20NEAR(&limit=-5", HttpStatusCode.OK)]
    [InlineData("C-2", "", HttpStatusCode.NotFound)]
    public async Task Timeline_OddParameters_AreAnsweredCleanly(string number, string parameters, HttpStatusCode expected)
    {
        await using RunningServer server = await RunningServer.StartAsync(_folder);
        await server.OpenCaseAsync("C-1");

        using HttpResponseMessage answer = await server.Client.GetAsync($"/api/v1/cases/{number}/timeline?{parameters}", Token);

        Assert.Equal(expected, answer.StatusCode);
    }

    private static byte[] Log(IEnumerable<int> minutes, string text)
    {
        var log = new EvtxBuilder();
        foreach (int minute in minutes)
        {
            log.Add("Some-Provider", 8198, s_at.AddMinutes(minute), level: 2, data: [("text", text)]);
        }

        return log.Build();
    }

    private static async Task<JsonElement> GetAsync(RunningServer server, string parameters) =>
        await server.Client.GetFromJsonAsync<JsonElement>($"/api/v1/cases/C-1/timeline?{parameters}", Token);
}
