using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CaseTriage.Formats.Evtx;

/// <summary>
/// One event record, as a view of the reader's buffer: valid until the next record is read. Columns are decoded when asked for;
/// each is null where the record does not have it. All times are UTC.
/// </summary>
public readonly ref struct EvtxRecord
{
    internal const string EventDataElement = "EventData";
    internal const string UserDataElement = "UserData";
    internal const int RecordIdField = 8;
    private const int WrittenAtField = 16;
    private readonly EvtxRecordDecoder _decoder;
    private readonly ReadOnlySpan<byte> _chunk;
    private readonly EvtxSlot _slot;

    internal EvtxRecord(EvtxRecordDecoder decoder, ReadOnlySpan<byte> chunk, int chunkNumber, EvtxSlot slot)
    {
        (_decoder, _slot, Chunk) = (decoder, slot, chunkNumber);
        _chunk = chunk;
    }

    /// <summary>Number of its chunk in the file, from 0.</summary>
    public int Chunk { get; }

    /// <summary>Offset from the start of its chunk, in bytes.</summary>
    public int OffsetInChunk => _slot.Offset;

    /// <summary>Offset from the start of the file, in bytes.</summary>
    public long FileOffset => EvtxFormat.OffsetOfChunk(Chunk) + _slot.Offset;

    /// <summary>Whether it lay in free space, or in a chunk without signature: deleted, overwritten in part, or from another time.</summary>
    public bool IsRecovered => _slot.Kind == EvtxSlotKind.Recovered;

    /// <summary>Whether it was found again behind damage in its chunk.</summary>
    public bool IsAfterDamage => _slot.Kind == EvtxSlotKind.AfterDamage;

    /// <summary>Whether its content could not be read, or not all of it; ids and time of its header are still good.</summary>
    public bool IsDamaged => _decoder.Failure is not null;

    /// <summary>Id in its header; filtered exports count anew here.</summary>
    public long HeaderRecordId => BinaryPrimitives.ReadInt64LittleEndian(_chunk[(_slot.Offset + RecordIdField)..]);

    /// <summary>Time in its header: when it was written; null where it is no time.</summary>
    public DateTimeOffset? WrittenAt =>
        BinXml.BinXmlNumber.ReadTime(BinXml.BinXmlType.FileTime, _chunk.Slice(_slot.Offset + WrittenAtField, sizeof(long)));

    /// <summary>EventRecordID as the event states it; that of the header where it states none.</summary>
    public long RecordId => _decoder.Number(_chunk, EvtxField.EventRecordId) ?? HeaderRecordId;

    /// <summary>When the event happened, to 100 ns; null where it states none, 0, or a time beyond year 9999.</summary>
    public DateTimeOffset? TimeCreated => _decoder.Time(_chunk, EvtxField.TimeCreated);

    /// <summary>Name of the provider; rules match it, or <see cref="EventSourceName"/>, without regard to case.</summary>
    public string? Provider => _decoder.Text(_chunk, EvtxField.ProviderName);

    /// <summary>GUID of the provider, as text in braces.</summary>
    public string? ProviderGuid => _decoder.Text(_chunk, EvtxField.ProviderGuid);

    /// <summary>Name of the classic event source, where it differs from the provider's.</summary>
    public string? EventSourceName => _decoder.Text(_chunk, EvtxField.EventSourceName);

    /// <summary>Id of the event.</summary>
    public int? EventId => Int32(EvtxField.EventId);

    /// <summary>Upper half of a classic event id: 49152 is an error, 32768 a warning, 16384 information.</summary>
    public int? Qualifiers => Int32(EvtxField.Qualifiers);

    /// <summary>Version of the event's definition.</summary>
    public int? Version => Int32(EvtxField.Version);

    /// <summary>0 always, 1 critical, 2 error, 3 warning, 4 information, 5 verbose.</summary>
    public int? Level => Int32(EvtxField.Level);

    /// <summary>Task within the provider.</summary>
    public int? Task => Int32(EvtxField.Task);

    /// <summary>Operation within the task.</summary>
    public int? Opcode => Int32(EvtxField.Opcode);

    /// <summary>Bit mask of keywords.</summary>
    public ulong? Keywords => _decoder.Number(_chunk, EvtxField.Keywords) is { } bits ? unchecked((ulong)bits) : null;

    /// <summary>Channel the event was written to.</summary>
    public string? Channel => _decoder.Text(_chunk, EvtxField.Channel);

    /// <summary>Name of the computer.</summary>
    public string? Computer => _decoder.Text(_chunk, EvtxField.Computer);

    /// <summary>Process that logged the event.</summary>
    public long? ProcessId => _decoder.Number(_chunk, EvtxField.ProcessId);

    /// <summary>Thread that logged the event.</summary>
    public long? ThreadId => _decoder.Number(_chunk, EvtxField.ThreadId);

    /// <summary>SID of the user.</summary>
    public string? UserId => _decoder.Text(_chunk, EvtxField.UserId);

    /// <summary>GUID of the activity, as text in braces.</summary>
    public string? ActivityId => _decoder.Text(_chunk, EvtxField.ActivityId);

    /// <summary>
    /// The event's message, where the log carries it: forwarded ones do (RenderingInfo). Null else, since message texts are in the
    /// provider's files and not in the log.
    /// </summary>
    public string? Message => _decoder.TextOf(_chunk, "RenderingInfo", "Message");

    /// <summary>Items of EventData, in order.</summary>
    public EvtxDataItems EventData => _decoder.Items(_chunk);

    /// <summary>Leaves of UserData, in order.</summary>
    public EvtxDataItems UserData => _decoder.Leaves(_chunk);

    /// <summary>Whether the event has the element EventData, even an empty one.</summary>
    public bool HasEventData => _decoder.Has(EventDataElement);

    /// <summary>Whether the event has the element UserData.</summary>
    public bool HasUserData => _decoder.Has(UserDataElement);

    /// <summary>
    /// Writes EventData as one JSON value: an object where all items have names, else an array; all values are strings; a repeated
    /// name has an array. Null where there is none.
    /// </summary>
    public void WriteDataJson(Utf8JsonWriter json) => _decoder.WriteDataJson(_chunk, json);

    /// <summary>Writes UserData as one JSON value: elements as members, attributes as <c>@name</c>, text beside them as <c>#text</c>. Null where there is none.</summary>
    public void WriteUserDataJson(Utf8JsonWriter json) => _decoder.WriteUserDataJson(_chunk, json);

    /// <summary>
    /// Writes the event as well-formed XML in UTF-8. A record that cannot be read, or would make more than 8 MiB, is written as an
    /// Event with what its header tells.
    /// </summary>
    public void WriteXml(IBufferWriter<byte> output)
    {
        if (!_decoder.TryWriteXml(_chunk, output))
        {
            string at = WrittenAt is { } time ? $"<TimeCreated SystemTime=\"{time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture)}\"/>" : "";
            string id = HeaderRecordId.ToString(CultureInfo.InvariantCulture);
            output.Write(Encoding.UTF8.GetBytes($"<Event xmlns=\"http://schemas.microsoft.com/win/2004/08/events/event\"><System>{at}<EventRecordID>{id}</EventRecordID></System></Event>"));
        }
    }

    private int? Int32(EvtxField field) => _decoder.Number(_chunk, field) is >= int.MinValue and <= int.MaxValue and long number ? (int)number : null;
}
