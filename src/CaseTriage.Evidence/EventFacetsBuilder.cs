using System.Collections.Immutable;
using Microsoft.Data.Sqlite;

namespace CaseTriage.Evidence;

/// <summary>How many events there are of a kind.</summary>
internal sealed record KindCount(string Artifact, string Provider, int EventId, int Level, long Events)
{
    /// <summary>Kinds read at most, the most frequent ones; healthy bundles have some thousands.</summary>
    private const int MaxKinds = 100_000;

    /// <param name="counts">A query that gives <c>kind</c> and <c>events</c>.</param>
    public static string Sql(string counts) => $"""
        SELECT a.text, p.text, k.event_id, k.level, f.events
        FROM (SELECT kind, sum(events) AS events FROM ({counts}) GROUP BY kind ORDER BY 2 DESC LIMIT {MaxKinds}) f
        CROSS JOIN kind k ON k.id = f.kind CROSS JOIN name a ON a.id = k.artifact CROSS JOIN name p ON p.id = k.provider
        """;

    public static List<KindCount> ReadAll(SqliteCommand command)
    {
        using SqliteDataReader rows = command.ExecuteReader();
        List<KindCount> kinds = [];
        while (rows.Read())
        {
            kinds.Add(new KindCount(rows.GetString(0), rows.GetString(1), rows.GetInt32(2), rows.GetInt32(3), rows.GetInt64(4)));
        }

        return kinds;
    }
}

/// <summary>Adds up kinds to facets.</summary>
internal static class EventFacetsBuilder
{
    public static EventFacets Build(EventQuery query, IReadOnlyCollection<KindCount> kinds, int limit, bool isPartial)
    {
        HashSet<string>? artifacts = query.Artifacts?.ToHashSet(StringComparer.Ordinal);
        bool OfArtifact(KindCount k) => artifacts is null || artifacts.Contains(k.Artifact);
        bool OfProvider(KindCount k) => query.Providers.IsEmpty || query.Providers.Contains(k.Provider);
        bool OfEvent(KindCount k) => query.EventIds.IsEmpty || query.EventIds.Contains(k.EventId);
        bool OfLevel(KindCount k) => query.Levels.IsEmpty || query.Levels.Contains(k.Level);
        return new EventFacets(
            Count(kinds.Where(k => OfProvider(k) && OfEvent(k) && OfLevel(k)), k => k.Artifact, limit),
            Count(kinds.Where(k => OfArtifact(k) && OfEvent(k) && OfLevel(k)), k => k.Provider, limit),
            Count(kinds.Where(k => OfArtifact(k) && OfProvider(k) && OfLevel(k)), k => new ProviderEvent(k.Provider, k.EventId), limit),
            Count(kinds.Where(k => OfArtifact(k) && OfProvider(k) && OfEvent(k)), k => k.Level, limit),
            isPartial);
    }

    private static ImmutableArray<FacetCount<T>> Count<T>(IEnumerable<KindCount> kinds, Func<KindCount, T> value, int limit) =>
    [
        .. kinds.GroupBy(value).Select(group => new FacetCount<T>(group.Key, group.Sum(kind => kind.Events)))
            .OrderByDescending(count => count.Events).ThenBy(count => count.Value?.ToString(), StringComparer.Ordinal).Take(limit),
    ];
}
