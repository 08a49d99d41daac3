using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CaseTriage.Analysis.Mail;

namespace CaseTriage.Web.Tests.Server;

/// <summary>Calendars over HTTP: kept as versions, chosen by cases, and what a change would change.</summary>
public sealed class CalendarsTests : IDisposable
{
    private const string Thread = """
        邮件主题：回复: [案例号: CAS-00007-X1Y2Z3 ] % 示例激活 % 初次响应 CMIT:0000007

        ====第1封邮件====

        发件人：Ding Yi
        发送时间：2024-09-23 10:00:00+08:00
        邮件内容:
        您好，我厂 QX07310000101 激活失败，请协助。

        ====第2封邮件====

        发件人：He Min
        发送时间：2024-09-24 10:00:00+08:00
        邮件内容:
        丁工，您好，请提供该机的日志。

        ----------
        何敏 He Min
        示例软件 技术支持部
        手机 13912340001
        """;

    private readonly string _data = Directory.CreateTempSubdirectory("calendars").FullName;

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task Save_ChangedCalendar_IsANewVersion_TheOldOneStays_AndItsCasesChange()
    {
        await using RunningServer server = await RunningServer.StartAsync(_data);
        await server.OpenCaseAsync("C-1");
        await server.UploadAsync("C-1", "thread.txt", Encoding.UTF8.GetBytes(Thread));
        await server.WaitForRunAsync("C-1", "done");
        Assert.Equal(("PT9H", BusinessCalendar.China.Version), await BusinessAsync(server));

        byte[] longer = CalendarFile.Write(BusinessCalendar.China with { Hours = [new WorkSpan(8 * 60, 18 * 60)] });
        JsonElement differences = await PutAsync(server, "/api/v1/calendars/cn?dryRun=true", longer);
        Assert.Equal(("C-1", "PT10H"), (differences[0].GetProperty("number").GetString(), differences[0].GetProperty("after").GetString()));
        string? version = (await PutAsync(server, "/api/v1/calendars/cn", longer)).GetProperty("version").GetString();

        await WaitForVersionAsync(server, version);
        Assert.Equal(("PT10H", version), await BusinessAsync(server));
        byte[] old = await server.Client.GetByteArrayAsync($"/api/v1/calendars/cn?version={BusinessCalendar.China.Version}", Token);
        Assert.Equal(CalendarFile.Write(BusinessCalendar.China), old);
        Assert.Equal(version, (await PutAsync(server, "/api/v1/calendars/cn", longer)).GetProperty("version").GetString());
    }

    [Fact]
    public async Task List_ByHolder_GivesTheCasesOfThatParty()
    {
        await using RunningServer server = await RunningServer.StartAsync(_data);
        await server.OpenCaseAsync("C-1");
        await server.UploadAsync("C-1", "thread.txt", Encoding.UTF8.GetBytes(Thread));
        await server.WaitForRunAsync("C-1", "done");

        Assert.Equal(1, await CountAsync(server, "customer"));
        Assert.Equal(0, await CountAsync(server, "rnd"));
    }

    [Fact]
    public async Task Choose_Calendar_IsKeptWithTheCase()
    {
        await using RunningServer server = await RunningServer.StartAsync(_data);
        await server.OpenCaseAsync("C-1");

        Assert.Equal(HttpStatusCode.Accepted, await ChooseAsync(server, "C-1", "weekdays"));
        Assert.Equal(HttpStatusCode.NoContent, await ChooseAsync(server, "C-1", "weekdays"));
        Assert.Equal(HttpStatusCode.BadRequest, await ChooseAsync(server, "C-1", "moon"));
        Assert.Equal(HttpStatusCode.NotFound, await ChooseAsync(server, "C-2", "cn"));
        Assert.Equal("weekdays", (await server.Client.GetFromJsonAsync<JsonElement>("/api/v1/cases/C-1", Token)).GetProperty("calendarName").GetString());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("{\"name\":\"cn\",\"version\":\"1\",\"utcOffset\":\"+08:00\",\"workdays\":[],\"hours\":[\"09:00-10:00\"]}")]
    public async Task Save_FileThatIsNotThisCalendar_IsRefused(string file)
    {
        await using RunningServer server = await RunningServer.StartAsync(_data);
        using var content = new StringContent(file, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await server.Client.PutAsync("/api/v1/calendars/other", content, Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private static async Task<(string? Business, string? Version)> BusinessAsync(RunningServer server)
    {
        JsonElement waiting = (await server.Client.GetFromJsonAsync<JsonElement>("/api/v1/cases/C-1/analysis", Token)).GetProperty("waiting");
        return (waiting.GetProperty("total").GetProperty("business").GetString(), waiting.GetProperty("calendar").GetProperty("version").GetString());
    }

    private static async Task WaitForVersionAsync(RunningServer server, string? version)
    {
        for (int look = 0; look < 600 && (await BusinessAsync(server)).Version != version; look++)
        {
            await Task.Delay(100, Token);
        }
    }

    private static async Task<JsonElement> PutAsync(RunningServer server, string url, byte[] file)
    {
        using var content = new ByteArrayContent(file);
        using HttpResponseMessage answer = await server.Client.PutAsync(url, content, Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
    }

    private static async Task<HttpStatusCode> ChooseAsync(RunningServer server, string number, string name)
    {
        using HttpResponseMessage answer = await server.Client.PutAsJsonAsync($"/api/v1/cases/{number}/calendar", new { name }, Token);
        return answer.StatusCode;
    }

    private static async Task<int> CountAsync(RunningServer server, string holder) =>
        (await server.Client.GetFromJsonAsync<JsonElement>($"/api/v1/cases?holder={holder}", Token)).GetProperty("rows").GetArrayLength();
}
