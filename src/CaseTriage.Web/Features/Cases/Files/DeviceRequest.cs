using System.Collections.Immutable;
using CaseTriage.Analysis.Comparison;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Web.Features.Cases.Files;

/// <summary>A code beside what the case knows of its device.</summary>
/// <param name="Code">The code.</param>
/// <param name="Inventory">The inventory that it is held against, or null where there is none.</param>
/// <param name="WithInventory">Field by field; empty where they have nothing in common.</param>
/// <param name="WithRequests">The other requests of the device, each field by field.</param>
public sealed record DeviceRequest(
    QrCodeSummary Code,
    InventorySummary? Inventory,
    ImmutableArray<RequestRow> WithInventory,
    ImmutableArray<(QrCodeSummary Other, ImmutableArray<RequestRow> Rows)> WithRequests)
{
    /// <summary>The codes of one picture.</summary>
    public static ImmutableArray<DeviceRequest> OfArtifact(AnalysisDocument document, ArtifactSummary artifact) =>
        [.. (artifact.Codes ?? []).Select(code => Of(document, artifact.Device, code))];

    /// <summary>The codes of all pictures of a device.</summary>
    public static ImmutableArray<DeviceRequest> OfDevice(AnalysisDocument document, string serial) =>
        [.. CodesOf(document, serial).Select(code => Of(document, serial, code))];

    private static DeviceRequest Of(AnalysisDocument document, string? serial, QrCodeSummary code)
    {
        DeviceSummary? device = serial is null ? null : document.Devices.FirstOrDefault(device => device.SerialNumber == serial);
        InventorySummary? inventory = device is null ? null : RequestComparison.InventoryFor(code, InventoriesOf(device));
        return new DeviceRequest(
            code,
            inventory,
            inventory is null ? [] : RequestComparison.WithInventory(code, inventory),
            serial is null ? [] : [.. CodesOf(document, serial).Where(other => other.Evidence != code.Evidence).Select(other => (other, RequestComparison.WithRequest(code, other)))]);
    }

    /// <summary>Documents of earlier versions have one inventory a device.</summary>
    private static ImmutableArray<InventorySummary> InventoriesOf(DeviceSummary device) =>
        !device.Inventories.IsDefaultOrEmpty ? device.Inventories : device.Inventory is { } only ? [only] : [];

    private static IEnumerable<QrCodeSummary> CodesOf(AnalysisDocument document, string serial) =>
        document.Artifacts.Where(artifact => artifact.Device == serial).SelectMany(artifact => artifact.Codes ?? []);
}
