using CaseTriage.Analysis;
using Microsoft.Data.Sqlite;

namespace CaseTriage.Evidence;

/// <summary>
/// Writes the events of one bundle, beside their place. They are collected in a temporary file first; <see cref="Complete"/> sorts them by
/// time, writes the evidence file and puts it in its place. Disposed without it, nothing stays.
/// </summary>
public sealed class EvidenceWriter : IDisposable
{
    private const int RowsPerTransaction = 20_000;
    private readonly string _temporary;
    private readonly string _path;
    private readonly bool _withText;
    private readonly SqliteConnection _connection;
    private readonly RowSpool _spool;
    private readonly TimeOrder _order;
    private readonly EventKinds _kinds;

    /// <param name="withText">Whether the words of events are indexed: always, but for measuring what it costs.</param>
    internal EvidenceWriter(string temporary, string path, bool withText)
    {
        _withText = withText;
        _temporary = temporary;
        _path = path;
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = temporary, Pooling = false }.ToString());
        _connection.Open();

        // Half a file is thrown away anyway, so nothing is synced before the end. Pages of 8 KiB and a cache of 64 MiB measured best.
        Execute("PRAGMA page_size=8192; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE; PRAGMA cache_size=-65536;");
        Execute(EvidenceSchema.Tables);
        Execute("BEGIN");
        _spool = new RowSpool(temporary + ".rows");
        _order = new TimeOrder(temporary + ".order");
        _kinds = new EventKinds(_connection);
    }

    /// <summary>Adds an event. Its artifact is the path inside the bundle: empty for the bundle itself, else from <c>!/</c> on.</summary>
    public void Add(EventRow row)
    {
        long? at = row.At?.UtcTicks;
        var spooled = new SpooledRow
        {
            At = at,
            Kind = _kinds.NumberOf(row),
            Chunk = row.Chunk,
            OffsetInChunk = row.OffsetInChunk,
            RecordId = row.RecordId,
            Flags = (int)row.Condition,
        };
        _order.Add(at, _spool.Append(spooled, row.Data, row.Message ?? ""));
    }

    /// <summary>Finishes the file and puts it in its place, over none or over its like. With full text this takes most of the time.</summary>
    public void Complete(CancellationToken cancellationToken) => Complete(static _ => { }, cancellationToken);

    /// <param name="onWritten">Told now and then how many events are written.</param>
    internal void Complete(Action<long> onWritten, CancellationToken cancellationToken)
    {
        WriteEvents(onWritten, cancellationToken);
        Execute("COMMIT");
        Execute(EvidenceSchema.Indexes);
        Close();
        using (var file = new FileStream(_temporary, FileMode.Open, FileAccess.ReadWrite))
        {
            file.Flush(flushToDisk: true);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(_path) ?? throw new InvalidOperationException($"'{_path}' lies in no folder."));
        File.Move(_temporary, _path, overwrite: true);
    }

    public void Dispose()
    {
        Close();
        File.Delete(_temporary);
    }

    private void WriteEvents(Action<long> onWritten, CancellationToken cancellationToken)
    {
        _spool.Flush();
        using var insert = new Statement(_connection, EvidenceSchema.InsertEvent);
        using var text = new EventTextWriter(_connection);
        using var sums = new EventSumWriter(_connection);
        long id = 0;
        foreach (long position in _order.Positions())
        {
            cancellationToken.ThrowIfCancellationRequested();
            SpooledRow row = _spool.Read(position);
            Write(insert, ++id, row);
            if (_withText)
            {
                text.Add(id, _kinds.KindOf(row.Kind), row.Data, row.Message);
            }

            if (row.At is { } at)
            {
                sums.Add(at, row.Kind);
            }

            if (id % RowsPerTransaction == 0)
            {
                Execute("COMMIT; BEGIN");
                onWritten(id);
            }
        }

        sums.Finish();
        text.Finish();
    }

    private static void Write(Statement insert, long id, in SpooledRow row)
    {
        insert.Bind(1, id);
        if (row.At is { } at)
        {
            insert.Bind(2, at);
        }
        else
        {
            insert.BindNull(2);
        }

        insert.Bind(3, row.Kind).Bind(4, row.Chunk).Bind(5, row.OffsetInChunk).Bind(6, row.RecordId).Bind(7, row.Flags).Bind(8, row.Data);
        if (row.Message.IsEmpty)
        {
            insert.BindNull(9);
        }
        else
        {
            insert.Bind(9, row.Message);
        }

        insert.Run();
    }

    private void Close()
    {
        _kinds.Dispose();
        _spool.Dispose();
        _order.Dispose();
        _connection.Dispose();
    }

    private void Execute(string sql)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
