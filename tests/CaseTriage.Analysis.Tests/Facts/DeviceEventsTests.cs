using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Tests.Facts;

/// <summary>Events of disks and adapters, through the patterns of the pack that ships.</summary>
public sealed class DeviceEventsTests
{
    private const string PlugAndPlay = "Microsoft-Windows-Kernel-PnP";
    private const string Stick = @"USBSTOR\Disk&Ven_Example&Prod_Stick&Rev_1.00\4C53&0";
    private const string AdapterClass = "{4d36e972-e325-11ce-bfc1-08002be10318}";
    private static readonly DateTimeOffset s_start = new(2025, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void ToFacts_DiskPluggedInTwice_IsOneChangeAndOneDisk()
    {
        ArtifactReading reading = Read((PlugAndPlay, 410, [("DeviceInstanceId", Stick)]), (PlugAndPlay, 410, [("DeviceInstanceId", Stick.ToUpperInvariant())]));

        Fact change = Assert.Single(reading.Facts, fact => fact.Name == "device.change");
        Assert.Equal(("disk", "started", "USBSTOR", "STICK", "4C53", "2"), (change.Text("class"), change.Text("what"), change.Text("bus"), change.Text("model"), change.Text("serial"), change.Text("count")));
        Assert.Equal((s_start, s_start.AddMinutes(1)), (change.Fields["first"], change.Fields["last"]));
        Assert.Equal("record 1", change.Evidence.Locator);
        Assert.Equal(true, Assert.Single(reading.Facts, fact => fact.Name == "event.disk").Fields["removableBus"]);
        Assert.Single(reading.Notes);
    }

    [Theory]
    [InlineData(400, "configured")]
    [InlineData(411, "problem")]
    [InlineData(420, "removed")]
    public void ToFacts_AdapterByItsClass_TellsWhatHappened(int id, string what)
    {
        ArtifactReading reading = Read((PlugAndPlay, id, [("DeviceInstanceId", @"PCI\VEN_8086&DEV_15BE\3&1"), ("ClassGuid", AdapterClass), ("Problem", "0x1C")]));

        Fact change = Assert.Single(reading.Facts, fact => fact.Name == "device.change");
        Assert.Equal(("adapter", what, id == 411 ? "0x1C" : null), (change.Text("class"), change.Text("what"), change.Text("problem")));
        Assert.Single(reading.Facts, fact => fact.Name == "event.adapter");
    }

    [Fact]
    public void ToFacts_DriverThatWasUpdated_IsNoNewDevice()
    {
        ArtifactReading reading = Read((PlugAndPlay, 400, [("DeviceInstanceId", @"SCSI\Disk&Ven_NVMe&Prod_X\1&2"), ("DeviceUpdated", "true")]));

        Assert.Equal("updated", Assert.Single(reading.Facts, fact => fact.Name == "device.change").Text("what"));
    }

    [Fact]
    public void ToFacts_PciDeviceOfTheDiskClass_IsNoDisk()
    {
        ArtifactReading reading = Read((PlugAndPlay, 400, [("DeviceInstanceId", @"PCI\VEN_8086&DEV_15BE\3&1"), ("ClassGuid", "{4D36E967-E325-11CE-BFC1-08002BE10318}")]));

        Assert.Equal("other", Assert.Single(reading.Facts, fact => fact.Name == "device.change").Text("class"));
        Assert.DoesNotContain(reading.Facts, fact => fact.Name == "event.disk");
    }

    [Fact]
    public void ToFacts_PartitionManager_GivesTheDiskInFull()
    {
        ArtifactReading reading = Read(Partition("1000204886016"), Partition("0"));

        Fact disk = Assert.Single(reading.Facts, fact => fact.Name == "event.disk");
        Assert.Equal(("EXAMPLE HDD 1TB", "H1", "SATA", "1000", "1", "partition"), (disk.Text("model"), disk.Text("serial"), disk.Text("bus"), disk.Text("capacityGB"), disk.Text("number"), disk.Text("source")));
        Assert.Equal(["removed", "started"], reading.Facts.Where(fact => fact.Name == "device.change").Select(fact => fact.Text("what")).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(7, "error")]
    [InlineData(154, "error")]
    [InlineData(157, "removed")]
    public void ToFacts_DiskByItsNumber_ShowsThatThereIsOne(int id, string what)
    {
        ArtifactReading reading = Read(("disk", id, [("1", @"\Device\Harddisk1\DR1")]));

        Assert.Equal(what, Assert.Single(reading.Facts, fact => fact.Name == "device.change").Text("what"));
        Assert.Equal(1L, Assert.Single(reading.Facts, fact => fact.Name == "event.disk").Fields["number"]);
    }

    [Fact]
    public void ToFacts_DriverInstalled_ByUserModePlugAndPlay()
    {
        ArtifactReading reading = Read(("Microsoft-Windows-UserPnp", 20001, [("DeviceInstanceID", @"SCSI\DISK&VEN_NVME&PROD_X\1&2"), ("UpgradeDevice", "false")]));

        Assert.Equal("installed", Assert.Single(reading.Facts, fact => fact.Name == "device.change").Text("what"));
    }

    [Fact]
    public void ToFacts_ForgedLogOfThousandsOfDisks_IsBounded()
    {
        ArtifactReading reading = Read([.. Enumerable.Range(0, 3000).Select(i => (PlugAndPlay, 410, new[] { ("DeviceInstanceId", $@"SCSI\Disk&Ven_A&Prod_B\{i}") }))]);

        Assert.Equal(500, reading.Facts.Count(fact => fact.Name == "event.disk"));
    }

    [Theory]
    [InlineData("99999999999999999999999999")]
    [InlineData("-1")]
    [InlineData("x")]
    public void ToFacts_NumbersThatAreNone_AreLeftOut(string number)
    {
        ArtifactReading reading = Read(("Microsoft-Windows-Partition", 1006, [("DiskNumber", number), ("Capacity", number), ("BusType", number), ("Model", "M")]));

        Assert.All(reading.Facts.Where(fact => fact.Name == "device.change"), fact => Assert.False(fact.Fields.ContainsKey("number") || fact.Fields.ContainsKey("bus")));
    }

    private static (string, int, (string, string)[]) Partition(string capacity) => ("Microsoft-Windows-Partition", 1006,
        [("DiskNumber", "1"), ("Capacity", capacity), ("BusType", "11"), ("Manufacturer", ""), ("Model", "EXAMPLE HDD 1TB "), ("SerialNumber", "  H1")]);

    private static ArtifactReading Read(params (string Provider, int Id, (string Name, string Value)[] Data)[] events)
    {
        var collector = new EventCollector("System.evtx", Given.Knowledge.Events, MessageCatalog.Empty);
        for (int i = 0; i < events.Length; i++)
        {
            var seen = new EventSeen(i, s_start.AddMinutes(i), events[i].Provider, events[i].Id, 2, "System", "PC-01");
            collector.Take(seen, [.. events[i].Data.Select(item => KeyValuePair.Create((string?)item.Name, item.Value))]);
        }

        return collector.ToReading(mayLackRecords: false);
    }
}
