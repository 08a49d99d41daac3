using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Cases;
using Microsoft.EntityFrameworkCore;

namespace CaseTriage.Web.Features.Devices;

/// <summary>How common a reading of a device is among others that are activated.</summary>
/// <param name="Name">Name of the property.</param>
/// <param name="Value">What the device's inventory says.</param>
/// <param name="OfProduct">Among activated devices of its product; null where fewer than three say it.</param>
/// <param name="OfAll">Among all activated devices; null where fewer than three say it.</param>
public sealed record ReadingRate(string Name, string Value, Share? OfProduct, Share? OfAll);

/// <param name="Same">Devices that show the same.</param>
/// <param name="Sample">Devices of which it is known.</param>
public sealed record Share(int Same, int Sample);

/// <summary>Base rates: a reading that healthy devices show too explains no failure.</summary>
public sealed class CountReadings(IDbContextFactory<CaseDbContext> contexts)
{
    /// <summary>Of fewer devices nothing is said.</summary>
    public const int LeastSample = 3;

    /// <summary>Rates of all readings of a device as a case has it, in the order of the properties. The device itself is not in the sample.</summary>
    public async Task<ImmutableArray<ReadingRate>> RunAsync(DeviceKey device, CancellationToken cancellationToken)
    {
        await using CaseDbContext context = await contexts.CreateDbContextAsync(cancellationToken);
        var own = await (
            from c in context.Cases.AsNoTracking()
            where c.Number == device.CaseNumber
            from d in c.Devices
            where d.SerialNumber == device.Serial
            select new { d.Product, Readings = d.Readings.OrderBy(r => r.Id).Select(r => new Reading(r.Name, r.Value)).ToList() })
            .FirstOrDefaultAsync(cancellationToken);
        if (own is null || own.Readings.Count == 0)
        {
            return [];
        }

        Dictionary<Reading, Share> all = await CountAsync(context, device.Serial, product: null, own.Readings, cancellationToken);
        Dictionary<Reading, Share> like = own.Product is null ? [] : await CountAsync(context, device.Serial, own.Product, own.Readings, cancellationToken);
        return [.. own.Readings.Select(reading => new ReadingRate(reading.Name, reading.Value, like.GetValueOrDefault(reading), all.GetValueOrDefault(reading)))];
    }

    private static async Task<Dictionary<Reading, Share>> CountAsync(CaseDbContext context, string serial, string? product, List<Reading> own, CancellationToken cancellationToken)
    {
        var healthy =
            from d in context.Devices.AsNoTracking()
            where d.Outcome == DeviceOutcome.Activated && d.SerialNumber != null && d.SerialNumber != serial && (product == null || d.Product == product)
            from r in d.Readings
            select new { r.Name, r.Value, Serial = d.SerialNumber };
        Dictionary<string, int> samples = await healthy.GroupBy(r => r.Name).Select(g => new { g.Key, Count = g.Select(r => r.Serial).Distinct().Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        string[] values = [.. own.Select(reading => reading.Value).Distinct()];
        var same = await healthy.Where(r => values.Contains(r.Value)).GroupBy(r => new { r.Name, r.Value }).Select(g => new { g.Key, Count = g.Select(r => r.Serial).Distinct().Count() })
            .ToDictionaryAsync(g => new Reading(g.Key.Name, g.Key.Value), g => g.Count, cancellationToken);
        return own.Where(reading => samples.GetValueOrDefault(reading.Name) >= LeastSample)
            .ToDictionary(reading => reading, reading => new Share(same.GetValueOrDefault(reading), samples[reading.Name]));
    }

    private sealed record Reading(string Name, string Value);
}
