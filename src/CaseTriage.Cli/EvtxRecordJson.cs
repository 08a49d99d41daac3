using System.Globalization;
using System.Text.Json;
using CaseTriage.Formats.EventMessages;
using CaseTriage.Formats.Evtx;

namespace CaseTriage.Cli;

/// <summary>One event record as a JSON object. 64-bit masks are hex text; what the event does not state is null.</summary>
internal static class EvtxRecordJson
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    public static void Write(Utf8JsonWriter json, EvtxRecord record, EventMessageFile? texts)
    {
        json.WriteStartObject();
        WriteNumber(json, "recordId", record.RecordId);
        WriteTime(json, "timeCreated", record.TimeCreated);
        json.WriteString("provider", record.Provider);
        WriteNumber(json, "eventId", record.EventId);
        WriteNumber(json, "qualifiers", record.Qualifiers);
        WriteNumber(json, "version", record.Version);
        WriteNumber(json, "level", record.Level);
        WriteNumber(json, "task", record.Task);
        WriteNumber(json, "opcode", record.Opcode);
        json.WriteString("keywords", record.Keywords is { } bits ? string.Create(CultureInfo.InvariantCulture, $"0x{bits:x}") : null);
        json.WriteString("channel", record.Channel);
        json.WriteString("computer", record.Computer);
        WriteNumber(json, "processId", record.ProcessId);
        WriteNumber(json, "threadId", record.ThreadId);
        json.WriteString("userId", record.UserId);
        json.WriteString("eventSourceName", record.EventSourceName);
        WriteContent(json, record, texts);
        WritePlace(json, record);
        json.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter json, EvtxRecord record, EventMessageFile? texts)
    {
        json.WritePropertyName("data");
        record.WriteDataJson(json);
        json.WritePropertyName("userData");
        record.WriteUserDataJson(json);
        if ((record.Message ?? texts?.Find(record.RecordId)) is { } message)
        {
            json.WriteString("message", message);
        }
    }

    private static void WritePlace(Utf8JsonWriter json, EvtxRecord record)
    {
        json.WriteNumber("headerRecordId", record.HeaderRecordId);
        WriteTime(json, "writtenAt", record.WrittenAt);
        json.WriteNumber("chunk", record.Chunk);
        json.WriteNumber("offset", record.FileOffset);
        if (record.IsRecovered)
        {
            json.WriteBoolean("recovered", true);
        }

        if (record.IsAfterDamage)
        {
            json.WriteBoolean("afterDamage", true);
        }

        if (record.IsDamaged)
        {
            json.WriteBoolean("damaged", true);
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? value) =>
        json.WriteString(name, value?.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
}
