using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.TestKit.HardwareHash;

namespace CaseTriage.Analysis.Tests.Facts;

public sealed class InventoryFactsTests
{
    [Fact]
    public void Read_IntactHash_GivesFactsSummaryTimelineAndHint()
    {
        ArtifactReading reading = Read(Office());

        Assert.Equal(ArtifactStatus.Parsed, reading.Status);
        Assert.Equal(1, reading.Records);
        Assert.Equal(["QX07310000101"], reading.DeviceHints.Select(hint => hint.Value));
        Fact inventory = Assert.Single(reading.Facts, fact => fact.Name == "inventory");
        Assert.Null(inventory.Device);
        Assert.Equal("line 1", inventory.Evidence.Locator);
        Assert.Equal("intact", inventory.Text("integrity"));
        Assert.Equal(true, inventory.Fields["complete"]);
        Assert.Equal((30.0, "placeholder"), (inventory.Fields["offsetHours"], inventory.Text("offsetMeaning")));
        Assert.Equal(17763L, inventory.Fields["toolBuildNumber"]);
        Assert.Equal(3L, inventory.Fields["internalDiskCount"]);
        TimelineEntry entry = Assert.Single(reading.Timeline);
        Assert.Equal("inventory", entry.Source);
        Assert.Equal(new DateTimeOffset(2024, 3, 5, 6, 7, 8, TimeSpan.Zero), entry.At);
        InventorySummary summary = Assert.Single(reading.Inventories);
        Assert.Equal("raw-one-line", summary.Form);
        Assert.Equal("00:00:5E:00:53:02", summary.Fields["MacAddress[2]"]);
    }

    [Fact]
    public void Read_Disks_TellsMechanicalRemovableAndBoot()
    {
        Fact[] disks = [.. Read(Office()).Facts.Where(fact => fact.Name == "inventory.disk")];

        Assert.Equal([false, true, null], disks.Select(disk => disk.Fields.GetValueOrDefault("mechanical")));
        Assert.Equal([true, false, false], disks.Select(disk => disk.Fields["boot"]));
        Assert.Equal([false, false, true], disks.Select(disk => disk.Fields["removableBus"]));
        Assert.Equal(1000L, disks[1].Fields["capacityGB"]);
    }

    [Fact]
    public void Read_CompleteInventory_CountsDisksAndAdapters()
    {
        ArtifactReading reading = Read(Office());

        Fact disks = Assert.Single(reading.Facts, fact => fact.Name == "inventory.disks");
        Assert.Equal((3L, 1L, 1L, 1L), (disks.Fields["count"], disks.Fields["solid"], disks.Fields["mechanical"], disks.Fields["unreported"]));
        Assert.Equal(("SATA+USB", 1L, true, true), (disks.Text("buses"), disks.Fields["boot"], disks.Fields["bootFirst"], disks.Fields["bootListed"]));
        Fact adapters = Assert.Single(reading.Facts, fact => fact.Name == "inventory.adapters");
        Assert.Equal(2L, adapters.Fields["count"]);
    }

    [Fact]
    public void Read_CompleteHash_NamesWhatDoesNotIdentifyTheDevice()
    {
        HardwareHashBuilder builder = Office();
        builder.TpmVersion = null;
        builder.Family = null;

        Assert.Equal(["family", "tpm", "endorsementKey"], Read(builder).Facts.Where(fact => fact.Name == "inventory.missing").Select(fact => fact.Text("field")));
    }

    [Fact]
    public void Read_DamagedHash_CountsNothing()
    {
        byte[] bytes = Office().Build();
        bytes[100] ^= 1;

        ArtifactReading reading = InventoryFacts.Read("hash.bin", bytes, CancellationToken.None);

        Assert.DoesNotContain(reading.Facts, fact => fact.Name is "inventory.disks" or "inventory.adapters" or "inventory.missing");
        Assert.False(Assert.Single(reading.Inventories).Complete);
    }

    [Theory]
    [InlineData("+30:00", "10.0.17763.1075", "placeholder")]
    [InlineData("+30:00", "10.0.19041.1", "impossible")]
    [InlineData("+30:00", null, "placeholder")]
    [InlineData("+08:00", "10.0.17763.1075", "zone")]
    [InlineData("-07:00", "10.0.19041.1", "zone")]
    [InlineData("+15:00", "10.0.17763.1075", "impossible")]
    [InlineData("-13:00", null, "impossible")]
    [InlineData("nonsense", null, "impossible")]
    public void MeaningOf_Offset_TellsZoneFromPlaceholder(string offset, string? toolBuild, string expected) =>
        Assert.Equal(expected, InventoryTotals.MeaningOf(offset, toolBuild));

