using System.Collections.Immutable;
using CaseTriage.Analysis.Comparison;
using CaseTriage.Analysis.Documents;
using CaseTriage.Cases;
using CaseTriage.Cases.Model;
using Microsoft.EntityFrameworkCore;

namespace CaseTriage.Web.Features.Devices;

/// <summary>A device to lay beside others.</summary>
/// <param name="IsFound">Whether the case and the device are there.</param>
/// <param name="Inventory">The inventory that speaks for it, or null.</param>
public sealed record DeviceColumn(DeviceKey Key, bool IsFound, string? CaseTitle, DeviceOutcome Outcome, InventorySummary? Inventory)
{
    public ComparedDevice Compared => new(Key.Serial, Outcome, Inventory);
}

/// <summary>Devices of any cases, from what the case file keeps of them; no document is opened.</summary>
public sealed class CompareDevices(IDbContextFactory<CaseDbContext> contexts)
{
    /// <returns>A column for each device asked for: those that work first, then in the order asked for.</returns>
    public async Task<ImmutableArray<DeviceColumn>> RunAsync(ImmutableArray<DeviceKey> devices, CancellationToken cancellationToken)
    {
        string[] numbers = [.. devices.Select(device => device.CaseNumber).Distinct(StringComparer.Ordinal)];
        string[] serials = [.. devices.Select(device => device.Serial).Distinct(StringComparer.Ordinal)];
        await using CaseDbContext context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await (
            from c in context.Cases.AsNoTracking()
            where numbers.Contains(c.Number)
            from d in c.Devices
            where d.SerialNumber != null && serials.Contains(d.SerialNumber)
            select new { c.Number, c.Title, Serial = d.SerialNumber, d.Outcome, Packed = d.Inventories.Where(i => i.Place == 0).Select(i => i.Packed).FirstOrDefault() })
            .ToListAsync(cancellationToken);
        return
        [
            .. devices.Select(key => rows.Find(row => row.Number == key.CaseNumber && row.Serial == key.Serial) is { } row
                    ? new DeviceColumn(key, true, row.Title, row.Outcome, row.Packed is null ? null : DeviceInventory.Open(row.Packed))
                    : new DeviceColumn(key, false, null, DeviceOutcome.Unknown, null))
                .OrderBy(column => SiblingChoice.Rank(column.Outcome)),
        ];
    }
}
