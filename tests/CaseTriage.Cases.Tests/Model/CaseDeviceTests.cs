using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Cases.Model;
using Microsoft.EntityFrameworkCore;

namespace CaseTriage.Cases.Tests.Model;

public sealed class CaseDeviceTests : IDisposable
{
    private const string Serial = "QX07310000101";
    private static readonly DateTimeOffset s_now = new(2024, 3, 5, 12, 0, 0, TimeSpan.Zero);
    private readonly CaseFileFixture _file = new();

    public CaseDeviceTests()
    {
        using CaseDbContext context = _file.Contexts.CreateDbContext();
        context.Cases.Add(new SupportCase("C-1", "Title", reference: null, s_now));
        context.SaveChanges();
    }

    public void Dispose() => _file.Dispose();

    [Fact]
    public void RecordDevices_WithInventories_KeepsThemWholeAndInOrder()
    {
        InventorySummary speaking = Inventory("02:00:5E:10:00:02");
        Record(Device(speaking, Inventory("02:00:5E:10:00:01") with { Integrity = InventoryIntegrity.Truncated }));

        using CaseDbContext context = _file.Contexts.CreateDbContext();
        CaseDevice device = context.Devices.Include(d => d.Inventories).Include(d => d.Identities).Single();
        Assert.Equal(["02:00:5E:10:00:02", "02:00:5E:10:00:01"], device.Inventories.OrderBy(i => i.Place).Select(i => DeviceInventory.Open(i.Packed).NetworkAdapters[0].Mac));
        Assert.Equal(["02:00:5E:10:00:01", "02:00:5E:10:00:02"], device.Identities.Where(i => i.Field == "mac").Select(i => i.Value).Order(StringComparer.Ordinal));
        Assert.Equal(("E", "Desk 7"), (device.Manufacturer, device.Product));
        Assert.Equal(CaseDevice.FactsVersion, context.Cases.Single().DeviceFactsVersion);
    }

    [Fact]
    public void RecordDevices_Readings_AreWhatIsKnownAndTheKnownMisreadings()
    {
        Record(Device(Inventory("02:00:5E:10:00:01")));

        using CaseDbContext context = _file.Contexts.CreateDbContext();
        Dictionary<string, string> readings = context.Devices.Include(d => d.Readings).Single().Readings.ToDictionary(r => r.Name, r => r.Value, StringComparer.Ordinal);
        Assert.Equal(("1", "+30:00", "-"), (readings["disks"], readings["localOffset"], readings["tpm"]));
        Assert.DoesNotContain("uuid", readings.Keys);
        Assert.DoesNotContain("processor", readings.Keys);
    }

    [Fact]
    public void RecordDevices_Placeholders_AreNoIdentity()
    {
        Record(Device(Inventory("00:00:00:00:00:00") with { Smbios = new SmbiosSummary("To be filled by O.E.M.", "Default string", Serial, "03000200-0400-0500-0006-000700080009", null, null) }));

        using CaseDbContext context = _file.Contexts.CreateDbContext();
        CaseDevice device = context.Devices.Include(d => d.Identities).Single();
        Assert.Equal(["disk"], device.Identities.Select(i => i.Field));
        Assert.Null(device.Product);
    }

    [Fact]
    public void RecordDevices_Again_ReplacesAllRows()
    {
        Record(Device(Inventory("02:00:5E:10:00:01")));
        Record(Device(Inventory("02:00:5E:10:00:09")));

        using CaseDbContext context = _file.Contexts.CreateDbContext();
        Assert.Equal((1, 1), (context.Devices.Count(), context.Set<DeviceInventory>().Count()));
        Assert.Equal("02:00:5E:10:00:09", context.Set<DeviceIdentityValue>().Single(i => i.Field == "mac").Value);
    }

    [Fact]
    public void Delete_TheCase_TakesAllRowsWithIt()
    {
        Record(Device(Inventory("02:00:5E:10:00:01")));
        using CaseDbContext context = _file.Contexts.CreateDbContext();

        context.Cases.Remove(context.Cases.Single());
        context.SaveChanges();

        Assert.Equal((0, 0, 0), (context.Set<DeviceInventory>().Count(), context.Set<DeviceReading>().Count(), context.Set<DeviceIdentityValue>().Count()));
    }

    [Fact]
    public void RecordDevices_ValuesOfAnyLength_AreCut()
    {
        string endless = new('x', 5000);
        Record(Device(Inventory("02:00:5E:10:00:01") with { OsBuild = endless, Smbios = new SmbiosSummary(endless, endless, Serial, endless, endless, endless) }));

        using CaseDbContext context = _file.Contexts.CreateDbContext();
        Assert.All(context.Set<DeviceReading>().Select(r => r.Value).Concat(context.Set<DeviceIdentityValue>().Select(i => i.Value)), value => Assert.InRange(value.Length, 1, 200));
    }

    private void Record(params IEnumerable<DeviceSummary> devices)
    {
        using CaseDbContext context = _file.Contexts.CreateDbContext();
        context.Cases.Include(c => c.Devices).Single().RecordDevices(devices);
        context.SaveChanges();
    }

    private static DeviceSummary Device(params ImmutableArray<InventorySummary> inventories) =>
        new() { SerialNumber = Serial, Label = Serial, Outcome = DeviceOutcome.Activated, Inventory = inventories[0], Inventories = inventories };

    private static InventorySummary Inventory(string mac) => new()
    {
        Integrity = InventoryIntegrity.Intact,
        Complete = true,
        LocalOffset = "+30:00",
        Disks = [new DiskSummary("CELL", "S1", 256, "SATA", Mechanical: false, Boot: true)],
        NetworkAdapters = [new NetworkAdapterSummary(mac, "802_3", "PCI")],
        Smbios = new SmbiosSummary("E", "Desk 7", Serial, null, null, null),
    };
}
