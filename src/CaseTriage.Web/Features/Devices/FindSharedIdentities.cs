using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Cases;
using CaseTriage.Cases.Model;
using Microsoft.EntityFrameworkCore;

namespace CaseTriage.Web.Features.Devices;

/// <summary>A value that one device alone should have, and the devices that have it.</summary>
/// <param name="Field"><c>uuid</c>, <c>mac</c>, <c>disk</c>, <c>tpm</c>.</param>
/// <param name="Holders">By serial number; at most a hundred.</param>
public sealed record SharedIdentity(string Field, string Value, ImmutableArray<IdentityHolder> Holders);

public sealed record IdentityHolder(DeviceKey Key, DeviceOutcome Outcome);

/// <summary>Identities that several serial numbers share, over all cases.</summary>
public sealed class FindSharedIdentities(IDbContextFactory<CaseDbContext> contexts)
{
    private const int MostValues = 100;
    private const int MostHolders = 100;

    /// <param name="serial">Only those of this device; null for all.</param>
    /// <returns>Those that most devices share first; at most a hundred.</returns>
    public async Task<ImmutableArray<SharedIdentity>> RunAsync(string? serial, CancellationToken cancellationToken)
    {
        await using CaseDbContext context = await contexts.CreateDbContextAsync(cancellationToken);
        var entries =
            from d in context.Devices.AsNoTracking()
            where d.SerialNumber != null
            from i in d.Identities
            select new { i.Field, i.Value, Serial = d.SerialNumber, d.Outcome, d.SupportCaseId };
        var own = entries.Where(mine => mine.Serial == serial);
        var shared = await entries
            .Where(e => serial == null || own.Any(mine => mine.Field == e.Field && mine.Value == e.Value))
            .GroupBy(e => new { e.Field, e.Value })
            .Select(g => new { g.Key.Field, g.Key.Value, Count = g.Select(e => e.Serial).Distinct().Count() })
            .Where(g => g.Count > 1)
            .OrderByDescending(g => g.Count).ThenBy(g => g.Field).ThenBy(g => g.Value)
            .Take(MostValues).ToListAsync(cancellationToken);
        string[] values = [.. shared.Select(s => s.Value).Distinct()];
        var holders = await (
            from e in entries
            where values.Contains(e.Value)
            join c in context.Cases on e.SupportCaseId equals c.Id
            select new { e.Field, e.Value, e.Serial, e.Outcome, c.Number })
            .ToListAsync(cancellationToken);
        return
        [
            .. shared.Select(s => new SharedIdentity(
                s.Field,
                s.Value,
                [
                    .. holders.Where(h => h.Field == s.Field && h.Value == s.Value).OrderBy(h => h.Serial, StringComparer.Ordinal).ThenBy(h => h.Number, StringComparer.Ordinal)
                        .Take(MostHolders).Select(h => new IdentityHolder(new DeviceKey(h.Number, h.Serial), h.Outcome)),
                ])),
        ];
    }
}
