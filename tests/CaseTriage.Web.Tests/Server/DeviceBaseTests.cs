using System.Collections.Immutable;
using CaseTriage.Analysis;
using CaseTriage.Analysis.Comparison;
using CaseTriage.Analysis.Documents;
using CaseTriage.Cases;
using CaseTriage.Cases.Model;
using CaseTriage.Cases.Storage;
using CaseTriage.Web.Features.Devices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CaseTriage.Web.Tests.Server;

/// <summary>Questions to all devices of a case file.</summary>
public sealed class DeviceBaseTests : IDisposable
{
    private const string Failing = "QX07310000101";
    private static readonly DateTimeOffset s_now = new(2024, 3, 5, 12, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("device-base").FullName;
    private readonly CaseDbContextFactory _contexts;

    public DeviceBaseTests()
    {
        _contexts = new CaseDbContextFactory(Path.Combine(_folder, "cases.db"), loggers: null);
        using CaseDbContext context = _contexts.CreateDbContext();
        context.Database.Migrate();
    }

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task CountReadings_AmongHealthyDevices_SaysTheSampleAndNothingOfTwo()
    {
        Add("C-1", Device(Failing, DeviceOutcome.Failed, "Desk 7", disks: 2), Device("A1", DeviceOutcome.Activated, "Desk 7"), Device("A2", DeviceOutcome.Activated, "Desk 7"), Device("A3", DeviceOutcome.Activated, "Desk 7", disks: 2));
        Add("C-2", Device("A1", DeviceOutcome.Activated, "Desk 7"), Device("B1", DeviceOutcome.Activated, "Tower 9"), Device("B2", DeviceOutcome.Failed, "Tower 9"));

        ImmutableArray<ReadingRate> rates = await new CountReadings(_contexts).RunAsync(new DeviceKey("C-1", Failing), Token);
        ImmutableArray<ReadingRate> tower = await new CountReadings(_contexts).RunAsync(new DeviceKey("C-2", "B2"), Token);

        ReadingRate disks = rates.Single(rate => rate.Name == "disks");
        Assert.Equal(("2", new Share(1, 3), new Share(1, 4)), (disks.Value, disks.OfProduct, disks.OfAll));
        ReadingRate alone = tower.Single(rate => rate.Name == "disks");
        Assert.Equal((null, new Share(3, 4)), (alone.OfProduct, alone.OfAll));
    }

    [Fact]
    public async Task CountReadings_TheDeviceItself_IsNotInTheSample()
    {
        Add("C-1", Device("A1", DeviceOutcome.Activated, "Desk 7"), Device("A2", DeviceOutcome.Activated, "Desk 7"), Device("A3", DeviceOutcome.Activated, "Desk 7"));

        Assert.All(await new CountReadings(_contexts).RunAsync(new DeviceKey("C-1", "A1"), Token), rate => Assert.Equal((null, null), (rate.OfProduct, rate.OfAll)));
    }

    [Fact]
    public async Task FindSharedIdentities_OverCases_NamesTheHolders()
    {
        Add("C-1", Device(Failing, DeviceOutcome.Failed, "Desk 7", mac: "02:00:5E:10:00:01"));
        Add("C-2", Device("A1", DeviceOutcome.Activated, "Desk 7", mac: "02-00-5e-10-00-01"), Device("A2", DeviceOutcome.Activated, "Desk 7", mac: "02:00:5E:10:00:02"));
        Add("C-3", Device(Failing, DeviceOutcome.Failed, "Desk 7", mac: "02:00:5E:10:00:01"));
        var find = new FindSharedIdentities(_contexts);

        SharedIdentity shared = Assert.Single(await find.RunAsync(serial: null, Token));

        Assert.Equal(("mac", "02:00:5E:10:00:01"), (shared.Field, shared.Value));
        Assert.Equal([new DeviceKey("C-2", "A1"), new DeviceKey("C-1", Failing), new DeviceKey("C-3", Failing)], shared.Holders.Select(holder => holder.Key));
        Assert.Single(await find.RunAsync(Failing, Token));
        Assert.Empty(await find.RunAsync("A2", Token));
    }

    [Fact]
    public async Task ListDevices_PageByPage_GivesEachSerialOnce()
    {
        Add("C-1", [.. Enumerable.Range(10, 5).Select(i => Device($"A{i}", DeviceOutcome.Failed, "Desk 7"))]);
        Add("C-2", Device("A12", DeviceOutcome.Activated, "Desk 7"), Device("B_1", DeviceOutcome.Unknown, "Tower 9"));
        var list = new ListDevices(_contexts);

        DevicePage first = await list.RunAsync(new ListDevicesRequest(null, null, 4), Token);
        DevicePage second = await list.RunAsync(new ListDevicesRequest(null, first.Next, 4), Token);

        Assert.Equal(["A10", "A11", "A12", "A13", "A14", "B_1"], first.Rows.Concat(second.Rows).Select(row => row.Serial));
        Assert.Null(second.Next);
        DeviceRow twice = first.Rows.Single(row => row.Serial == "A12");
        Assert.Equal((2, "C-2", DeviceOutcome.Activated), (twice.CaseCount, twice.CaseNumber, twice.Outcome));
        Assert.Equal(["B_1"], (await list.RunAsync(new ListDevicesRequest("_", null, 50), Token)).Rows.Select(row => row.Serial));
        Assert.Equal(["B_1"], (await list.RunAsync(new ListDevicesRequest("tower", null, 50), Token)).Rows.Select(row => row.Serial));
    }

    [Fact]
    public async Task FindSiblings_OverCases_PutsWorkingOnesFirstAndLeavesOtherModelsOut()
    {
        Add("C-1", Device(Failing, DeviceOutcome.Failed, "Desk 7"), Device("A1", DeviceOutcome.Failed, "Desk 7"), Device("B1", DeviceOutcome.Activated, "Tower 9"));
        Add("C-2", Device("A2", DeviceOutcome.Activated, "Desk 7"));

        ImmutableArray<SiblingRow> siblings = await new ListDevices(_contexts).FindSiblingsAsync(new DeviceKey("C-1", Failing), Token);

        Assert.Equal(["A2", "A1"], siblings.Select(sibling => sibling.Key.Serial));
        Assert.Equal([LikenessReason.Model, LikenessReason.Image, LikenessReason.Site], siblings[1].Reasons);
    }

    [Fact]
    public async Task CompareDevices_WorkingFirst_AndSaysWhatIsNotThere()
    {
        Add("C-1", Device(Failing, DeviceOutcome.Failed, "Desk 7", disks: 2));
        Add("C-2", Device("A1", DeviceOutcome.Activated, "Desk 7"));

        ImmutableArray<DeviceColumn> columns = await new CompareDevices(_contexts).RunAsync([new DeviceKey("C-1", Failing), new DeviceKey("C-1", "A1"), new DeviceKey("C-2", "A1")], Token);

        Assert.Equal([("C-2", true, 1), ("C-1", true, 2), ("C-1", false, 0)], columns.Select(column => (column.Key.CaseNumber, column.IsFound, column.Inventory?.Disks.Length ?? 0)));
    }

    [Fact]
    public async Task GetDevice_OverCases_TellsWhatChanged()
    {
        Add("C-1", Device(Failing, DeviceOutcome.Failed, "Desk 7", disks: 2));
        Add("C-2", Device(Failing, DeviceOutcome.Activated, "Desk 7", at: s_now.AddDays(1)));
        var get = new GetDevice(_contexts, new FindSharedIdentities(_contexts), new CountReadings(_contexts), new ListDevices(_contexts));

        DeviceView? view = await get.RunAsync(Failing, Language.English, Token);

        Assert.NotNull(view);
        Assert.Equal([("C-2", DeviceOutcome.Activated), ("C-1", DeviceOutcome.Failed)], view.Cases.Select(c => (c.CaseNumber, c.Outcome)));
        Assert.Contains(new InventoryChange("disks", null, "2", "1"), view.Inventories[0].Changes);
        Assert.True(view.Inventories[1].IsFirst);
        Assert.Null(await get.RunAsync("NOBODY", Language.English, Token));
    }

    /// <summary>Says how long the questions take over a thousand devices; figures are in docs/performance.md.</summary>
    [Fact]
    public async Task Questions_OverAThousandDevices_AreTimed()
    {
        for (int number = 0; number < 100; number++)
        {
            Add($"C-{number}", [.. Enumerable.Range(0, 10).Select(i => Device($"S{number:00}{i}", i < 7 ? DeviceOutcome.Activated : DeviceOutcome.Failed, $"Desk {i % 3}", disks: 1 + (i % 2), mac: $"02:00:5E:00:{number:X2}:{i:X2}"))]);
        }

        ImmutableArray<DeviceKey> eight = [.. Enumerable.Range(10, 8).Select(number => new DeviceKey($"C-{number}", $"S{number:00}{number % 10}"))];
        var get = new GetDevice(_contexts, new FindSharedIdentities(_contexts), new CountReadings(_contexts), new ListDevices(_contexts));
        int rows = 0;

        await TimeAsync("compare eight", async () => rows = DeviceTable.Of([.. (await new CompareDevices(_contexts).RunAsync(eight, Token)).Select(column => column.Compared)]).Rows.Length);
        await TimeAsync("siblings of one", () => new ListDevices(_contexts).FindSiblingsAsync(eight[0], Token));
        await TimeAsync("base rates of one", () => new CountReadings(_contexts).RunAsync(eight[0], Token));
        await TimeAsync("identities shared by any", () => new FindSharedIdentities(_contexts).RunAsync(serial: null, Token));
        await TimeAsync("page of a device", () => get.RunAsync(eight[0].Serial, Language.English, Token));
        await TimeAsync("page of the list", () => new ListDevices(_contexts).RunAsync(new ListDevicesRequest("desk", "S50", 50), Token));

        Assert.InRange(rows, 15, 100);
    }

    private static async Task TimeAsync(string what, Func<Task> ask)
    {
        await ask();
        double[] times = new double[20];
        for (int i = 0; i < times.Length; i++)
        {
            long begin = TimeProvider.System.GetTimestamp();
            await ask();
            times[i] = TimeProvider.System.GetElapsedTime(begin).TotalMilliseconds;
        }

        Array.Sort(times);
        Xunit.TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"{what}: median {times[10]:0.0} ms, slowest {times[^1]:0.0} ms"));
    }

    private void Add(string number, params IEnumerable<DeviceSummary> devices)
    {
        using CaseDbContext context = _contexts.CreateDbContext();
        var supportCase = new SupportCase(number, $"Title of {number}", reference: null, s_now.AddMinutes(number[^1]));
        context.Cases.Add(supportCase);
        supportCase.RecordDevices(devices);
        context.SaveChanges();
    }

    private static DeviceSummary Device(string serial, DeviceOutcome outcome, string product, int disks = 1, string? mac = null, DateTimeOffset? at = null)
    {
        var inventory = new InventorySummary
        {
            Integrity = InventoryIntegrity.Intact,
            Complete = true,
            OsBuild = "10.0.17763.1192",
            OsSystemTime = at ?? s_now,
            Disks = [.. Enumerable.Range(1, disks).Select(i => new DiskSummary("CELL", Serial: null, 256, "SATA", Mechanical: i > 1, Boot: i == 1))],
            NetworkAdapters = mac is null ? [] : [new NetworkAdapterSummary(mac, "802_3", "PCI")],
            Smbios = new SmbiosSummary("E", product, serial, null, null, null),
        };
        return new DeviceSummary { SerialNumber = serial, Label = serial, Outcome = outcome, Inventory = inventory, Inventories = [inventory] };
    }
}
