using CaseTriage.Analysis.Comparison;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Tests.Comparison;

public sealed class SiblingComparisonTests
{
    private static readonly DiskSummary s_solid = new("S", "S1", 512, "SATA", Mechanical: false, Boot: true);
    private static readonly DiskSummary s_mechanical = new("M", "M1", 1000, "SATA", Mechanical: true, Boot: false);

    [Fact]
    public void Compare_SecondMechanicalDisk_Separates()
    {
        var facts = SiblingComparison.Compare([Machine(Given.Device, DeviceOutcome.Failed, s_solid, s_mechanical), Machine(Given.Other, DeviceOutcome.Activated, s_solid)]);

        Assert.Equal(["disks", "mechanical-disks"], facts.Select(fact => fact.Text("field")).OfType<string>().Distinct().Order(StringComparer.Ordinal));
        Assert.All(facts, fact => Assert.Equal(Given.Device, fact.Device));
    }

    [Fact]
    public void Compare_OnlySerialsDiffer_IsIdentical()
    {
        var facts = SiblingComparison.Compare([Machine(Given.Device, DeviceOutcome.Failed, s_solid), Machine(Given.Other, DeviceOutcome.Activated, s_solid with { Serial = "S2" })]);

        Assert.All(facts, fact => Assert.Equal("identical", fact.Text("result")));
        Assert.Equal(2, facts.Length);
    }

    [Fact]
    public void Compare_AWorkingOneHasItToo_DoesNotSeparate()
    {
        var facts = SiblingComparison.Compare(
        [
            Machine(Given.Device, DeviceOutcome.Failed, s_solid, s_mechanical),
            Machine(Given.Other, DeviceOutcome.Activated, s_solid),
            Machine("QX07310000103", DeviceOutcome.Activated, s_solid, s_mechanical),
        ]);

        Assert.All(facts, fact => Assert.Equal("identical", fact.Text("result")));
    }

    [Fact]
    public void Compare_NoWorkingOne_SaysNothing() => Assert.Empty(SiblingComparison.Compare([Machine(Given.Device, DeviceOutcome.Failed, s_solid), Machine(Given.Other, DeviceOutcome.Unknown, s_solid)]));

    [Fact]
    public void Compare_AnotherModel_IsNoSibling()
    {
        SiblingComparison.Machine other = Machine(Given.Other, DeviceOutcome.Activated, s_solid);

        Assert.Empty(SiblingComparison.Compare([Machine(Given.Device, DeviceOutcome.Failed, s_solid, s_mechanical), other with { Inventory = other.Inventory with { Smbios = new SmbiosSummary("E", "Tower 9", "1", null, null, null) } }]));
    }

    [Fact]
    public void Shared_SameDiskSerial_IsToldForBoth()
    {
        var facts = SiblingComparison.Shared([Machine(Given.Device, DeviceOutcome.Failed, s_solid), Machine(Given.Other, DeviceOutcome.Activated, s_solid)]);

        Assert.Equal([Given.Device, Given.Other], facts.Select(fact => fact.Device));
        Assert.All(facts, fact => Assert.Equal("disk", fact.Text("field")));
    }

    private static SiblingComparison.Machine Machine(string serial, DeviceOutcome outcome, params DiskSummary[] disks) => new(
        serial,
        outcome,
        new InventorySummary { Integrity = InventoryIntegrity.Intact, Complete = true, Disks = [.. disks], Smbios = new SmbiosSummary("E", "Office 700", serial, null, null, null) },
        new Evidence($"{serial}.txt", "line 1", ""));
}
