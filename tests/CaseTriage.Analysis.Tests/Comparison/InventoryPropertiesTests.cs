using System.Collections.Immutable;
using CaseTriage.Analysis.Comparison;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Tests.Comparison;

public sealed class InventoryPropertiesTests
{
    [Fact]
    public void Named_EachName_IsThereOnce() =>
        Assert.Equal(InventoryProperties.Named.Length, InventoryProperties.Named.Select(property => property.Name).Distinct(StringComparer.Ordinal).Count());

    [Fact]
    public void Named_UsbAdaptersWithoutBus_AreNotSaid() =>
        Assert.Null(Read("usb-adapters", Whole() with { NetworkAdapters = [new NetworkAdapterSummary("02:00:5E:10:00:01", "802_3", Bus: null)] }).Text);

    [Fact]
    public void Named_MechanicalDisksThatDoNotReportIt_AreNotCounted() =>
        Assert.Null(Read("mechanical-disks", Whole() with { Disks = [new DiskSummary("M", "1", 500, "SATA", Mechanical: null, Boot: true)] }).Text);

    [Fact]
    public void Named_NoAdapterInAWholeInventory_IsZero() => Assert.Equal("0", Read("adapters", Whole()).Text);

    [Fact]
    public void Named_HardwareId_GivesItsCountsByClass() =>
        Assert.Equal("Disk 2", Read("hardware-id", With("SppHwid.Disk", "2")).Text);

    [Fact]
    public void Named_HardwareIdWhoseSizesDoNotFit_IsNotSaid() => Assert.Null(Read("hardware-id", With("SppHwid", "AAAA")).Text);

    [Fact]
    public void Identity_EndorsementKey_IsItsHash()
    {
        IdentityValue key = Assert.Single(IdentityValues.Of(With(IdentityValues.EndorsementKeyField, "AQID")));

        Assert.Equal(("tpm", "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81"), (key.Field, key.Value));
    }

    private static PropertyReading Read(string name, InventorySummary inventory) => InventoryProperties.Named.Single(property => property.Name == name).Read(inventory);

    private static InventorySummary Whole() => new() { Integrity = InventoryIntegrity.Intact, Complete = true };

    private static InventorySummary With(string field, string value) => Whole() with { Fields = ImmutableSortedDictionary<string, string>.Empty.Add(field, value) };
}
