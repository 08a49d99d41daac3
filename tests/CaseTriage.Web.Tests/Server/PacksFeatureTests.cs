using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

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

    private static async Task<int> FiredAsync(RunningServer server, string rule)
    {
        JsonElement rules = await server.Client.GetFromJsonAsync<JsonElement>("/api/v1/packs/activation/rules", Token);
        return rules.EnumerateArray().Single(listed => listed.GetProperty("id").GetString() == rule).GetProperty("cases").GetProperty("fired").GetInt32();
    }
}
