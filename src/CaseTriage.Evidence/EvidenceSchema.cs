namespace CaseTriage.Evidence;

/// <summary>
/// Layout of an evidence file, see docs/evidence-file.md. The number of an event is its place in the order of time, so that a stretch of
/// time is a stretch of numbers, in <c>event</c> and in <c>text</c> alike. What repeats from event to event stands once in <c>kind</c>.
/// </summary>
internal static class EvidenceSchema
{
    public const string Tables = """
        CREATE TABLE name (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
        CREATE TABLE kind (
            id INTEGER PRIMARY KEY,
            artifact INTEGER NOT NULL,
            provider INTEGER NOT NULL,
            event_id INTEGER NOT NULL,
            level INTEGER NOT NULL,
            channel INTEGER NOT NULL,
            computer INTEGER NOT NULL,
            UNIQUE (artifact, provider, event_id, level, channel, computer));
        CREATE TABLE event (
            id INTEGER PRIMARY KEY,
            at INTEGER,
            kind INTEGER NOT NULL,
            chunk INTEGER NOT NULL,
            offset_in_chunk INTEGER NOT NULL,
            record_id INTEGER NOT NULL,
            flags INTEGER NOT NULL,
            data TEXT NOT NULL,
            message TEXT);
        CREATE TABLE sum_minute (bucket INTEGER NOT NULL, kind INTEGER NOT NULL, events INTEGER NOT NULL, PRIMARY KEY (bucket, kind)) WITHOUT ROWID;
        CREATE TABLE sum_hour (bucket INTEGER NOT NULL, kind INTEGER NOT NULL, events INTEGER NOT NULL, PRIMARY KEY (bucket, kind)) WITHOUT ROWID;
        CREATE TABLE sum_day (bucket INTEGER NOT NULL, kind INTEGER NOT NULL, events INTEGER NOT NULL, PRIMARY KEY (bucket, kind)) WITHOUT ROWID;
        CREATE VIRTUAL TABLE text USING fts5(words, content='', columnsize=0, detail=full, tokenize="ascii tokenchars '#'");
        CREATE TABLE code (id INTEGER PRIMARY KEY, word TEXT NOT NULL);
        CREATE VIRTUAL TABLE code_part USING fts5(word, content='code', content_rowid='id', detail=none, columnsize=0, tokenize='trigram');
        INSERT INTO text (text, rank) VALUES ('hashsize', 16777216), ('pgsz', 8000);
        """;

    public const string Indexes = "CREATE INDEX event_by_record ON event (record_id, kind);";

    public const string InsertEvent =
        "INSERT INTO event (id, at, kind, chunk, offset_in_chunk, record_id, flags, data, message) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";

    public const string InsertText = "INSERT INTO text (rowid, words) VALUES (?, ?)";

    public const string SelectEvent = """
        SELECT e.id, a.text, e.chunk, e.offset_in_chunk, e.record_id, e.at, p.text, k.event_id, k.level, c.text, m.text, e.data, e.flags, e.message
        FROM event e
        JOIN kind k ON k.id = e.kind
        JOIN name a ON a.id = k.artifact
        JOIN name p ON p.id = k.provider
        JOIN name c ON c.id = k.channel
        JOIN name m ON m.id = k.computer
        """;

    /// <summary>Table of the sums of a bucket.</summary>
    public static string SumTable(EventBucket bucket) => bucket switch
    {
        EventBucket.Minute => "sum_minute",
        EventBucket.Hour => "sum_hour",
        _ => "sum_day",
    };

    /// <summary>Ticks of a bucket.</summary>
    public static long TicksOf(EventBucket bucket) => bucket switch
    {
        EventBucket.Minute => TimeSpan.TicksPerMinute,
        EventBucket.Hour => TimeSpan.TicksPerHour,
        _ => TimeSpan.TicksPerDay,
    };
}
