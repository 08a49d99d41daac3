using System.IO.Compression;
using System.Net.Http.Json;
using System.Text.Json;
using CaseTriage.Analysis.Documents;
using CaseTriage.TestKit;

namespace CaseTriage.Web.Tests.Server;

/// <summary>The corpus that may lie beside the checkout, uploaded as one archive: what the document says of each file, against the figures of an independent encoder.</summary>
public sealed class InventoryCorpusTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("corpus").FullName;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task Upload_EveryInventoryOfTheCorpus_AgreesWithItsFigures()
    {
        string? folder = SharedFolder.Find("corpus", "oag");
        Assert.SkipWhen(folder is null, SharedFolder.AbsentReason);
        using var zip = new MemoryStream();
        await using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (string path in Directory.EnumerateFiles(folder))
            {
                await archive.CreateEntryFromFileAsync(path, Path.GetFileName(path), Xunit.TestContext.Current.CancellationToken);
            }
        }

        await using RunningServer server = await RunningServer.StartAsync(_data);
        await server.OpenCaseAsync("C-1");
        await server.UploadAsync("C-1", "oag.zip", zip.ToArray());
        await server.WaitForRunAsync("C-1", "done");
        JsonElement json = await server.Client.GetFromJsonAsync<JsonElement>("/api/v1/cases/C-1/analysis", Xunit.TestContext.Current.CancellationToken);
        AnalysisDocument document = json.Deserialize<AnalysisDocument>(AnalysisJson.Compact)!;
        ILookup<string, InventorySummary> inventories = document.Devices.SelectMany(device => device.Inventories).Concat(document.UnassignedInventories)
            .ToLookup(inventory => inventory.Evidence!.Artifact["oag.zip!/".Length..], StringComparer.Ordinal);

        using JsonDocument expected = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "expected.json"), Xunit.TestContext.Current.CancellationToken));
        foreach (JsonProperty file in expected.RootElement.EnumerateObject())
        {
            InventorySummary[] found = [.. inventories[file.Name].OrderBy(inventory => inventory.Number)];
            Assert.True(found.Length == file.Value.GetProperty("hashes").GetInt32(), file.Name);
            if (found.Length > 0)
            {
                Check(file, found[0]);
            }
        }
    }

    private static void Check(JsonProperty file, InventorySummary inventory)
    {
        Assert.True(Text(file, "integrity") is not string integrity || integrity == "not-applicable" || string.Equals(inventory.Integrity.ToString(), integrity, StringComparison.OrdinalIgnoreCase), file.Name);
        Assert.True(Text(file, "serial") is not string serial || inventory.Smbios?.SerialNumber == serial, file.Name);
        Assert.True(Text(file, "toolBuild") is not string tool || inventory.ToolBuild == tool, file.Name);
        Assert.True(Text(file, "osSystemTimeUtc") is not string time || inventory.Fields["OsSystemTime"] == time, file.Name);
        Assert.True(Text(file, "offset") is not string offset || inventory.LocalOffset == offset, file.Name);
        if (file.Value.TryGetProperty("disks", out JsonElement disks))
        {
            Assert.True(disks.EnumerateArray().Select(disk => disk.GetProperty("capacityGB").GetInt64()).SequenceEqual(inventory.Disks.Select(disk => disk.CapacityInGB ?? 0)), file.Name);
        }

        if (file.Value.TryGetProperty("macs", out JsonElement macs))
        {
            Assert.True(macs.EnumerateArray().Select(mac => mac.GetString()).SequenceEqual(inventory.NetworkAdapters.Select(adapter => adapter.Mac)), file.Name);
        }
    }

    private static string? Text(JsonProperty file, string name) => file.Value.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
}
