using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Masking;
using CaseTriage.Formats.Evtx;

namespace CaseTriage.Analysis.Facts;

/// <summary>Reads an event log record by record: every record goes to the observer, those that the packs know become facts.</summary>
public static class EvtxFacts
{
    /// <summary>Reads a log.</summary>
    /// <param name="log">The log.</param>
    /// <param name="events">Which events become facts.</param>
    /// <param name="messages">What events mean in words.</param>
    /// <param name="observer">Gets a row for each record, where it wants any.</param>
    /// <param name="cancellationToken">Looked at once for each record.</param>
    /// <exception cref="Formats.MalformedDataException">It is no event log.</exception>
    public static ArtifactReading Read(EventLog log, EventCatalog events, MessageCatalog messages, IAnalysisObserver observer, CancellationToken cancellationToken)
    {
        using EvtxReader reader = EvtxReader.Open(log.Content);
        var collector = new EventCollector(log.Path, events, messages);
        var texts = new TextSupply(log.Texts);
        var json = new ArrayBufferWriter<byte>();
        while (reader.TryRead(out EvtxRecord record, cancellationToken))
        {
            EventSeen seen = See(record);
            collector.Count(seen, record.IsRecovered);
            bool isKnown = collector.Knows(seen);

            // Who watches has no part in the result, so texts are counted for all records or for none.
            string? message = isKnown || observer.WantsEvents || log.Texts is not null ? texts.Of(record) : null;
            if (isKnown)
            {
                collector.Take(
                    seen with { EventSourceName = record.EventSourceName, Message = message }, [.. record.EventData.ToList(), .. record.UserData.ToList()]);
            }

            if (observer.WantsEvents)
            {
                observer.Event(Row(log.Path, record, seen, message, json));
            }
        }

        EvtxSummary summary = reader.Summary;
        return collector.ToReading(summary.MayLackRecords) with
        {
            // A log that its writer had not closed is whole; only what may have cost records, or content of records, makes it partial.
            Status = summary.MayLackRecords || summary.DamagedRecordCount > 0 ? ArtifactStatus.Partial : ArtifactStatus.Parsed,
            Records = summary.RecordCount,
            Damage = [.. summary.Damage, .. texts.Damage is { } many ? new[] { many } : []],
        };
    }

    private static EventSeen See(in EvtxRecord record) => new(
        record.RecordId,
        record.TimeCreated ?? record.WrittenAt,
        record.Provider ?? "",
        record.EventId ?? 0,
        record.Level ?? 0,
        record.Channel ?? "",
        record.Computer ?? "");

    private static EventRow Row(string artifactPath, in EvtxRecord record, EventSeen seen, string? message, ArrayBufferWriter<byte> buffer) => new(
        artifactPath,
        record.Chunk,
        record.OffsetInChunk,
        seen.RecordId,
        seen.At,
        seen.Provider,
        seen.EventId,
        seen.Level,
        seen.Channel,
        seen.Computer,
        SecretMask.Mask(DataJson(record, buffer)).Text,
        ConditionOf(record),
        message);

    private static EventCondition ConditionOf(in EvtxRecord record) =>
        (record.IsRecovered ? EventCondition.Recovered : EventCondition.None)
        | (record.IsAfterDamage ? EventCondition.AfterDamage : EventCondition.None)
        | (record.IsDamaged ? EventCondition.Damaged : EventCondition.None);

    private static string DataJson(in EvtxRecord record, ArrayBufferWriter<byte> buffer)
    {
        buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Documents.AnalysisJson.Compact.Encoder, SkipValidation = true }))
        {
            if (record.HasUserData)
            {
                record.WriteUserDataJson(json);
            }
            else
            {
                record.WriteDataJson(json);
            }
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
