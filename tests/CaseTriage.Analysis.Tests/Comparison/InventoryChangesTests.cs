using CaseTriage.Analysis.Comparison;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Tests.Comparison;

public sealed class InventoryChangesTests
{
    private static readonly DateTimeOffset s_first = new(2024, 3, 1, 2, 0, 0, TimeSpan.Zero);
    private static readonly DiskSummary s_solid = new("S", "S1", 512, "SATA", Mechanical: false, Boot: true);
    private static readonly DiskSummary s_mechanical = new("M", "M1", 1000, "SATA", Mechanical: true, Boot: false);

    [Fact]
    public void Read_DiskGone_IsToldOnceForEachInventory()
    {
        var facts = InventoryChanges.Read(Given.Device, [Inventory(1, s_solid), Inventory(0, s_solid, s_mechanical)]);

        Assert.Equal(["line 1", "line 2"], facts.Select(fact => fact.Evidence.Locator));
        Assert.All(facts, fact => Assert.Equal(("disk", "removed", "M, M1, 1000 GB, SATA", null), (fact.Text("kind"), fact.Text("what"), fact.Text("before"), fact.Text("after"))));
        Assert.All(facts, fact => Assert.Equal(s_first.AddDays(1), fact.At));
    }

    [Fact]
    public void Read_SerialSpelledOtherwise_IsNoChange() => Assert.Empty(InventoryChanges.Read(Given.Device, [Inventory(0, s_solid), Inventory(1, s_solid with { Serial = " s-1 " })]));

    [Fact]
    public void Read_OneIsIncomplete_ConcludesNothingFromAbsence() =>
        Assert.Empty(InventoryChanges.Read(Given.Device, [Inventory(0, s_solid, s_mechanical), Inventory(1, s_solid) with { Complete = false }]));

    [Fact]
    public void Read_DamagedOrWithoutTime_IsLeftOut() => Assert.Empty(InventoryChanges.Read(
        Given.Device,
        [Inventory(0, s_solid, s_mechanical), Inventory(1, s_solid) with { Integrity = InventoryIntegrity.Damaged }, Inventory(2, s_solid) with { OsSystemTime = null }]));

    [Fact]
    public void Read_BoardAndBuildChanged_TellsBoth()
    {
        InventorySummary later = Inventory(1, s_solid) with { OsBuild = "19045", Smbios = new SmbiosSummary(null, null, null, "other", null, null) };

        Assert.Equal(["board", "os"], InventoryChanges.Read(Given.Device, [Inventory(0, s_solid), later]).Select(fact => fact.Text("kind")).OfType<string>().Distinct());
    }

    [Fact]
    public void Read_NothingInCommon_IsAnotherMachine()
    {
        InventorySummary other = Inventory(1, s_mechanical) with { Smbios = new SmbiosSummary(null, null, "PF3XK2A7", "other", null, null), NetworkAdapters = [new NetworkAdapterSummary("02-02", null, null)] };

        Fact fact = Assert.Single(InventoryChanges.Read(Given.Device, [Inventory(0, s_solid), other]));

        Assert.Equal(("bundle.other", Given.Device, "PF3XK2A7", "line 2"), (fact.Name, fact.Text("named"), fact.Text("held"), fact.Evidence.Locator));
    }

    private static InventorySummary Inventory(int day, params DiskSummary[] disks) => new()
    {
        Integrity = InventoryIntegrity.Intact,
        Complete = true,
        OsSystemTime = s_first.AddDays(day),
        OsBuild = "19044",
        Disks = [.. disks],
        NetworkAdapters = [new NetworkAdapterSummary("02-01", null, null)],
        Smbios = new SmbiosSummary(null, null, null, "uuid", null, null),
        Evidence = new Evidence("a.txt", $"line {day + 1}", ""),
    };
}
