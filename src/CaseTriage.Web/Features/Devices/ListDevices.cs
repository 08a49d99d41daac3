using System.Collections.Immutable;
using CaseTriage.Analysis.Comparison;
using CaseTriage.Analysis.Documents;
using CaseTriage.Cases;
using CaseTriage.Cases.Model;
using CaseTriage.Web.Features.Cases;
using Microsoft.EntityFrameworkCore;

namespace CaseTriage.Web.Features.Devices;

/// <summary>Which devices to list, by serial number.</summary>
/// <param name="Query">Part of a serial number, product or manufacturer; null for all.</param>
/// <param name="After">Serial number that the page before ended with; null for the first.</param>
/// <param name="Limit">Rows a page, 1 to 200.</param>
public sealed record ListDevicesRequest(string? Query, string? After, int Limit);

/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record DevicePage(ImmutableArray<DeviceRow> Rows, string? Next);

/// <summary>One serial number over all cases; product and outcome are those of the case last touched.</summary>
/// <param name="CaseNumber">The case last touched that knows it.</param>
/// <param name="CaseCount">Cases that know it.</param>
public sealed record DeviceRow(string Serial, string? Manufacturer, string? Product, DeviceOutcome Outcome, string CaseNumber, DateTimeOffset LastActivityAt, int CaseCount, bool HasInventory);

public sealed class ListDevices(IDbContextFactory<CaseDbContext> contexts)
{
    private const int MaxLimit = 200;
    private const int MostSiblings = 8;
    private const int MostCandidates = 500;

    public async Task<DevicePage> RunAsync(ListDevicesRequest request, CancellationToken cancellationToken)
    {
        int limit = Math.Clamp(request.Limit, 1, MaxLimit);
        await using CaseDbContext context = await contexts.CreateDbContextAsync(cancellationToken);
        List<string> serials = await Filter(context.Devices.AsNoTracking(), request)
            .Select(d => d.SerialNumber ?? "").Distinct().OrderBy(serial => serial).Take(limit + 1).ToListAsync(cancellationToken);
        List<string> shown = [.. serials.Take(limit)];
        var rows = await (
            from c in context.Cases.AsNoTracking()
            from d in c.Devices
            where d.SerialNumber != null && shown.Contains(d.SerialNumber)
            select new { Serial = d.SerialNumber, d.Manufacturer, d.Product, d.Outcome, c.Number, c.LastActivityAt, HasInventory = d.Inventories.Any() })
            .ToListAsync(cancellationToken);
        return new DevicePage(
            [
                .. from row in rows
                   group row by row.Serial into device
                   orderby device.Key
                   let last = device.MaxBy(row => row.LastActivityAt)
                   select new DeviceRow(device.Key, last.Manufacturer, last.Product, last.Outcome, last.Number, last.LastActivityAt, device.Select(row => row.Number).Distinct().Count(), device.Any(row => row.HasInventory)),
            ],
            serials.Count > limit ? shown[^1] : null);
    }

    /// <summary>Like devices over all cases: those that work first, then by how much makes them alike. At most eight, without the device itself.</summary>
    public async Task<ImmutableArray<SiblingRow>> FindSiblingsAsync(DeviceKey device, CancellationToken cancellationToken)
    {
        await using CaseDbContext context = await contexts.CreateDbContextAsync(cancellationToken);
        var devices =
            from c in context.Cases.AsNoTracking()
            from d in c.Devices
            where d.SerialNumber != null && d.Inventories.Any()
            select new { c.Id, c.Number, Serial = d.SerialNumber, d.Outcome, d.Manufacturer, d.Product, d.Sku, d.OsBuild, d.ToolBuild };
        var self = await devices.FirstOrDefaultAsync(d => d.Number == device.CaseNumber && d.Serial == device.Serial, cancellationToken);
        if (self is null)
        {
            return [];
        }

        var candidates = await devices.Where(d => d.Serial != self.Serial && (d.Number == self.Number || (self.Product != null && d.Product == self.Product)))
            .OrderByDescending(d => d.Number == self.Number).ThenByDescending(d => d.Id).Take(MostCandidates).ToListAsync(cancellationToken);
        var traits = new DeviceTraits(self.Manufacturer, self.Product, self.Sku, self.OsBuild, self.ToolBuild, self.Number);
        return
        [
            .. candidates.Select(d => new SiblingRow(new DeviceKey(d.Number, d.Serial), d.Outcome, d.Product, traits.Likeness(new DeviceTraits(d.Manufacturer, d.Product, d.Sku, d.OsBuild, d.ToolBuild, d.Number))))
                .Where(sibling => !sibling.Reasons.IsEmpty)
                .OrderBy(sibling => SiblingChoice.Rank(sibling.Outcome)).ThenByDescending(sibling => sibling.Reasons.Length).ThenBy(sibling => sibling.Key.Serial, StringComparer.Ordinal)
                .DistinctBy(sibling => sibling.Key.Serial).Take(MostSiblings),
        ];
    }

    private static IQueryable<CaseDevice> Filter(IQueryable<CaseDevice> devices, ListDevicesRequest request)
    {
        devices = devices.Where(d => d.SerialNumber != null);
        if (!string.IsNullOrWhiteSpace(request.Query))
        {
            string pattern = $"%{Like.Escape(request.Query.Trim())}%";
            devices = devices.Where(d => EF.Functions.Like(d.SerialNumber ?? "", pattern, Like.EscapeSign)
                || EF.Functions.Like(d.Product ?? "", pattern, Like.EscapeSign) || EF.Functions.Like(d.Manufacturer ?? "", pattern, Like.EscapeSign));
        }

#pragma warning disable CA1309 // The database compares, byte by byte as it orders.
        return request.After is { Length: > 0 } after ? devices.Where(d => string.Compare(d.SerialNumber, after) > 0) : devices;
#pragma warning restore CA1309
    }
}

/// <summary>A like device and why it is one.</summary>
public sealed record SiblingRow(DeviceKey Key, DeviceOutcome Outcome, string? Product, ImmutableArray<LikenessReason> Reasons);
