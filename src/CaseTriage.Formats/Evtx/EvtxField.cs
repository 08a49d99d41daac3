namespace CaseTriage.Formats.Evtx;

/// <summary>Columns of an event, all of the element System (MS-EVEN6, "Event schema").</summary>
internal enum EvtxField : byte
{
    /// <summary>No column.</summary>
    None,

    /// <summary>Provider/@Name.</summary>
    ProviderName,

    /// <summary>Provider/@Guid.</summary>
    ProviderGuid,

    /// <summary>Provider/@EventSourceName, the name of the classic event source.</summary>
    EventSourceName,

    /// <summary>EventID.</summary>
    EventId,

    /// <summary>EventID/@Qualifiers.</summary>
    Qualifiers,

    /// <summary>Version.</summary>
    Version,

    /// <summary>Level.</summary>
    Level,

    /// <summary>Task.</summary>
    Task,

    /// <summary>Opcode.</summary>
    Opcode,

    /// <summary>Keywords.</summary>
    Keywords,

    /// <summary>TimeCreated/@SystemTime.</summary>
    TimeCreated,

    /// <summary>EventRecordID.</summary>
    EventRecordId,

    /// <summary>Correlation/@ActivityID.</summary>
    ActivityId,

    /// <summary>Execution/@ProcessID.</summary>
    ProcessId,

    /// <summary>Execution/@ThreadID.</summary>
    ThreadId,

    /// <summary>Channel.</summary>
    Channel,

    /// <summary>Computer.</summary>
    Computer,

    /// <summary>Security/@UserID.</summary>
    UserId,

    /// <summary>Not a column: how many there are.</summary>
    Count,
}
