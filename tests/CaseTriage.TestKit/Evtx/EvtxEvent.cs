namespace CaseTriage.TestKit.Evtx;

/// <summary>One event to be written. What is not set is written as Windows writes it when it has nothing to say.</summary>
public sealed record EvtxEvent(string Provider, int EventId, DateTimeOffset At)
{
    public string Channel { get; init; } = "Application";

    public string Computer { get; init; } = "PC-EXAMPLE-01";

    public int Level { get; init; } = 4;

    public string? EventSourceName { get; init; }

    public Guid? ProviderGuid { get; init; }

    public int? Qualifiers { get; init; }

    public int Version { get; init; }

    public int Task { get; init; }

    public int Opcode { get; init; }

    public ulong Keywords { get; init; } = 0x80000000000000;

    /// <summary>EventRecordID; null counts on from the record before.</summary>
    public long? RecordId { get; init; }

    /// <summary>Id in the record header; null is the same as <see cref="RecordId"/>.</summary>
    public long? HeaderRecordId { get; init; }

    /// <summary>Time in the record header; null is the same as <see cref="At"/>.</summary>
    public DateTimeOffset? WrittenAt { get; init; }

    /// <summary>TimeCreated as a value of any type; null is <see cref="At"/> as FILETIME.</summary>
    public EvtxValue? TimeCreated { get; init; }

    public uint ProcessId { get; init; }

    public uint ThreadId { get; init; }

    public EvtxValue? UserId { get; init; }

    /// <summary>Items of EventData, in order; with or without names.</summary>
    public IReadOnlyList<EvtxDatum> Data { get; init; } = [];

    /// <summary>The element below UserData; it takes the place of <see cref="Data"/>.</summary>
    public EvtxElement? UserData { get; init; }

    /// <summary>The whole document, in the place of the one that is made from the rest.</summary>
    public EvtxElement? Document { get; init; }

    /// <summary>The text that a forwarded event carries in itself (RenderingInfo), or null.</summary>
    public string? RenderedMessage { get; init; }

    /// <summary>Writes no template, as in forwarded logs.</summary>
    public bool IsPlain { get; init; }

    /// <summary>Takes the place of the deterministic GUID of the event's templates.</summary>
    public Guid? TemplateGuid { get; init; }
}

/// <summary>One item of EventData: <c>("name", "value")</c> or just <c>"value"</c>.</summary>
public sealed record EvtxDatum(string? Name, EvtxValue Value)
{
    public static implicit operator EvtxDatum(string value) => new(null, EvtxValue.Text(value));

    public static implicit operator EvtxDatum(EvtxValue value) => new(null, value);

    public static implicit operator EvtxDatum((string Name, string Value) item) => new(item.Name, EvtxValue.Text(item.Value));

    public static implicit operator EvtxDatum((string Name, EvtxValue Value) item) => new(item.Name, item.Value);
}
