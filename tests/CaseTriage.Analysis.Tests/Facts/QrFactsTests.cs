using System.Text;
using System.Text.Json;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Formats.Qr;
using CaseTriage.TestKit.HardwareHash;

namespace CaseTriage.Analysis.Tests.Facts;

public sealed class QrFactsTests
{
    private static readonly string s_confirmation = string.Join('-', Enumerable.Repeat("123450", 8));

    [Fact]
    public void Of_Fields_GivesRequestWithSerialTimeAndHint()
    {
        ArtifactReading reading = Of("SN=QX07310000101;TIME=2026-03-02T09:12:44;MODEL=QX Desk 7");

        Fact request = Assert.Single(reading.Facts, fact => fact.Name == "qr.request");
        Assert.Equal("request-fields", request.Text("recognizedAs"));
        Assert.Equal("unproven", request.Text("integrity"));
        Assert.Equal("QX07310000101", request.Text("serialNumber"));
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 1, 12, 44, TimeSpan.Zero), request.At);
        Assert.Equal("field code 1", request.Evidence.Locator);
        Assert.Equal([new DeviceHint(WitnessKind.Request, "QX07310000101", "field code 1")], reading.DeviceHints);
        Assert.Equal(["serial-number", "time", "product"], reading.Facts.Where(fact => fact.Name == "qr.field").Select(fact => fact.Text("kind")));
        Assert.Equal(QrCodeSummary.StructuralGuess, Assert.Single(reading.Codes).Basis);
    }

    [Fact]
    public void Of_Inventory_IsReadAsOneWithItsFieldsInTheCode()
    {
        byte[] hash = Office().BuildUnpadded();

        ArtifactReading reading = Of(hash);

        Assert.Equal("hardware-inventory", QrFacts.RecognizedAs(hash));
        Assert.Equal(InventoryIntegrity.Intact, Assert.Single(reading.Inventories).Integrity);
        Assert.Contains(reading.Facts, fact => fact.Name == "inventory.disk" && fact.Text("serial") == "TC3001");
        QrCodeSummary code = Assert.Single(reading.Codes);
        Assert.Equal(PayloadIntegrity.Intact, code.Integrity);
        Assert.Contains(code.Fields, field => field is { Kind: "disk-serial", Value: "TC3001", Place: "inventory" });
        Assert.Equal(Office().OsSystemTime, code.MadeAt);
    }

    [Fact]
    public void Of_EveryByteOfAnInventoryChanged_IsNeverIntact()
    {
        byte[] hash = Office().BuildUnpadded();
        for (int i = 0; i < hash.Length; i++)
        {
            byte[] changed = [.. hash];
            changed[i] ^= 0x10;

            Assert.NotEqual(PayloadIntegrity.Intact, Assert.Single(Of(changed).Codes).Integrity);
        }
    }

    [Fact]
    public void Of_DamagedInventory_GivesNoHint()
    {
        byte[] hash = Office().BuildUnpadded();
        hash[100] ^= 1;

        ArtifactReading reading = Of(hash);

        Assert.Equal(PayloadIntegrity.Damaged, Assert.Single(reading.Codes).Integrity);
        Assert.Empty(reading.DeviceHints);
    }

    [Theory]
    [InlineData("SN=QX07310000101;KEY=ABCDE-FGHJK-2MNPQ-RSTUV-WXYZ3")]
    [InlineData("""{"note":"use ABCDE-FGHJK-2MNPQ-RSTUV-WXYZ3 here","ABCDE-FGHJK-2MNPQ-RSTUV-WXYZ3":"x"}""")]
    [InlineData("sn=ABCDE-FGHJK-2MNPQ-RSTUV-WXYZ3|ABCDE-FGHJK-2MNPQ-RSTUV-WXYZ3")]
    [InlineData("https://a.example/?user=lu&password=Hunter2hunter&key=ABCDE-FGHJK-2MNPQ-RSTUV-WXYZ3")]
    public void Of_Secrets_AreInNothingThatLeaves(string payload)
    {
        ArtifactReading reading = Of(payload);

        string all = JsonSerializer.Serialize(new { reading.Codes, reading.Redactions, reading.DeviceHints }, AnalysisJson.Compact)
            + string.Join('\n', reading.Facts.Select(fact => fact.Evidence + string.Join(';', fact.Fields)));
        Assert.DoesNotContain("FGHJK", all, StringComparison.Ordinal);
        Assert.DoesNotContain("Hunter2hunter", all, StringComparison.Ordinal);
        Assert.Contains(reading.Redactions, redaction => redaction.Kind == RedactionKind.ProductKey);
    }

    [Fact]
    public void Of_ConfirmationWithAWrongGroup_IsDamagedAndNamesTheGroup()
    {
        ArtifactReading reading = Of("CID=" + s_confirmation.Remove(14, 1).Insert(14, "2"));

        Fact id = Assert.Single(reading.Facts, fact => fact.Name == "activation.id");
        Assert.Equal(("confirmation", "fails", "3"), (id.Text("kind"), id.Text("check"), id.Text("wrongGroups")));
        QrCodeSummary code = Assert.Single(reading.Codes);
        Assert.Equal(PayloadIntegrity.Damaged, code.Integrity);
        Assert.Equal([true, true, false, true, true, true, true, true], Assert.Single(code.Fields).Id?.Groups.Select(group => group.Holds));
    }

    [Fact]
    public void Of_RandomBytes_AreEncryptedOrSignedWithoutFields()
    {
        byte[] bytes = new byte[512];
        new Random(7).NextBytes(bytes);

        ArtifactReading reading = Of(bytes);

        Assert.Equal("encrypted-or-signed", Assert.Single(reading.Codes).RecognizedAs);
        Assert.Empty(reading.Codes[0].Fields);
        Assert.Equal(true, Assert.Single(reading.Facts).Fields["opaque"]);
    }

    [Fact]
    public void Of_SeveralCodes_AreNumbered()
    {
        ArtifactReading reading = QrFacts.Of("request.png", [Code("SN=QX07310000101"u8), Code("SN=QX07310000102"u8)]);

        Assert.Equal([1, 2], reading.Codes.Select(code => code.Number));
        Assert.Equal(["field code 1", "field code 2"], reading.Facts.Where(fact => fact.Name == "qr.request").Select(fact => fact.Evidence.Locator));
        Assert.Equal(2, reading.DeviceHints.Length);
    }

    [Fact]
    public void Of_Codes_SurviveTheDocument()
    {
        QrCodeSummary code = Of($"SN=QX07310000101;IID={string.Join('-', Enumerable.Repeat("1234565", 9))}").Codes[0];

        string json = JsonSerializer.Serialize(code, AnalysisJson.Compact);

        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<QrCodeSummary>(json, AnalysisJson.Compact), AnalysisJson.Compact));
        Assert.Contains("\"basis\":\"structural-guess\"", json, StringComparison.Ordinal);
    }

    internal static ArtifactReading Of(string payload) => Of(Encoding.UTF8.GetBytes(payload));

    internal static ArtifactReading Of(ReadOnlySpan<byte> payload) => QrFacts.Of("request.png", [Code(payload)]);

    internal static HardwareHashBuilder Office() => new HardwareHashBuilder()
        .WithDisk(TestDisk.Solid("TC3001"))
        .WithAdapter(new TestAdapter("00:00:5E:00:53:01"));

    private static QrCode Code(ReadOnlySpan<byte> payload) => new([.. payload], "", 10, "M", []);
}
