namespace CaseTriage.Analysis.Facts;

/// <summary>The columns of an event record that facts need.</summary>
/// <param name="RecordId">EventRecordID.</param>
/// <param name="At">TimeCreated, UTC; null where unreadable.</param>
/// <param name="Provider">Provider, or empty.</param>
/// <param name="EventId">Id.</param>
/// <param name="Level">0 to 5.</param>
/// <param name="Channel">Channel, or empty.</param>
/// <param name="Computer">Computer name, or empty.</param>
/// <param name="EventSourceName">Name of the classic event source, or null; filled in where facts are taken.</param>
/// <param name="Message">The text that came with the log, secrets masked, or null; filled in where facts are taken.</param>
public readonly record struct EventSeen(long RecordId, DateTimeOffset? At, string Provider, int EventId, int Level, string Channel, string Computer, string? EventSourceName = null, string? Message = null);
