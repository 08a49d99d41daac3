using System.Collections.Immutable;
using System.Text.Json;
using CaseTriage.Analysis;
using Microsoft.Data.Sqlite;

namespace CaseTriage.Evidence;

/// <summary>Reads the events of one bundle. Artifacts are paths inside the bundle, as the writer had them. For one thread at a time.</summary>
public sealed class EvidenceReader : IDisposable
{
    /// <summary>Facets and histograms of a search for words count so many events and no more.</summary>
    public const int MaxTextMatches = 50_000;

    /// <summary>Shorter words are no codes, in bytes.</summary>
    internal const int ShortestCode = 6;

    /// <summary>Shortest piece of a code that is looked for inside codes, in letters and digits.</summary>
    internal const int ShortestPiece = 4;

    private readonly SqliteConnection _connection;
    private readonly EventSelector _selector;

    internal EvidenceReader(string path)
    {
        _connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        _connection.Open();
        _selector = new EventSelector(_connection);
    }

    /// <summary>A page by key: events behind <paramref name="after"/>, none where there are no more. Events without a time are not in it.</summary>
    public ImmutableArray<StoredEvent> ReadPage(EventQuery query, EventPlace? after, EventOrder order, int limit)
    {
        EventSelection selection = _selector.After(_selector.Select(query), after, order);
        string direction = order == EventOrder.OldestFirst ? "ASC" : "DESC";
        if (selection.Length == 0)
        {
            return [];
        }

        return selection.Match is null
            ? Read(
                $"WHERE e.id >= $first AND e.id < $end ORDER BY e.id {direction} LIMIT $limit",
                ("$first", selection.First),
                ("$end", selection.End),
                ("$limit", limit))
            : Read($"WHERE e.id IN (SELECT value FROM json_each($ids)) ORDER BY e.id {direction}", ("$ids", JsonSerializer.Serialize(FindIds(selection, direction, limit))));
    }

    /// <summary>How many events a query finds, counted up to <paramref name="ceiling"/>: what is more is given as one more.</summary>
    public long Count(EventQuery query, long ceiling)
    {
        EventSelection selection = _selector.Select(query);
        if (selection.Match is null || selection.Length == 0)
        {
            return Math.Min(selection.Length, ceiling + 1);
        }

        using SqliteCommand command = MatchCommand(
            "SELECT count(*) FROM (SELECT 1 FROM text WHERE text MATCH $match AND rowid BETWEEN $first AND $last LIMIT $limit)", selection, ceiling + 1);
        return (long)(command.ExecuteScalar() ?? 0L);
    }

    /// <summary>First and last time between the bounds of a query, its other filters not looked at; null where there is no event.</summary>
    public TimeRange? ReadRange(EventQuery query)
    {
        EventSelection selection = _selector.Select(new EventQuery { From = query.From, To = query.To });
        return selection.Length == 0 ? null : new TimeRange(TimeOf(selection.First), TimeOf(selection.End - 1));
    }

    /// <summary>The records of an artifact that carry an id: usually one, more in a damaged or a merged log.</summary>
    public ImmutableArray<StoredEvent> Find(string artifact, long recordId, int limit) => Read(
        "WHERE e.record_id = $record AND e.kind IN (SELECT id FROM kind WHERE artifact = (SELECT id FROM name WHERE text = $artifact)) ORDER BY e.id LIMIT $limit",
        ("$artifact", artifact),
        ("$record", recordId),
        ("$limit", limit));

    /// <summary>What can be chosen from, counted by whole minutes; at most <paramref name="limit"/> values of each dimension.</summary>
    public EventFacets ReadFacets(EventQuery query, int limit)
    {
        (List<KindCount> kinds, bool isPartial) = string.IsNullOrWhiteSpace(query.Text) ? (SumKinds(query), false) : CountKinds(query);
        return EventFacetsBuilder.Build(query, kinds, limit, isPartial);
    }

    /// <summary>Events by bucket and level. Without words it comes from sums: whole buckets, those at both ends included.</summary>
    public EventHistogram ReadHistogram(EventQuery query, EventBucket bucket)
    {
        if (!string.IsNullOrWhiteSpace(query.Text))
        {
            return CountByBucket(query, bucket);
        }

        long ticks = EvidenceSchema.TicksOf(bucket);
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = $"""
            SELECT s.bucket, k.level, sum(s.events) FROM {EvidenceSchema.SumTable(bucket)} s JOIN kind k ON k.id = s.kind
            WHERE s.bucket BETWEEN $first AND $last AND {KindFilter.Sql}
            GROUP BY s.bucket, k.level ORDER BY s.bucket, k.level
            """;
        command.Parameters.AddWithValue("$first", query.From is { } from ? from.UtcTicks / ticks : 0);
        command.Parameters.AddWithValue("$last", query.To is { } to ? (to.UtcTicks - 1) / ticks : long.MaxValue);
        KindFilter.Bind(command, query);
        return new EventHistogram(ReadBars(command, ticks), IsPartial: false);
    }

    public void Dispose()
    {
        _selector.Dispose();
        _connection.Dispose();
    }

