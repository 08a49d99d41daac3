namespace CaseTriage.Evidence;

/// <summary>
/// Layout of an evidence file. Names that repeat (artifacts, providers, channels, computers) stand once in <c>name</c>. Times are UTC
/// ticks. Indexes come last: an insert without them is a quarter faster.
/// </summary>
internal static class EvidenceSchema
{
    public const string Tables = """
        CREATE TABLE name (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
        CREATE TABLE event (
            id INTEGER PRIMARY KEY,
            artifact INTEGER NOT NULL,
            chunk INTEGER NOT NULL,
            offset_in_chunk INTEGER NOT NULL,
            record_id INTEGER NOT NULL,
            at INTEGER,
            provider INTEGER NOT NULL,
            event_id INTEGER NOT NULL,
            level INTEGER NOT NULL,
            channel INTEGER NOT NULL,
            computer INTEGER NOT NULL,
            data TEXT NOT NULL,
            message TEXT);
        CREATE TABLE sum_hour (hour INTEGER NOT NULL, artifact INTEGER NOT NULL, level INTEGER NOT NULL, events INTEGER NOT NULL,
            PRIMARY KEY (hour, artifact, level)) WITHOUT ROWID;
        """;

    public const string Indexes = """
        CREATE INDEX event_by_time ON event (at, id) WHERE at IS NOT NULL;
        CREATE INDEX event_by_record ON event (artifact, record_id);
        """;

    public const string InsertEvent = """
        INSERT INTO event (artifact, chunk, offset_in_chunk, record_id, at, provider, event_id, level, channel, computer, data, message)
        VALUES ($artifact, $chunk, $offset, $record, $at, $provider, $event, $level, $channel, $computer, $data, $message)
        """;

    public const string SelectEvent = """
        SELECT e.id, a.text, e.chunk, e.offset_in_chunk, e.record_id, e.at, p.text, e.event_id, e.level, c.text, m.text, e.data, e.message
        FROM event e
        JOIN name a ON a.id = e.artifact
        JOIN name p ON p.id = e.provider
        JOIN name c ON c.id = e.channel
        JOIN name m ON m.id = e.computer
        """;
}
