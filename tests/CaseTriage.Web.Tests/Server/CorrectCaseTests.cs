using System.Net;
using System.Net.Http.Json;

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

    private static async Task PutAsync(RunningServer server, string? kind, string subject, string? value, HttpStatusCode expected)
    {
        using HttpResponseMessage answer = await server.Client.PutAsJsonAsync(Url, new { kind, subject, value }, Token);
        Assert.Equal(expected, answer.StatusCode);
    }
}
