using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace CaseTriage.Web.Tests.Server;

/// <summary>What a person puts right in the mails, from the call to a new analysis.</summary>
public sealed class CorrectCaseTests : IDisposable
{
    private const string Url = "/api/v1/cases/C-1/corrections";
    private readonly string _data = Directory.CreateTempSubdirectory("correction").FullName;

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task Correct_TwiceTheSame_IsOneCorrection()
    {
        await using RunningServer server = await RunningServer.StartAsync(_data);
        await server.OpenCaseAsync("C-1");

        await PutAsync(server, "role", "Wang", "rnd", HttpStatusCode.Accepted);
        await PutAsync(server, "role", "Wang", "rnd", HttpStatusCode.NoContent);
        await PutAsync(server, "role", "Wang", null, HttpStatusCode.Accepted);
        await PutAsync(server, "role", "Wang", null, HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("role", "", "rnd")]
    [InlineData("role", "Wang", "")]
    [InlineData(null, "Wang", "rnd")]
    public async Task Correct_WhatCannotBe_SaysWhy(string? kind, string subject, string value)
    {
        await using RunningServer server = await RunningServer.StartAsync(_data);
        await server.OpenCaseAsync("C-1");

        await PutAsync(server, kind, subject, value, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Correct_RoleOfASender_MovesTheWaitingAndBack()
    {
        await using RunningServer server = await RunningServer.StartAsync(_data);
        await OpenWithThreadAsync(server, "C-1");
        Assert.Equal(0, await HoursAsync(server, "vendor"));

        await PutAsync(server, "role", "Song Er", "vendor", HttpStatusCode.Accepted);
        await server.WaitForRunAsync("C-1", "done");
        Assert.True(await HoursAsync(server, "vendor") > 0);

        await PutAsync(server, "role", "Song Er", null, HttpStatusCode.Accepted);
        await server.WaitForRunAsync("C-1", "done");
        Assert.Equal(0, await HoursAsync(server, "vendor"));
    }

    [Fact]
    public async Task Correct_RoleOfASender_IsRememberedInLaterCasesUntilForgotten()
    {
        await using RunningServer server = await RunningServer.StartAsync(_data);
        await OpenWithThreadAsync(server, "C-1");
        await PutAsync(server, "role", "Song Er", "vendor", HttpStatusCode.Accepted);
        await server.WaitForRunAsync("C-1", "done");
        await OpenWithThreadAsync(server, "C-2");
        Assert.Equal(("vendor", "remembered", "C-1"), await SongAsync(server, "C-2"));

        using HttpResponseMessage forgotten = await server.Client.DeleteAsync(new Uri("/api/v1/cases/C-2/known-people?name=Er%20Song", UriKind.Relative), Token);
        await server.WaitForRunAsync("C-2", "done");
        Assert.Equal(HttpStatusCode.Accepted, forgotten.StatusCode);
        Assert.Equal(("rnd", "signature", null), await SongAsync(server, "C-2"));
    }

    private static async Task OpenWithThreadAsync(RunningServer server, string number)
    {
        const string Thread = """
            邮件主题：回复: 示例激活

            ====第1封邮件====

            发件人：He Min
            发送时间：2024-03-04 09:30:00+08:00
            邮件内容:
            Hi Song，请协助分析，谢谢。用户的电脑激活失败。

            ====第2封邮件====

            发件人：Song Er
            发送时间：2024-03-05 09:30:00+08:00
            邮件内容:
            请收集系统日志。

            --
            Song Er
            R&D
            """;
        await server.OpenCaseAsync(number);
        await server.UploadAsync(number, "thread.txt", System.Text.Encoding.UTF8.GetBytes(Thread));
        await server.WaitForRunAsync(number, "done");
    }

    private static async Task<double> HoursAsync(RunningServer server, string party)
    {
        JsonElement analysis = await server.Client.GetFromJsonAsync<JsonElement>("/api/v1/cases/C-1/analysis?lang=en", Token);
        string wall = analysis.GetProperty("waiting").GetProperty("byParty").GetProperty(party).GetProperty("wall").GetString() ?? "";
        return System.Xml.XmlConvert.ToTimeSpan(wall).TotalHours;
    }

    private static async Task<(string?, string?, string?)> SongAsync(RunningServer server, string number)
    {
        JsonElement analysis = await server.Client.GetFromJsonAsync<JsonElement>($"/api/v1/cases/{number}/analysis?lang=en", Token);
        JsonElement song = analysis.GetProperty("people").EnumerateArray().Single(person => person.GetProperty("names")[0].GetString() == "Song Er");
        return (song.GetProperty("party").GetString(), song.GetProperty("why").GetString(), song.TryGetProperty("rememberedFrom", out JsonElement from) ? from.GetString() : null);
    }

    private static async Task PutAsync(RunningServer server, string? kind, string subject, string? value, HttpStatusCode expected)
    {
        using HttpResponseMessage answer = await server.Client.PutAsJsonAsync(Url, new { kind, subject, value }, Token);
        Assert.Equal(expected, answer.StatusCode);
    }
}
