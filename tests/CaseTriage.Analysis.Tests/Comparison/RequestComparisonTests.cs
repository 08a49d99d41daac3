using System.Collections.Immutable;
using CaseTriage.Analysis.Comparison;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Tests.Facts;
using CaseTriage.TestKit.HardwareHash;

namespace CaseTriage.Analysis.Tests.Comparison;

public sealed class RequestComparisonTests
{
    private static readonly DateTimeOffset s_made = QrFactsTests.Office().OsSystemTime;

    [Fact]
    public void WithInventory_RequestOfTheSameMachine_IsSameThroughout()
    {
        QrCodeSummary request = QrFactsTests.Of(QrFactsTests.Office().BuildUnpadded()).Codes[0];

        ImmutableArray<RequestRow> rows = RequestComparison.WithInventory(request, Inventory(QrFactsTests.Office()));

        Assert.Equal(["serial-number", "uuid", "product", "os-build", "disk-serial", "mac-address", "time"], rows.Select(row => row.Field));
        Assert.All(rows, row => Assert.Equal(RequestResult.Same, row.Result));
    }

    [Fact]
    public void WithInventory_RequestOfAnotherMachine_DiffersInWhatIsUnique()
    {
        HardwareHashBuilder other = QrFactsTests.Office();
        other.SerialNumber = "QX07310000102";
        other.Uuid = new Guid("00000000-1111-2222-3333-444444444444");
        other.OsSystemTime = s_made.AddDays(2);
        QrCodeSummary request = QrFactsTests.Of(QrFactsTests.Office().BuildUnpadded()).Codes[0];

        ImmutableArray<RequestRow> rows = RequestComparison.WithInventory(request, Inventory(other));

        Assert.Equal(["serial-number", "uuid"], rows.Where(row => row.Result == RequestResult.Different).Select(row => row.Field));
        RequestRow time = Assert.Single(rows, row => row.Field == "time");
        Assert.Equal((RequestResult.Older, 2.0), (time.Result, time.Days));
    }

    [Theory]
    [InlineData("SN=QX07310000102", "QX07310000101", RequestResult.Different)]
    [InlineData("SN=qx07310000101", "QX07310000101", RequestResult.Same)]
    [InlineData("SN=QX07310000101", "PF3XK2A7", RequestResult.Unknown)]
    [InlineData("SN=QX07310000101", "To be filled by O.E.M.", RequestResult.OnlyInRequest)]
    [InlineData("SN=QX07310000101", null, RequestResult.OnlyInRequest)]
    public void WithInventory_SerialNumberOfTheLicence_IsComparedOnlyWithItsLike(string payload, string? firmware, RequestResult result)
    {
        HardwareHashBuilder office = QrFactsTests.Office();
        office.SerialNumber = firmware;

        Assert.Equal(result, Assert.Single(RequestComparison.WithInventory(QrFactsTests.Of(payload).Codes[0], Inventory(office))).Result);
    }

    [Theory]
    [InlineData(true, RequestResult.Different)]
    [InlineData(false, RequestResult.Unknown)]
    public void WithInventory_DiskThatIsNotListed_DiffersOnlyWhereAllAreListed(bool isComplete, RequestResult result)
    {
        QrCodeSummary request = QrFactsTests.Of("disk=WX88A1200331").Codes[0];

        RequestRow row = Assert.Single(RequestComparison.WithInventory(request, Inventory(QrFactsTests.Office()) with { Complete = isComplete }));

        Assert.Equal(("disk-serial", result), (row.Field, row.Result));
    }

    [Fact]
    public void WithRequest_TwoRequests_SayWhatStaysAndWhatChanges()
    {
        QrCodeSummary first = QrFactsTests.Of("SN=QX07310000101;ts=1772413964;nonce=a1;site=7").Codes[0];
        QrCodeSummary second = QrFactsTests.Of("SN=QX07310000101;ts=1772500364;nonce=b2;mac=00-00-5E-00-53-01").Codes[0];

        Assert.Equal(
            [("serial-number", RequestResult.Same), ("nonce", RequestResult.Different), ("mac-address", RequestResult.OnlyInRequest), ("site", RequestResult.OnlyInOther), ("time", RequestResult.Newer)],
            RequestComparison.WithRequest(second, first).Select(row => (row.Field, row.Result)));
    }

    [Fact]
    public void WithRequest_MaskedValues_AreNotCompared() => Assert.Empty(RequestComparison.WithRequest(
        QrFactsTests.Of("KEY=ABCDE-FGHJK-2MNPQ-RSTUV-WXYZ3;password=Hunter2hunter").Codes[0],
        QrFactsTests.Of("KEY=ABCDE-FGHJK-2MNPQ-RSTUV-WXYZ4;password=Hunter3hunter").Codes[0]));

    [Fact]
    public void Compare_RequestBeforeAHardwareChange_IsOlder()
    {
        QrCodeSummary request = QrFactsTests.Of("SN=QX07310000101;ts=1772413964").Codes[0];
        Fact change = Fact.Create("hardware.changed", Given.Device, new Evidence("a.evtx", "record 1", ""), DateTimeOffset.FromUnixTimeSeconds(1772413964).AddDays(3), ("text", "1040"));

        Fact compared = Assert.Single(RequestComparison.Compare([(Given.Device, request)], _ => [], Given.Table(change)));

        Assert.Equal(("hardware-change", "time", "older", 3.0), (compared.Text("with"), compared.Text("field"), compared.Text("result"), compared.Fields["days"]));
        Assert.Equal(Given.Device, compared.Device);
    }

    [Fact]
    public void Compare_InventoryOutOfTheRequestItself_IsNoWitness()
    {
        ArtifactReading reading = QrFactsTests.Of(QrFactsTests.Office().BuildUnpadded());

        Assert.Empty(RequestComparison.Compare([(Given.Device, reading.Codes[0])], _ => reading.Inventories, Given.Table()));
    }

    [Fact]
    public void Compare_RequestWithoutDevice_IsComparedWithNothing() =>
        Assert.Empty(RequestComparison.Compare([(null, QrFactsTests.Of("SN=QX07310000101").Codes[0])], _ => [Inventory(QrFactsTests.Office())], Given.Table()));

    private static InventorySummary Inventory(HardwareHashBuilder builder) =>
        Assert.Single(InventoryFacts.Read("OAG.txt", System.Text.Encoding.ASCII.GetBytes(builder.BuildBase64()), TestContext.Current.CancellationToken).Inventories);
}