    [Fact]
    public void Read_Hash_TellsTheEndsOfItsBase64()
    {
        string text = Office().BuildBase64();

        HashSummary hash = Assert.IsType<HashSummary>(Assert.Single(Read(Office()).Inventories).Hash);

        Assert.Equal(text[..8], hash.FirstCharacters);
        Assert.Contains(hash.LastCharacters + "AAAA", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Default string")]
    [InlineData("To be filled by O.E.M.")]
    [InlineData("")]
    [InlineData("00000000")]
    [InlineData("SMBIOS_STRING_INDEX_0")]
    public void Read_PlaceholderSerial_IsMarkedAndGivesNoHint(string serial)
    {
        HardwareHashBuilder builder = Office();
        builder.SerialNumber = serial;

        ArtifactReading reading = Read(builder);

        Assert.Equal(true, Identity(reading, "serialNumber").Fields["placeholder"]);
        Assert.Equal(false, Identity(reading, "product").Fields["placeholder"]);
        Assert.Empty(reading.DeviceHints);
    }

    [Fact]
    public void Read_DamagedHash_IsNeitherCompleteNorOnTheTimeline()
    {
        string hash = Office().BuildBase64();
        ArtifactReading reading = Read("SmallChange", hash.Remove(300, 1).Insert(300, hash[300] == 'x' ? "y" : "x"));

        Fact inventory = Assert.Single(reading.Facts, fact => fact.Name == "inventory");
        Assert.Equal("damaged", inventory.Text("integrity"));
        Assert.Equal(false, inventory.Fields["complete"]);
        Assert.Equal(ArtifactStatus.Partial, reading.Status);
        Assert.Empty(reading.Timeline);
        Assert.Empty(reading.DeviceHints);
    }

    [Fact]
    public void Read_TwoMachinesInOneFile_NamesTheDeviceOfEachFact()
    {
        string other = new HardwareHashBuilder { SerialNumber = "QX07310000102" }.BuildBase64();

        ArtifactReading reading = Read("two.txt", Office().BuildBase64() + "\r\n" + other);

        Assert.Equal(["QX07310000101", "QX07310000102"], reading.Facts.Where(fact => fact.Name == "inventory").Select(fact => fact.Device));
    }

    [Fact]
    public void Read_ProductKeyInAField_IsMasked()
    {
        HardwareHashBuilder builder = Office();
        builder.Product = "ABCDE-FGHJK-LMNPQ-RSTVW-XYZ23";

        ArtifactReading reading = Read(builder);

        string all = System.Text.Json.JsonSerializer.Serialize(reading, AnalysisJson.Compact);
        Assert.DoesNotContain("FGHJK", all, StringComparison.Ordinal);
        Assert.Contains("SmbiosSystemProductName", Assert.Single(reading.Redactions).Where.Excerpt, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoInventory_IsRefusedWithAWordOnWhatToDo()
    {
        ArtifactReading reading = Read("x.txt", "未知命令");

        Assert.Equal(ArtifactStatus.Refused, reading.Status);
        Assert.Contains("case-sensitive", Assert.Single(reading.Damage).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromText_ExcerptInAMail_GivesAPartialInventoryAtTheMessage()
    {
        ArtifactReading reading = InventoryFacts.FromText("thread.txt", "message 15", """
            看了发来的清单，系统时间错误
            ToolBuild: 10.0.17763.1075
            OsBuild: 10.0.17763.1192
            OsSystemTime: 2024-03-05T06:07:08Z
            OsLocalTime: 2024-03-06T12:07:08+30:00
            """);

        Fact inventory = Assert.Single(reading.Facts);
        Assert.Equal(("truncated", 30.0, false), (inventory.Text("integrity"), inventory.Fields["offsetHours"], inventory.Fields["complete"]));
        Assert.Equal("message 15", inventory.Evidence.Locator);
        Assert.Contains("+30:00", inventory.Evidence.Excerpt, StringComparison.Ordinal);
        Assert.DoesNotContain("internalDiskCount", inventory.Fields.Keys);
    }

    [Fact]
    public void FromText_OrdinaryMail_GivesNothing() => Assert.Empty(InventoryFacts.FromText("thread.txt", "message 1", "您好，请查收。").Facts);

    private static HardwareHashBuilder Office() => new HardwareHashBuilder { ToolBuild = (17763, 1075), OffsetQuarters = 120 }
        .WithDisk(TestDisk.Solid("S1"))
        .WithDisk(TestDisk.Mechanical("S2"))
        .WithDisk(new TestDisk("S3", "EXAMPLE STICK", 64) { Bus = 7, SeekPenalty = 255 })
        .WithAdapter(new TestAdapter("00:00:5E:00:53:01"))
        .WithAdapter(new TestAdapter("00:00:5E:00:53:02", "USB"));

    private static Fact Identity(ArtifactReading reading, string field) => reading.Facts.Single(fact => fact.Name == "inventory.identity" && fact.Text("field") == field);

    private static ArtifactReading Read(HardwareHashBuilder builder) => Read("oag.txt", builder.BuildBase64());

    private static ArtifactReading Read(string path, string text) => InventoryFacts.Read(path, System.Text.Encoding.UTF8.GetBytes(text), TestContext.Current.CancellationToken);
}
