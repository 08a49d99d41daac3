using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using CaseTriage.Formats.Evtx;
using CaseTriage.TestKit.Evtx;

namespace CaseTriage.Formats.Tests.Evtx;

/// <summary>A record as it was when the reader stood at it.</summary>
internal sealed record ReadRecord(
    long RecordId,
    long HeaderRecordId,
    DateTimeOffset? TimeCreated,
    DateTimeOffset? WrittenAt,
    string? Provider,
    string? EventSourceName,
    int? EventId,
    int? Qualifiers,
    string? Message,
    string Data,
    string UserData,
    string Xml,
    bool IsRecovered,
    bool IsAfterDamage,
    bool IsDamaged)
{
    public XElement Document => XElement.Parse(Xml, LoadOptions.PreserveWhitespace);
}

/// <summary>Everything that reading a log gives.</summary>
internal sealed record EvtxReading(IReadOnlyList<ReadRecord> All, EvtxSummary Summary, long ReplacedCharacters)
{
    public IReadOnlyList<ReadRecord> Records { get; } = [.. All.Where(record => !record.IsRecovered)];

    public IReadOnlyList<ReadRecord> Recovered { get; } = [.. All.Where(record => record.IsRecovered)];

    public IReadOnlyList<long> RecordIds => [.. Records.Select(record => record.RecordId)];

    public IReadOnlyList<string> DamageCodes => [.. Summary.Damage.Select(damage => damage.Code)];

    public static EvtxReading Of(byte[] file, EvtxReaderOptions? options = null)
    {
        using MemoryStream stream = new(file);
        return Of(stream, options);
    }

    public static EvtxReading Of(Stream stream, EvtxReaderOptions? options = null)
    {
        using EvtxReader reader = EvtxReader.Open(stream, options ?? new EvtxReaderOptions { IncludeRecovered = true });
        List<ReadRecord> records = [];
        while (reader.TryRead(out EvtxRecord record, TestContext.Current.CancellationToken))
        {
            records.Add(Keep(record));
        }

        return new EvtxReading(records, reader.Summary, reader.Summary.ReplacedCharacterCount);
    }

    /// <summary>Reads one event back.</summary>
    public static ReadRecord OfOne(EvtxEvent item)
    {
        EvtxReading reading = Of(new EvtxBuilder().Add(item).Build());
        Assert.Empty(reading.Summary.Damage);
        return Assert.Single(reading.All);
    }

    private static ReadRecord Keep(EvtxRecord record) => new(
        record.RecordId,
        record.HeaderRecordId,
        record.TimeCreated,
        record.WrittenAt,
        record.Provider,
        record.EventSourceName,
        record.EventId,
        record.Qualifiers,
        record.Message,
        Json(record, static (item, json) => item.WriteDataJson(json)),
        Json(record, static (item, json) => item.WriteUserDataJson(json)),
        Xml(record),
        record.IsRecovered,
        record.IsAfterDamage,
        record.IsDamaged);

    private static string Json(EvtxRecord record, Action<EvtxRecord, Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        write(record, json);
        json.Flush();
        using JsonDocument check = JsonDocument.Parse(buffer.WrittenMemory);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string Xml(EvtxRecord record)
    {
        ArrayBufferWriter<byte> buffer = new();
        record.WriteXml(buffer);
        using MemoryStream stream = new(buffer.WrittenSpan.ToArray());
        using XmlReader strict = XmlReader.Create(stream, new XmlReaderSettings { CheckCharacters = true, DtdProcessing = DtdProcessing.Prohibit });
        while (strict.Read())
        {
            // Reading on is the check: anything not well-formed throws.
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
