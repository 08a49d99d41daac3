namespace CaseTriage.Analysis;

/// <summary>One event record for the evidence file.</summary>
/// <param name="Artifact">Path of the event log in the case.</param>
/// <param name="Chunk">Number of its chunk in the file, from 0.</param>
/// <param name="OffsetInChunk">Offset of the record from the start of its chunk, in bytes.</param>
/// <param name="RecordId">EventRecordID as the record states it.</param>
/// <param name="At">TimeCreated, UTC; null where unreadable.</param>
/// <param name="Provider">Name of the provider.</param>
/// <param name="EventId">Id of the event.</param>
/// <param name="Level">0 to 5, Windows' own meaning.</param>
/// <param name="Channel">Channel, or empty.</param>
/// <param name="Computer">Computer name, or empty.</param>
/// <param name="Data">Event data as compact JSON: an object of names and values, or an array where they have no names; secrets masked.</param>
/// <param name="Condition">In what condition the record was found.</param>
/// <param name="Message">The event's text as it came with the log, in the log's own language, secrets masked; null where none came.</param>
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
    string? Message = null);
