using System.Text;
using CaseTriage.Analysis;
using Microsoft.Data.Sqlite;

namespace CaseTriage.Evidence;

/// <summary>What repeats from event to event, as numbers.</summary>
internal readonly record struct EventKind(long Artifact, long Provider, int EventId, int Level, long Channel, long Computer);

/// <summary>
/// Gives names and kinds their numbers while a file is written. Those met lately are kept in memory, the rest is in the file: a log that
/// names everything anew costs time, not memory.
/// </summary>
internal sealed class EventKinds : IDisposable
{
    private const int MaxKept = 100_000;
    private readonly Dictionary<string, long> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<EventKind, long> _numbers = [];
    private readonly Dictionary<long, EventKind> _kinds = [];
    private readonly SqliteConnection _connection;
    private readonly Statement _addName;
    private readonly Statement _findName;
    private readonly Statement _addKind;
    private readonly Statement _findKind;
    private readonly LastName _artifact;
    private readonly LastName _channel;
    private readonly LastName _computer;

    public EventKinds(SqliteConnection connection)
    {
        _connection = connection;
        _addName = new Statement(connection, "INSERT OR IGNORE INTO name (text) VALUES (?)");
        _findName = new Statement(connection, "SELECT id FROM name WHERE text = ?");
        _addKind = new Statement(connection, "INSERT OR IGNORE INTO kind (artifact, provider, event_id, level, channel, computer) VALUES (?, ?, ?, ?, ?, ?)");
        _findKind = new Statement(
            connection, "SELECT id FROM kind WHERE artifact = ? AND provider = ? AND event_id = ? AND level = ? AND channel = ? AND computer = ?");
        (_artifact, _channel, _computer) = (new LastName(this), new LastName(this), new LastName(this));
    }

    public long NumberOf(EventRow row)
    {
        var kind = new EventKind(_artifact.Of(row.Artifact), NameOf(row.Provider), row.EventId, row.Level, _channel.Of(row.Channel), _computer.Of(row.Computer));
        if (!_numbers.TryGetValue(kind, out long number))
        {
            Bind(_addKind, kind).Run();
            number = Bind(_findKind, kind).ReadNumber();
            MakeRoom(_numbers);
            _numbers.Add(kind, number);
        }

        return number;
    }

    public EventKind KindOf(long number)
    {
        if (!_kinds.TryGetValue(number, out EventKind kind))
        {
            kind = Read(number);
            MakeRoom(_kinds);
            _kinds.Add(number, kind);
        }

        return kind;
    }

    public void Dispose()
    {
        _addName.Dispose();
        _findName.Dispose();
        _addKind.Dispose();
        _findKind.Dispose();
    }

    private static Statement Bind(Statement statement, in EventKind kind) => statement
        .Bind(1, kind.Artifact).Bind(2, kind.Provider).Bind(3, kind.EventId).Bind(4, kind.Level).Bind(5, kind.Channel).Bind(6, kind.Computer);

    private static void MakeRoom<TKey, TValue>(Dictionary<TKey, TValue> kept)
        where TKey : notnull
    {
        if (kept.Count >= MaxKept)
        {
            kept.Clear();
        }
    }

    private long NameOf(string text)
    {
        if (!_names.TryGetValue(text, out long id))
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(text);
            _addName.Bind(1, utf8).Run();
            id = _findName.Bind(1, utf8).ReadNumber();
            MakeRoom(_names);
            _names.Add(text, id);
        }

        return id;
    }

    private EventKind Read(long number)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = "SELECT artifact, provider, event_id, level, channel, computer FROM kind WHERE id = $id";
        command.Parameters.AddWithValue("$id", number);
        using SqliteDataReader row = command.ExecuteReader();
        return row.Read()
            ? new EventKind(row.GetInt64(0), row.GetInt64(1), row.GetInt32(2), row.GetInt32(3), row.GetInt64(4), row.GetInt64(5))
            : throw new InvalidOperationException($"The kind {number} is not in the file.");
    }

    /// <summary>Artifact, channel and computer are mostly those of the row before, by the same string.</summary>
    private sealed class LastName(EventKinds kinds)
    {
        private string? _text;
        private long _id;

        public long Of(string text)
        {
            if (!ReferenceEquals(text, _text))
            {
                (_text, _id) = (text, kinds.NameOf(text));
            }

            return _id;
        }
    }
}
