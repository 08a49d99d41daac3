using System.Text.Json;
using CaseTriage.Formats.HardwareHash;
using CaseTriage.TestKit;

namespace CaseTriage.Formats.Tests.HardwareHash;

/// <summary>The corpus that may lie beside the checkout, against figures of an independent encoder.</summary>
public sealed class HardwareHashCorpusTests
{
    [Fact]
    public void Read_EveryFileOfTheCorpus_AgreesWithItsFigures()
    {
        string? folder = SharedFolder.Find("corpus", "oag");
        Assert.SkipWhen(folder is null, SharedFolder.AbsentReason);

        using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "expected.json")));
        foreach (JsonProperty file in expected.RootElement.EnumerateObject())
        {
            HardwareInventory[] inventories = [.. HardwareInventoryReader.Read(Bytes(Path.Combine(folder, file.Name)))];

            Assert.True(inventories.Length == file.Value.GetProperty("hashes").GetInt32(), file.Name);
            if (inventories.Length > 0)
            {
                Check(file, inventories[0]);
            }
        }
    }

    private static void Check(JsonProperty file, HardwareInventory inventory)
    {
        if (Text(file, "integrity") is string integrity and not "not-applicable")
        {
            Assert.True(string.Equals(inventory.Integrity.ToString(), integrity, StringComparison.OrdinalIgnoreCase), file.Name);
        }

        Assert.True(Text(file, "serial") is not string serial || inventory.Value("SmbiosSystemSerialNumber") == serial, file.Name);
        Assert.True(Text(file, "osSystemTimeUtc") is not string time || inventory.Value("OsSystemTime") == time, file.Name);
        Assert.True(Text(file, "offset") is not string offset || inventory.LocalOffset == offset, file.Name);
        if (file.Value.TryGetProperty("disks", out JsonElement disks))
        {
            Assert.True(disks.EnumerateArray().Select(disk => disk.GetProperty("capacityGB").GetInt64()).SequenceEqual(inventory.Disks.Select(disk => disk.CapacityInGB ?? 0)), file.Name);
        }

        if (file.Value.TryGetProperty("macs", out JsonElement macs))
        {
            Assert.True(macs.EnumerateArray().Select(mac => mac.GetString()).SequenceEqual(inventory.Adapters.Select(adapter => adapter.Mac)), file.Name);
        }
    }

    private static string? Text(JsonProperty file, string name) => file.Value.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static byte[] Bytes(string path)
    {
        using var stream = new MemoryStream();
        using FileStream file = File.OpenRead(path);
        file.CopyTo(stream);
        return stream.ToArray();
    }
}
