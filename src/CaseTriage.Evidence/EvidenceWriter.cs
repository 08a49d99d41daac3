using CaseTriage.Analysis;
using Microsoft.Data.Sqlite;

namespace CaseTriage.Evidence;

/// <summary>Writes the events of one bundle, beside their place; <see cref="Complete"/> puts the file there. Disposed without it, nothing stays.</summary>
public sealed class EvidenceWriter : IDisposable
{
    private const int RowsPerTransaction = 5000;
    private readonly string _temporary;
    private readonly string _path;
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly Dictionary<string, long> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<(long Hour, long Artifact, int Level), long> _sums = [];
    private SqliteTransaction? _transaction;
    private int _inTransaction;

    internal EvidenceWriter(string temporary, string path)
    {
        _temporary = temporary;
        _path = path;
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = temporary, Pooling = false }.ToString());
        _connection.Open();

        // Half a file is thrown away anyway, so nothing is synced before the end.
        Execute("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE;");
        Execute(EvidenceSchema.Tables);
        _insert = Prepare(
            EvidenceSchema.InsertEvent,
            "$artifact", "$chunk", "$offset", "$record", "$at", "$provider", "$event", "$level", "$channel", "$computer", "$data", "$message");
    }

    /// <summary>Adds an event. Its artifact is the path inside the bundle: empty for the bundle itself, else from <c>!/</c> on.</summary>
    public void Add(EventRow row)
    {
        _transaction ??= _connection.BeginTransaction();
        _insert.Transaction = _transaction;
        long artifact = NameOf(row.Artifact);
        SqliteParameterCollection values = _insert.Parameters;
        values[0].Value = artifact;
        values[1].Value = row.Chunk;
        values[2].Value = row.OffsetInChunk;
        values[3].Value = row.RecordId;
        values[4].Value = row.At is { } at ? at.UtcTicks : DBNull.Value;
        values[5].Value = NameOf(row.Provider);
        values[6].Value = row.EventId;
        values[7].Value = row.Level;
        values[8].Value = NameOf(row.Channel);
        values[9].Value = NameOf(row.Computer);
        values[10].Value = row.Data;
        values[11].Value = row.Message ?? (object)DBNull.Value;
        _insert.ExecuteNonQuery();
        Count(row, artifact);
        if (++_inTransaction == RowsPerTransaction)
        {
            Commit();
        }
    }

    /// <summary>Finishes the file and puts it in its place, over none or over its like.</summary>
    public void Complete()
    {
        WriteSums();
        Commit();
        Execute(EvidenceSchema.Indexes);
        CloseConnection();
        using (var file = new FileStream(_temporary, FileMode.Open, FileAccess.ReadWrite))
        {
            file.Flush(flushToDisk: true);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(_path) ?? throw new InvalidOperationException($"'{_path}' lies in no folder."));
        File.Move(_temporary, _path, overwrite: true);
    }

    public void Dispose()
    {
        CloseConnection();
        File.Delete(_temporary);
    }

    private void CloseConnection()
    {
        _transaction?.Dispose();
        _transaction = null;
        _insert.Dispose();
        _connection.Dispose();
    }

    private void Count(EventRow row, long artifact)
    {
        if (row.At is { } at)
        {
            var key = (at.UtcTicks / TimeSpan.TicksPerHour, artifact, row.Level);
            _sums[key] = _sums.GetValueOrDefault(key) + 1;
        }
    }

    private long NameOf(string text)
    {
        if (!_names.TryGetValue(text, out long id))
        {
            id = _names.Count + 1;
            _names.Add(text, id);
            using SqliteCommand insert = Prepare("INSERT INTO name (id, text) VALUES ($id, $text)", "$id", "$text");
            insert.Transaction = _transaction;
            insert.Parameters[0].Value = id;
            insert.Parameters[1].Value = text;
            insert.ExecuteNonQuery();
        }

        return id;
    }

    private void WriteSums()
    {
        _transaction ??= _connection.BeginTransaction();
        using SqliteCommand insert = Prepare(
            "INSERT INTO sum_hour (hour, artifact, level, events) VALUES ($hour, $artifact, $level, $events)",
            "$hour", "$artifact", "$level", "$events");
        insert.Transaction = _transaction;
        foreach (((long hour, long artifact, int level), long events) in _sums)
        {
            insert.Parameters[0].Value = hour;
            insert.Parameters[1].Value = artifact;
            insert.Parameters[2].Value = level;
            insert.Parameters[3].Value = events;
            insert.ExecuteNonQuery();
        }
    }

    private void Commit()
    {
        _transaction?.Commit();
        _transaction?.Dispose();
        _transaction = null;
        _inTransaction = 0;
    }

    private SqliteCommand Prepare(string sql, params ReadOnlySpan<string> parameters)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (string parameter in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = parameter });
        }

        return command;
    }

    private void Execute(string sql)
    {
        using SqliteCommand command = Prepare(sql);
        command.ExecuteNonQuery();
    }
}
