using System.Collections.Immutable;
using CaseTriage.Analysis;
using CaseTriage.Analysis.Comparison;
using CaseTriage.Analysis.Documents;
using CaseTriage.Cases;
using CaseTriage.Cases.Model;
using CaseTriage.Web.Features.Cases;
using Microsoft.EntityFrameworkCore;

namespace CaseTriage.Web.Features.Devices;

/// <summary>One serial number over all cases.</summary>
public sealed record DeviceView
{
    public required string Serial { get; init; }

    /// <summary>Last touched first; at most <see cref="GetDevice.MostCases"/>.</summary>
    public required ImmutableArray<DeviceAppearance> Cases { get; init; }

    /// <summary>Newest first; those without a time last.</summary>
    public required ImmutableArray<DatedInventory> Inventories { get; init; }

    public ImmutableArray<SharedIdentity> Shared { get; init; } = [];

    public ImmutableArray<ReadingRate> Rates { get; init; } = [];

    public ImmutableArray<SiblingRow> Siblings { get; init; } = [];
}

/// <summary>The device in one case.</summary>
/// <param name="Findings">Fired findings that name the device, in the language asked for.</param>
public sealed record DeviceAppearance(
    string CaseNumber,
    string CaseTitle,
    CaseState CaseState,
    DateTimeOffset LastActivityAt,
    DeviceOutcome Outcome,
    ImmutableArray<Analysis.Documents.Evidence> OutcomeEvidence,
    ImmutableArray<Finding> Findings);

/// <summary>An inventory of the device.</summary>
/// <param name="Changes">What is another than in the inventory before it; empty in the first.</param>
/// <param name="IsFirst">Whether none is older.</param>
public sealed record DatedInventory(string CaseNumber, InventorySummary Inventory, ImmutableArray<InventoryChange> Changes, bool IsFirst);

public sealed class GetDevice(IDbContextFactory<CaseDbContext> contexts, FindSharedIdentities identities, CountReadings readings, ListDevices devices)
{
    /// <summary>Most cases of a device that are opened for its page.</summary>
    public const int MostCases = 20;

    /// <returns>The device, or null where no case knows the serial number.</returns>
    public async Task<DeviceView?> RunAsync(string serial, Language language, CancellationToken cancellationToken)
    {
        await using CaseDbContext context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await (
            from c in context.Cases.AsNoTracking()
            from d in c.Devices
            where d.SerialNumber == serial
            orderby c.LastActivityAt descending, c.Id descending
            select new { c.Number, c.Title, c.State, c.LastActivityAt, c.PublishedId, d.Outcome, Inventories = d.Inventories.OrderBy(i => i.Place).Select(i => i.Packed).ToList() })
            .Take(MostCases).ToListAsync(cancellationToken);
        if (rows.Count == 0)
        {
            return null;
        }

        List<DeviceAppearance> appearances = [];
        foreach (var row in rows)
        {
            AnalysisDocument? document = await ReadAsync(context, row.PublishedId, language, cancellationToken);
            DeviceSummary? device = document?.Devices.FirstOrDefault(d => d.SerialNumber == serial);
            appearances.Add(new DeviceAppearance(
                row.Number, row.Title, row.State, row.LastActivityAt, row.Outcome, device?.OutcomeEvidence ?? [],
                [.. (document?.Findings ?? []).Where(f => f.Outcome == FindingOutcome.Fired && f.Devices.Contains(serial))]));
        }

        var newest = new DeviceKey((rows.Find(row => row.Inventories.Count > 0) ?? rows[0]).Number, serial);
        return new DeviceView
        {
            Serial = serial,
            Cases = [.. appearances],
            Inventories = Dated(rows.SelectMany(row => row.Inventories.Select(packed => (row.Number, Inventory: DeviceInventory.Open(packed))))),
            Shared = await identities.RunAsync(serial, cancellationToken),
            Rates = await readings.RunAsync(newest, cancellationToken),
            Siblings = await devices.FindSiblingsAsync(newest, cancellationToken),
        };
    }

    private static ImmutableArray<DatedInventory> Dated(IEnumerable<(string CaseNumber, InventorySummary Inventory)> inventories)
    {
        (string CaseNumber, InventorySummary Inventory)[] ordered = [.. inventories.OrderByDescending(entry => entry.Inventory.OsSystemTime ?? DateTimeOffset.MinValue)];
        return
        [
            .. ordered.Select((entry, i) => i + 1 < ordered.Length
                ? new DatedInventory(entry.CaseNumber, entry.Inventory, InventoryChange.Between(ordered[i + 1].Inventory, entry.Inventory), IsFirst: false)
                : new DatedInventory(entry.CaseNumber, entry.Inventory, [], IsFirst: true)),
        ];
    }

    private static async Task<AnalysisDocument?> ReadAsync(CaseDbContext context, int? published, Language language, CancellationToken cancellationToken)
    {
        byte[]? packed = published is null
            ? null
            : await context.Set<PublishedTexts>().AsNoTracking().Where(t => t.PublishedAnalysisId == published).Select(PublishedTexts.In(language)).SingleOrDefaultAsync(cancellationToken);
        return packed is null ? null : PackedDocument.Open(packed);
    }
}
