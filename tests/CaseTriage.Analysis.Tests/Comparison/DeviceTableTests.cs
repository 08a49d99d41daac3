using System.Collections.Immutable;
using CaseTriage.Analysis.Comparison;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Tests.Comparison;

public sealed class DeviceTableTests
{
    private const string Third = "QX07310000103";

    [Fact]
    public void Of_ADiskThatOnlyFailingOnesHave_StandsFirstAndAloneInItsLine()
    {
        DeviceTable table = Table(
            Works(Given.Device, Whole(Solid("S1"))),
            Fails(Given.Other, Whole(Solid("S2"), Mechanical("M2"))),
            Fails(Third, Whole(Mechanical("M3"), Solid("S3"))));

        Assert.Equal(["disk", "disks", "mechanical-disks"], Separating(table));
        TableRow line = table.Rows.First(row => row.Name == "disk");
        Assert.Equal(2, line.Number);
        Assert.Equal(["-", "SPIN · 1000 GB · SATA · HDD", "SPIN · 1000 GB · SATA · HDD"], line.Cells.Select(cell => cell.Text));
    }

    [Fact]
    public void Of_AFailingOneWithoutIt_DoesNotSeparate()
    {
        DeviceTable table = Table(Works(Given.Device, Whole(Solid("S1"))), Fails(Given.Other, Whole(Solid("S2"), Mechanical("M2"))), Fails(Third, Whole(Solid("S3"))));

        Assert.Empty(Separating(table));
        Assert.Equal(RowState.Differs, State(table, "disks"));
    }

    [Theory]
    [InlineData(InventoryIntegrity.Truncated)]
    [InlineData(InventoryIntegrity.Damaged)]
    public void Of_WhatIsNotSaid_IsNeitherZeroNorADifference(InventoryIntegrity integrity)
    {
        DeviceTable table = Table(Works(Given.Device, Whole(Solid("S1"), Mechanical("M1"))), Fails(Given.Other, new InventorySummary { Integrity = integrity, Disks = [Solid("S2")] }));

        Assert.Empty(Separating(table));
        Assert.Null(table.Rows.First(row => row.Name == "disks").Cells[1].Text);
        Assert.Equal(RowState.Unknown, State(table, "disks"));
        Assert.Equal(RowState.Unknown, State(table, "adapters"));
    }

    [Fact]
    public void Of_ADamagedInventory_IsShownAndComparedWithNothing()
    {
        DeviceTable table = Table(Works(Given.Device, Whole(Solid("S1"))), Fails(Given.Other, Whole(Solid("S1")) with { Integrity = InventoryIntegrity.Damaged, OsBuild = "10.0.1" }));

        TableRow build = table.Rows.First(row => row.Name == "osBuild");
        Assert.Equal((RowState.Unknown, "10.0.1"), (build.State, build.Cells[1].Text));
        Assert.Equal(RowState.Unknown, State(table, "disk-serials"));
    }

    [Fact]
    public void Of_OneThatDoesNotSayIt_KeepsTheOthersFromSeparating()
    {
        InventorySummary excerpt = Whole(Solid("S3")) with { Complete = false };
        DeviceTable table = Table(Works(Given.Device, Whole(Solid("S1"))), Fails(Given.Other, Whole(Solid("S2"), Mechanical("M2"))), Fails(Third, excerpt));

        Assert.Equal(RowState.Differs, State(table, "disks"));
    }

    [Fact]
    public void Of_ADeviceWithoutInventory_SaysNothingAndHindersNothing()
    {
        DeviceTable table = Table(Works(Given.Device, Whole(Solid("S1"))), Fails(Given.Other, Whole(Solid("S2"), Mechanical("M2"))), new ComparedDevice(Third, DeviceOutcome.Failed, null));

        Assert.Contains("disks", Separating(table));
    }

    [Theory]
    [InlineData("processor", "ProcessorModel", "Fast  CPU 5", "fast cpu 5")]
    [InlineData("memory", "TotalPhysicalRAM", "8", "8.00 GB")]
    [InlineData("chassis", "ChassisType", "0x0A", "10")]
    [InlineData("SomeSwitch", "SomeSwitch", "true", "Yes")]
    public void Of_AnotherWriting_OnlyLooksDifferent(string row, string field, string one, string other)
    {
        DeviceTable table = Table(Works(Given.Device, With(field, one)), Fails(Given.Other, With(field, other)));

        Assert.Equal((RowState.LooksDifferent, "writing"), table.Rows.Where(entry => entry.Name == row).Select(entry => (entry.State, entry.Reason)).Single());
    }

    [Fact]
    public void Of_VersionsThatEndInZero_StayDifferent() =>
        Assert.Equal(RowState.Differs, State(Table(Works(Given.Device, With("SmbiosBoardVersion", "1.10")), Fails(Given.Other, With("SmbiosBoardVersion", "1.1"))), "board"));

    [Fact]
    public void Of_OffsetOfAnOldCollector_OnlyLooksDifferent()
    {
        DeviceTable table = Table(Works(Given.Device, Whole() with { LocalOffset = "+08:00" }), Fails(Given.Other, Whole() with { LocalOffset = "+30:00" }));

        Assert.Equal((RowState.LooksDifferent, "offset-placeholder"), table.Rows.Where(row => row.Name == "localOffset").Select(row => (row.State, row.Reason)).Single());
    }

