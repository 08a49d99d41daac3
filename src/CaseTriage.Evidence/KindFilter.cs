using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace CaseTriage.Evidence;

/// <summary>The filters of a query on kinds (<c>k</c>), for sums.</summary>
internal static class KindFilter
{
    public const string Sql = """
        ($artifacts IS NULL OR k.artifact IN (SELECT id FROM name WHERE text IN (SELECT value FROM json_each($artifacts))))
        AND ($providers IS NULL OR k.provider IN (SELECT id FROM name WHERE text IN (SELECT value FROM json_each($providers))))
        AND ($events IS NULL OR k.event_id IN (SELECT value FROM json_each($events)))
        AND ($levels IS NULL OR k.level IN (SELECT value FROM json_each($levels)))
        """;

    public static void Bind(SqliteCommand command, EventQuery query)
    {
        command.Parameters.AddWithValue("$artifacts", query.Artifacts is { } artifacts ? JsonSerializer.Serialize(artifacts) : DBNull.Value);
        command.Parameters.AddWithValue("$providers", query.Providers.IsEmpty ? DBNull.Value : JsonSerializer.Serialize(query.Providers));
        command.Parameters.AddWithValue("$events", query.EventIds.IsEmpty ? DBNull.Value : JsonSerializer.Serialize(query.EventIds));
        command.Parameters.AddWithValue("$levels", query.Levels.IsEmpty ? DBNull.Value : JsonSerializer.Serialize(query.Levels));
    }
}
