using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CaseTriage.TestKit.HardwareHash;
using Microsoft.Data.Sqlite;

namespace CaseTriage.Web.Tests.Server;

/// <summary>Devices over HTTP, from upload to comparison.</summary>
public sealed class DevicesOverHttpTests : IDisposable
{
    private const string Serial = "QX07310000101";
    private const string Other = "QX07310000102";
    private readonly string _folder = Directory.CreateTempSubdirectory("devices").FullName;

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Compare_DevicesOfTwoCases_GivesTheRows()
    {
        await using RunningServer server = await RunningServer.StartAsync(_folder);
        await UploadAsync(server, "C-1", Serial, TestDisk.Solid("S1"), TestDisk.Mechanical("M1"));
        await UploadAsync(server, "C-2", Other, TestDisk.Solid("S2"));

        JsonElement table = await server.Client.GetFromJsonAsync<JsonElement>($"/api/v1/compare?d=C-1/{Serial}&d=C-2/{Other}", Token);
        JsonElement disks = table.GetProperty("rows").EnumerateArray().Single(row => row.GetProperty("name").GetString() == "disks");
        Assert.Equal(["2", "1"], disks.GetProperty("cells").EnumerateArray().Select(cell => cell.GetProperty("text").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(server, $"/api/v1/compare?d=C-1/{Serial}&d=C-1/{Other}"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(server, $"/api/v1/compare?d=C-1/{Serial}"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(server, "/api/v1/compare?d=a&d=b"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(server, "/api/v1/devices/NOBODY"));
    }

    [Fact]
    public async Task Start_WithCasesOfAnEarlierVersion_TakesTheirDevicesOver()
    {
        await using (RunningServer before = await RunningServer.StartAsync(_folder))
        {
            await UploadAsync(before, "C-1", Serial, TestDisk.Solid("S1"));
            await before.StopAsync();
        }

        ForgetDevices();
        await using RunningServer server = await RunningServer.StartAsync(_folder);

        // The filling begins with the server and takes no turn of ours.
        for (int look = 0; look < 200 && (await DeviceAsync(server)).GetProperty("inventories").GetArrayLength() == 0; look++)
        {
            await Task.Delay(50, Token);
        }

        Assert.Equal(1, (await DeviceAsync(server)).GetProperty("inventories").GetArrayLength());
    }

    private void ForgetDevices()
    {
        using var connection = new SqliteConnection($"Data Source={Directory.EnumerateFiles(_folder, "*.db").Single()}");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "DELETE FROM DeviceInventory; DELETE FROM DeviceReading; DELETE FROM DeviceIdentity; UPDATE SupportCase SET DeviceFactsVersion = 0;";
        command.ExecuteNonQuery();
    }

    private static Task<JsonElement> DeviceAsync(RunningServer server) => server.Client.GetFromJsonAsync<JsonElement>($"/api/v1/devices/{Serial}", Token);

    private static async Task<HttpStatusCode> StatusAsync(RunningServer server, string path)
    {
        using HttpResponseMessage answer = await server.Client.GetAsync(path, Token);
        return answer.StatusCode;
    }

    private static async Task UploadAsync(RunningServer server, string number, string serial, params TestDisk[] disks)
    {
        var hash = new HardwareHashBuilder { SerialNumber = serial };
        foreach (TestDisk disk in disks)
        {
            hash = hash.WithDisk(disk);
        }

        await server.OpenCaseAsync(number);
        await server.UploadAsync(number, $"{serial}.txt", Encoding.UTF8.GetBytes(hash.BuildBase64()));
        await server.WaitForRunAsync(number, "done");
    }
}