    [Theory]
    [InlineData(512, 511, RowState.LooksDifferent)]
    [InlineData(256, 238, RowState.LooksDifferent)]
    [InlineData(256, 240, RowState.Separates)]
    [InlineData(500, 512, RowState.Separates)]
    public void Of_SizesOfADisk_DifferByMoreThanRounding(long one, long other, RowState expected)
    {
        DeviceTable table = Table(Works(Given.Device, Whole(Solid("S1") with { CapacityInGB = one })), Fails(Given.Other, Whole(Solid("S2") with { CapacityInGB = other })));

        Assert.Equal(expected, State(table, "disk"));
    }

    [Fact]
    public void Of_EqualIdentity_IsSuspicious()
    {
        DeviceTable table = Table(Works(Given.Device, Whole() with { NetworkAdapters = [Adapter("02-00-5e-10-00-01")] }), Fails(Given.Other, Whole() with { NetworkAdapters = [Adapter("02:00:5E:10:00:01"), Adapter("02:00:5E:10:00:02")] }));

        TableRow row = table.Rows.First(entry => entry.Name == "mac-addresses");
        Assert.Equal((RowState.SharedIdentity, "02:00:5E:10:00:01"), (row.State, Assert.Single(row.Shared)));
    }

    [Fact]
    public void Of_PlaceholdersThatAreEqual_AreSuspiciousToo()
    {
        InventorySummary blank = Whole() with { Smbios = new SmbiosSummary("E", "P", "1", "03000200-0400-0500-0006-000700080009", null, null) };
        DeviceTable table = Table(Works(Given.Device, blank), Fails(Given.Other, blank));

        Assert.Equal(RowState.SharedIdentity, State(table, "uuid"));
        Assert.True(Assert.Single(IdentityValues.Of(blank)).IsPlaceholder);
    }

    [Fact]
    public void Of_OneDeviceAtTwoTimes_ShowsWhatChanged()
    {
        InventorySummary before = Whole(Solid("S1"));
        DeviceTable table = Table(Works(Given.Device, before), Works(Given.Device, Whole(Solid("S2"))));

        Assert.Equal((RowState.Differs, RowState.Same), (State(table, "disk-serials"), State(table, "disks")));
    }

    [Fact]
    public void Of_NothingKnownOfAny_HasNoRows() => Assert.Empty(Table(new ComparedDevice(Given.Device, DeviceOutcome.Failed, null), new ComparedDevice(Given.Other, DeviceOutcome.Activated, null)).Rows);

    [Fact]
    public void Of_FieldsThatNoPropertyTells_StandLast()
    {
        DeviceTable table = Table(Works(Given.Device, With("NewField", "1")), Fails(Given.Other, With("NewField", "2")));

        Assert.Equal(("NewField", RowState.Differs), (table.Rows[^1].Name, table.Rows[^1].State));
    }

    [Fact]
    public void SiblingChoice_MoreThanFit_KeepsTheFailingOneAndItsLike()
    {
        ImmutableArray<DeviceSummary> devices =
        [
            .. Enumerable.Range(10, 9).Select(i => Summary($"OTHER{i}", DeviceOutcome.Activated, Whole() with { Smbios = new SmbiosSummary("E", "Tower", "1", null, null, null) })),
            Summary(Given.Device, DeviceOutcome.Failed, Whole()),
            Summary(Given.Other, DeviceOutcome.Activated, Whole()),
        ];

        ImmutableArray<ComparedDevice> chosen = SiblingChoice.Of(devices);

        Assert.Equal(DeviceTable.MaxDevices, chosen.Length);
        Assert.Contains(chosen, device => device.Serial == Given.Other);
        Assert.Equal(Given.Device, chosen[^1].Serial);
    }

    private static DeviceTable Table(params ImmutableArray<ComparedDevice> devices) => DeviceTable.Of(devices);

    private static IEnumerable<string> Separating(DeviceTable table) => table.Rows.Where(row => row.State == RowState.Separates).Select(row => row.Name);

    private static RowState State(DeviceTable table, string name) => table.Rows.First(row => row.Name == name).State;

    private static ComparedDevice Works(string serial, InventorySummary inventory) => new(serial, DeviceOutcome.Activated, inventory);

    private static ComparedDevice Fails(string serial, InventorySummary inventory) => new(serial, DeviceOutcome.Failed, inventory);

    private static DeviceSummary Summary(string serial, DeviceOutcome outcome, InventorySummary inventory) => new() { SerialNumber = serial, Label = serial, Outcome = outcome, Inventory = inventory };

    private static InventorySummary With(string field, string value) => Whole() with { Fields = ImmutableSortedDictionary<string, string>.Empty.Add(field, value) };

    private static InventorySummary Whole(params ImmutableArray<DiskSummary> disks) =>
        new() { Integrity = InventoryIntegrity.Intact, Complete = true, Disks = disks, Smbios = new SmbiosSummary("E", "Desk 7", "1", null, null, null), OsBuild = "10.0.17763.1192" };

    private static DiskSummary Solid(string serial) => new("CELL", serial, 256, "SATA", Mechanical: false, Boot: true);

    private static DiskSummary Mechanical(string serial) => new("SPIN", serial, 1000, "SATA", Mechanical: true, Boot: false);

    private static NetworkAdapterSummary Adapter(string mac) => new(mac, "802_3", "PCI");
}
