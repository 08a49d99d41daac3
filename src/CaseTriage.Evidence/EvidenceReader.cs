using System.Collections.Immutable;
using CaseTriage.Analysis;
using Microsoft.Data.Sqlite;

namespace CaseTriage.Evidence;

/// <summary>An event as it lies in an evidence file.</summary>
/// <param name="Id">Its number in the file; with the time it is the key of a page.</param>
public sealed record StoredEvent(long Id, EventRow Row);

/// <summary>Events in one hour.</summary>
public sealed record HourSum(DateTimeOffset Hour, string Artifact, int Level, long Events);

/// <summary>Reads the events of one bundle. Artifacts are paths inside the bundle, as the writer had them.</summary>
public sealed class EvidenceReader : IDisposable
{
    private readonly SqliteConnection _connection;

    internal EvidenceReader(string path)
    {
        _connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        _connection.Open();
    }

    /// <summary>A page in the order of time, by key: those after <paramref name="after"/>, none where there are no more. Events without a time are not in it.</summary>
    public ImmutableArray<StoredEvent> ReadPage(DateTimeOffset from, DateTimeOffset to, StoredEvent? after, int limit) => Read(
        "WHERE e.at >= $from AND e.at < $to AND (e.at, e.id) > ($afterAt, $afterId) ORDER BY e.at, e.id LIMIT $limit",
        ("$from", from.UtcTicks),
        ("$to", to.UtcTicks),
        ("$afterAt", after?.Row.At?.UtcTicks ?? -1),
        ("$afterId", after?.Id ?? -1),
        ("$limit", limit));

    /// <summary>The records of an artifact that carry an id: usually one, more in a damaged or a merged log.</summary>
    public ImmutableArray<StoredEvent> Find(string artifact, long recordId, int limit) => Read(
        "WHERE e.artifact = (SELECT id FROM name WHERE text = $artifact) AND e.record_id = $record ORDER BY e.id LIMIT $limit",
        ("$artifact", artifact),
        ("$record", recordId),
        ("$limit", limit));

    /// <summary>Events by hour, artifact and level, in this order.</summary>
    public ImmutableArray<HourSum> SumByHour()
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = """
            SELECT s.hour, a.text, s.level, s.events FROM sum_hour s JOIN name a ON a.id = s.artifact ORDER BY s.hour, a.text, s.level
            """;
        using SqliteDataReader rows = command.ExecuteReader();
        var sums = ImmutableArray.CreateBuilder<HourSum>();
        while (rows.Read())
        {
            var hour = new DateTimeOffset(rows.GetInt64(0) * TimeSpan.TicksPerHour, TimeSpan.Zero);
            sums.Add(new HourSum(hour, rows.GetString(1), rows.GetInt32(2), rows.GetInt64(3)));
        }

        return sums.DrainToImmutable();
    }

    public void Dispose() => _connection.Dispose();

    private ImmutableArray<StoredEvent> Read(string condition, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = $"{EvidenceSchema.SelectEvent}\n{condition}";
        foreach ((string name, object value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        using SqliteDataReader rows = command.ExecuteReader();
        var events = ImmutableArray.CreateBuilder<StoredEvent>();
        while (rows.Read())
        {
            events.Add(ReadEvent(rows));
        }

        return events.DrainToImmutable();
    }

    private static StoredEvent ReadEvent(SqliteDataReader row) => new(
        row.GetInt64(0),
        new EventRow(
            row.GetString(1),
            row.GetInt32(2),
            row.GetInt32(3),
            row.GetInt64(4),
            row.IsDBNull(5) ? null : new DateTimeOffset(row.GetInt64(5), TimeSpan.Zero),
            row.GetString(6),
            row.GetInt32(7),
            row.GetInt32(8),
            row.GetString(9),
            row.GetString(10),
            row.GetString(11),
            row.IsDBNull(12) ? null : row.GetString(12)));
}