    private DateTimeOffset TimeOf(long id)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = "SELECT at FROM event WHERE id = $id";
        command.Parameters.AddWithValue("$id", id);
        return new DateTimeOffset((long)(command.ExecuteScalar() ?? 0L), TimeSpan.Zero);
    }

    private EventHistogram CountByBucket(EventQuery query, EventBucket bucket)
    {
        EventSelection selection = _selector.Select(query);
        if (selection.Length == 0)
        {
            return new EventHistogram([], IsPartial: false);
        }

        long ticks = EvidenceSchema.TicksOf(bucket);
        using SqliteCommand command = MatchCommand(
            $"""
            SELECT e.at / {ticks}, k.level, count(*)
            FROM (SELECT rowid AS id FROM text WHERE text MATCH $match AND rowid BETWEEN $first AND $last ORDER BY rowid LIMIT $limit) f
            CROSS JOIN event e ON e.id = f.id CROSS JOIN kind k ON k.id = e.kind GROUP BY 1, 2 ORDER BY 1, 2
            """,
            selection,
            MaxTextMatches);
        ImmutableArray<HistogramBar> bars = ReadBars(command, ticks);
        return new EventHistogram(bars, bars.Sum(bar => bar.Events) >= MaxTextMatches);
    }

    private static ImmutableArray<HistogramBar> ReadBars(SqliteCommand command, long ticks)
    {
        using SqliteDataReader rows = command.ExecuteReader();
        var bars = ImmutableArray.CreateBuilder<HistogramBar>();
        while (rows.Read())
        {
            bars.Add(new HistogramBar(new DateTimeOffset(rows.GetInt64(0) * ticks, TimeSpan.Zero), rows.GetInt32(1), rows.GetInt64(2)));
        }

        return bars.DrainToImmutable();
    }

    /// <summary>Events of each kind in the stretch of time: days from sums of days, the rest of both ends from hours and minutes.</summary>
    private List<KindCount> SumKinds(EventQuery query)
    {
        long minute = TimeSpan.TicksPerMinute;
        long first = (query.From?.UtcTicks ?? 0) / minute;
        long end = query.To is { } to ? (to.UtcTicks + minute - 1) / minute : DateTime.MaxValue.Ticks / TimeSpan.TicksPerDay * 1440;
        long firstHour = (first + 59) / 60;
        long endHour = end / 60;
        long firstDay = (firstHour + 23) / 24;
        long endDay = endHour / 24;
        bool hasHours = firstHour < endHour;
        bool hasDays = hasHours && firstDay < endDay;
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = $"{KindCount.Sql("""
            SELECT kind, events FROM sum_minute WHERE bucket >= $minute AND bucket < $minuteTo
            UNION ALL SELECT kind, events FROM sum_minute WHERE bucket >= $minute2 AND bucket < $minute2To
            UNION ALL SELECT kind, events FROM sum_hour WHERE bucket >= $hour AND bucket < $hourTo
            UNION ALL SELECT kind, events FROM sum_hour WHERE bucket >= $hour2 AND bucket < $hour2To
            UNION ALL SELECT kind, events FROM sum_day WHERE bucket >= $day AND bucket < $dayTo
            """)}";
        Bind(command, "$minute", first, hasHours ? firstHour * 60 : end);
        Bind(command, "$minute2", hasHours ? endHour * 60 : end, end);
        Bind(command, "$hour", firstHour, hasDays ? firstDay * 24 : Math.Max(firstHour, endHour));
        Bind(command, "$hour2", hasDays ? endDay * 24 : endHour, hasDays ? endHour : 0);
        Bind(command, "$day", firstDay, hasDays ? endDay : 0);
        return KindCount.ReadAll(command);
    }

    private static void Bind(SqliteCommand command, string name, long from, long to)
    {
        command.Parameters.AddWithValue(name, from);
        command.Parameters.AddWithValue(name + "To", to);
    }

    private (List<KindCount> Kinds, bool IsPartial) CountKinds(EventQuery query)
    {
        // The words alone choose here: each facet leaves its own filter out, so all of them are applied afterwards.
        EventSelection selection = _selector.Select(new EventQuery { From = query.From, To = query.To, Text = query.Text });
        if (selection.Length == 0)
        {
            return ([], false);
        }

        using SqliteCommand command = MatchCommand(
            KindCount.Sql("""
                SELECT e.kind AS kind, 1 AS events
                FROM (SELECT rowid AS id FROM text WHERE text MATCH $match AND rowid BETWEEN $first AND $last ORDER BY rowid LIMIT $limit) f
                CROSS JOIN event e ON e.id = f.id
                """),
            selection,
            MaxTextMatches);
        List<KindCount> kinds = KindCount.ReadAll(command);
        return (kinds, kinds.Sum(kind => kind.Events) >= MaxTextMatches);
    }

    private List<long> FindIds(EventSelection selection, string direction, int limit)
    {
        using SqliteCommand command = MatchCommand(
            $"SELECT rowid FROM text WHERE text MATCH $match AND rowid BETWEEN $first AND $last ORDER BY rowid {direction} LIMIT $limit", selection, limit);
        using SqliteDataReader rows = command.ExecuteReader();
        List<long> ids = [];
        while (rows.Read())
        {
            ids.Add(rows.GetInt64(0));
        }

        return ids;
    }

    private SqliteCommand MatchCommand(string sql, EventSelection selection, long limit)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$match", selection.Match);
        command.Parameters.AddWithValue("$first", selection.First);
        command.Parameters.AddWithValue("$last", selection.End - 1);
        command.Parameters.AddWithValue("$limit", limit);
        return command;
    }

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
            (EventCondition)row.GetInt32(12),
            row.IsDBNull(13) ? null : row.GetString(13)));
}
