using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace CaseTriage.Evidence;

/// <summary>
/// Writes what the full-text index holds of an event: a mark for each dimension that can be filtered, and the words of its data and of the text that came with the log. So every
/// filter, with or without words, is one walk through the same lists.
/// </summary>
internal sealed class EventTextWriter : IDisposable
{
    /// <summary>Words of one event that can be searched for; a page of text has 500.</summary>
    private const int MaxWords = 4096;

    /// <summary>Distinct codes whose inner pieces can be searched for, in the order in which they were met.</summary>
    private const int MaxCodes = 200_000;

    private readonly SqliteConnection _connection;
    private readonly Statement _insert;
    private readonly WordBuffer _words;
    private readonly HashSet<string> _codes = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _codeLookup;
    private char[] _value = new char[4096];

    public EventTextWriter(SqliteConnection connection)
    {
        _connection = connection;
        _insert = new Statement(connection, EvidenceSchema.InsertText);
        _codeLookup = _codes.GetAlternateLookup<ReadOnlySpan<char>>();
        _words = new WordBuffer(MaxWords, KeepCode);
    }

    public void Add(long id, in EventKind kind, ReadOnlySpan<byte> json, ReadOnlySpan<byte> message)
    {
        _words.Clear();
        _words.AddMark('a', kind.Artifact);
        _words.AddMark('p', kind.Provider);
        _words.AddMark('e', kind.EventId);
        _words.AddMark('l', kind.Level);
        _words.AddMark('m', kind.Computer);
        AddValues(json);
        if (!message.IsEmpty && !_words.IsFull)
        {
            _words.AddGap();
            int length = Encoding.UTF8.GetChars(message, RoomFor(message.Length));
            _words.Add(_value.AsSpan(0, length));
        }

        _insert.Bind(1, id).Bind(2, _words.Bytes).Run();
    }

    /// <summary>Writes the codes that were met.</summary>
    public void Finish()
    {
        using var insert = new Statement(_connection, "INSERT INTO code (word) VALUES (?)");
        foreach (string code in _codes)
        {
            insert.Bind(1, Encoding.UTF8.GetBytes(code)).Run();
        }

        using var rebuild = new Statement(_connection, "INSERT INTO code_part (code_part) VALUES ('rebuild')");
        rebuild.Run();
    }

    public void Dispose() => _insert.Dispose();

    /// <summary>Words of the values. Names of data repeat with every event of a kind and are not searched for.</summary>
    private void AddValues(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 256 });
        bool isFirst = true;
        try
        {
            while (!_words.IsFull && reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String && reader.ValueSpan.Length > 0)
                {
                    if (!isFirst)
                    {
                        _words.AddGap();
                    }

                    _words.Add(Value(ref reader));
                    isFirst = false;
                }
            }
        }
        catch (JsonException)
        {
            // Not what our reader of logs writes. What came before is found, and the event itself is kept as it is.
        }
    }

    private ReadOnlySpan<char> Value(ref Utf8JsonReader reader)
    {
        int length = reader.CopyString(RoomFor(reader.ValueSpan.Length));
        return _value.AsSpan(0, length);
    }

    /// <summary>Room for the characters of so many bytes of UTF-8.</summary>
    private char[] RoomFor(int bytes)
    {
        if (_value.Length < bytes)
        {
            _value = new char[bytes];
        }

        return _value;
    }

    private void KeepCode(ReadOnlySpan<byte> word)
    {
        Span<char> text = stackalloc char[WordBuffer.MaxWordLength * 2];
        if (_codes.Count < MaxCodes && Encoding.UTF8.TryGetChars(word, text, out int length))
        {
            _codeLookup.Add(text[..length]);
        }
    }
}
