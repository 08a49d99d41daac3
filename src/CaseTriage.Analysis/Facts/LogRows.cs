using System.Text.Json;
using CaseTriage.Analysis.Documents;
using CaseTriage.Formats.TextLog;

namespace CaseTriage.Analysis.Facts;

/// <summary>
/// Entries of a text log as rows of the evidence file. One without a time takes that of the entry before it, at the head of the log that of the first one that
/// has any, and says so; in a log without any time they have none.
/// </summary>
/// <param name="artifactPath">Path of the log in the case.</param>
/// <param name="firstTime">First time in the log, or null.</param>
internal sealed class LogRows(string artifactPath, LogTime? firstTime)
{
    private readonly string _name = artifactPath[(artifactPath.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
    private LogTime? _last = firstTime;

    /// <summary>The next entry.</summary>
    /// <param name="entry">The entry, secrets masked.</param>
    /// <param name="codes">Result codes in it, found by any of their forms.</param>
    public EventRow RowOf(LogEntry entry, IReadOnlyCollection<string> codes)
    {
        LogTime? time = entry.Time ?? _last;
        _last = time;
        EventCondition condition = EventCondition.TextLine
            | (time is { Offset: null } ? EventCondition.ZoneAssumed : EventCondition.None)
            | (entry.Time is null && time is not null ? EventCondition.TimeBorrowed : EventCondition.None);
        string data = codes.Count == 0 ? "[]" : JsonSerializer.Serialize(codes, AnalysisJson.Compact);
        return new EventRow(artifactPath, Chunk: 0, OffsetInChunk: 0, entry.Number, time?.ToUtc(LogFacts.AssumedOffset), _name, EventId: 0, LevelOf(entry.Level), Channel: "", Computer: "", data, condition, entry.Text);
    }

    /// <summary>Windows' numbers; 0 where none is stated.</summary>
    private static int LevelOf(LogLevel level) => level switch
    {
        LogLevel.Error => 2,
        LogLevel.Warning => 3,
        LogLevel.Information => 4,
        LogLevel.Debug => 5,
        _ => 0,
    };
}
