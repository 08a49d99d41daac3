using CaseTriage.Analysis;
using CaseTriage.Analysis.Documents;
using CaseTriage.Web.Features.Cases.Devices;

namespace CaseTriage.Web.Tests.Ui;

public sealed class DeviceComparisonTests
{
    private static readonly AnalysisDocument Document = SampleDocument.In(Language.English);

    [Fact]
    public void Of_FailingAndWorking_PutsTheWorkingFirstAndNamesWhatDiffers()
    {
        DeviceComparison? comparison = DeviceComparison.Of(Document.Devices);

        Assert.Equal([SampleDocument.Working, SampleDocument.Failing, SampleDocument.FailingToo], comparison?.Devices.Select(device => device.SerialNumber));
        Assert.Equal(["disks", "diskCount", "mechanical"], comparison?.Rows.Where(row => row.Differs).Select(row => row.Name));
    }

    [Fact]
    public void Of_TruncatedInventory_DoesNotTakeAbsenceForADifference()
    {
        var cut = Document.Devices.Select(device => device.SerialNumber == SampleDocument.Working && device.Inventory is { } inventory
            ? device with { Inventory = inventory with { Integrity = InventoryIntegrity.Truncated, NetworkAdapters = [] } }
            : device);

        DeviceComparison? comparison = DeviceComparison.Of([.. cut]);

        ComparisonRow? adapters = comparison?.Rows.Single(row => row.Name == "adapters");
        Assert.Null(adapters?.Values[0]);
        Assert.False(adapters?.Differs);
    }

    [Fact]
    public void Of_OneInventory_IsNothingToCompare() => Assert.Null(DeviceComparison.Of([Document.Devices[0], Document.Devices[^1]]));
}
