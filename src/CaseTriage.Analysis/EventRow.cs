namespace CaseTriage.Analysis;

/// <summary>One event record, or one entry of a text log, for the evidence file.</summary>
/// <param name="Artifact">Path of the log in the case.</param>
/// <param name="Chunk">Number of its chunk in the file, from 0.</param>
/// <param name="OffsetInChunk">Offset of the record from the start of its chunk, in bytes.</param>
/// <param name="RecordId">EventRecordID as the record states it; of a text log, the number of the entry's first line.</param>
/// <param name="At">TimeCreated, UTC; null where unreadable.</param>
/// <param name="Provider">Name of the provider; of a text log, that of its file.</param>
/// <param name="EventId">Id of the event; 0 in a text log.</param>
/// <param name="Level">0 to 5, Windows' own meaning.</param>
/// <param name="Channel">Channel, or empty.</param>
/// <param name="Computer">Computer name, or empty.</param>
/// <param name="Data">Event data as compact JSON: an object of names and values, or an array where they have no names; secrets masked. Of a text log, the result codes.</param>
/// <param name="Condition">In what condition the record was found.</param>
/// <param name="Message">The event's text as it came with the log, in the log's own language, secrets masked; null where none came. Of a text log, the entry.</param>
public sealed record EventRow(
    string Artifact,
    int Chunk,
    int OffsetInChunk,
    long RecordId,
    DateTimeOffset? At,
    string Provider,
    int EventId,
    int Level,
    string Channel,
    string Computer,
    string Data,
    EventCondition Condition = EventCondition.None,
    string? Message = null)
{
    /// <summary>Its place in the log, as <see cref="Documents.Evidence.Locator"/> has it.</summary>
    public string Locator => FormattableString.Invariant($"{(Condition.HasFlag(EventCondition.TextLine) ? "line" : "record")} {RecordId}");
}
