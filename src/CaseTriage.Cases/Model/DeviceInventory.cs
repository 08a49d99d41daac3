using System.IO.Compression;
using System.Text.Json;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Cases.Model;

/// <summary>A hardware inventory of a device, whole: devices are compared without opening the documents of their cases.</summary>
public sealed class DeviceInventory
{
    private DeviceInventory()
    {
    }

    internal DeviceInventory(int place, InventorySummary inventory)
    {
        Place = place;
        Packed = Pack(inventory);
    }

    public int Id { get; private set; }

    public int CaseDeviceId { get; private set; }

    /// <summary>0 for the one that speaks for the device, then newest first.</summary>
    public int Place { get; private set; }

    /// <summary>Gzipped JSON of an <see cref="InventorySummary"/>.</summary>
    public byte[] Packed { get; private set; } = [];

    public static InventorySummary Open(byte[] packed)
    {
        using var json = new GZipStream(new MemoryStream(packed, writable: false), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<InventorySummary>(json, AnalysisJson.Compact)
            ?? throw new InvalidDataException("An inventory of the case file is the JSON word null; expected an inventory.");
    }

    private static byte[] Pack(InventorySummary inventory)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            JsonSerializer.Serialize(gzip, inventory, AnalysisJson.Compact);
        }

        return packed.ToArray();
    }
}
