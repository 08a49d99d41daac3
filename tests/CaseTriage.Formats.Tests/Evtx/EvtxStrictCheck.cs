using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Xml;
using CaseTriage.Formats.Evtx;

namespace CaseTriage.Formats.Tests.Evtx;

/// <summary>
/// Reads all of a log and judges every record by strict readers of XML and JSON, and by <see cref="PlainBinXmlWalker"/>, whose XML
/// must be the same byte for byte.
/// </summary>
internal sealed class EvtxStrictCheck
{
    private const int RecordHeaderSize = 24;
    private static readonly XmlReaderSettings Strict = new() { CheckCharacters = true, DtdProcessing = DtdProcessing.Prohibit, ConformanceLevel = ConformanceLevel.Document };
    private readonly ArrayBufferWriter<byte> _xml = new(64 * 1024);
    private readonly ArrayBufferWriter<byte> _json = new(64 * 1024);
    private readonly byte[] _file;
    private readonly bool _isMutated;
    private readonly List<string> _faults = [];
    private readonly List<string> _disagreements = [];
    private long _records;
    private long _compared;
    private long _ticks;
    private long _allocated;

    private EvtxStrictCheck(byte[] file, bool isMutated) => (_file, _isMutated) = (file, isMutated);

    /// <summary>Checks a log. Whatever leaves the reader, but for a refusal, goes through.</summary>
    /// <param name="file">The log.</param>
    /// <param name="isMutated">Whether the readers may differ over what can be read at all; where both read it, they must still agree.</param>
    public static EvtxStrictResult Of(byte[] file, bool isMutated = false)
    {
        EvtxStrictCheck check = new(file, isMutated);
        EvtxSummary? summary = null;
        try
        {
            summary = check.Read();
        }
        catch (MalformedDataException)
        {
            // A refusal is an answer.
        }

        return new EvtxStrictResult(summary, check._records, check._compared, check._disagreements, check._faults, Stopwatch.GetElapsedTime(0, check._ticks), check._allocated);
    }

    private EvtxSummary Read()
    {
        using MemoryStream stream = new(_file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        using EvtxReader reader = EvtxReader.Open(stream, new EvtxReaderOptions { IncludeRecovered = true });
        while (reader.TryRead(out EvtxRecord record, CancellationToken.None))
        {
            Write(record);
            Measure(before, start);
            Judge(record);
            (before, start) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
        }

        EvtxSummary summary = reader.Summary;
        Measure(before, start);
        return summary;
    }

    private void Measure(long before, long start)
    {
        _ticks += Stopwatch.GetTimestamp() - start;
        _allocated += GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private void Write(EvtxRecord record)
    {
        _xml.ResetWrittenCount();
        _json.ResetWrittenCount();
        record.WriteXml(_xml);
        using Utf8JsonWriter json = new(_json);
        json.WriteStartObject();
        json.WriteString("provider", record.Provider);
        json.WriteString("guid", record.ProviderGuid);
        json.WriteString("source", record.EventSourceName);
        json.WriteString("channel", record.Channel);
        json.WriteString("computer", record.Computer);
        json.WriteString("user", record.UserId);
        json.WriteString("activity", record.ActivityId);
        json.WriteString("message", record.Message);
        json.WriteNumber("id", record.RecordId + (record.EventId ?? 0) + (record.Qualifiers ?? 0) + (record.Level ?? 0));
        json.WriteString("time", record.TimeCreated ?? record.WrittenAt ?? default);
        json.WriteNumber("items", record.EventData.ToList().Count + record.UserData.ToList().Count);
        json.WritePropertyName("data");
        record.WriteDataJson(json);
        json.WritePropertyName("userData");
        record.WriteUserDataJson(json);
        json.WriteEndObject();
    }

    private void Judge(EvtxRecord record)
    {
        _records++;
        string place = $"record {record.HeaderRecordId} at 0x{record.FileOffset:X}";
        JudgeXml(place);
        JudgeJson(place);
        Compare(record, place);
    }

    private void JudgeXml(string place)
    {
        try
        {
            using MemoryStream stream = new(_xml.WrittenMemory.ToArray());
            using XmlReader reader = XmlReader.Create(stream, Strict);
            while (reader.Read())
            {
                // Reading on is the check: anything not well-formed throws.
            }
        }
        catch (XmlException e)
        {
            _faults.Add($"{place}: {e.Message} {Encoding.UTF8.GetString(_xml.WrittenSpan[..Math.Min(_xml.WrittenCount, 2000)])}");
        }
    }

    private void JudgeJson(string place)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(_json.WrittenMemory, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            _faults.Add($"{place}: {e.Message}");
        }
    }

    private void Compare(EvtxRecord record, string place)
    {
        int size = BinaryPrimitives.ReadInt32LittleEndian(_file.AsSpan((int)record.FileOffset + sizeof(int)));
        int chunkStart = (int)record.FileOffset - record.OffsetInChunk;
        byte[] chunk = _file[chunkStart..Math.Min(chunkStart + 65536, _file.Length)];
        (string? xml, bool isWhole) = PlainBinXmlWalker.Render(chunk, record.OffsetInChunk + RecordHeaderSize, record.OffsetInChunk + size - sizeof(uint));
        if (isWhole == record.IsDamaged)
        {
            (_isMutated ? _disagreements : _faults).Add($"{place}: readers disagree, the plain one {(isWhole ? "reads it" : "does not read it")}");
        }
        else if (xml is not null && !(IsHeaderOnly && (_isMutated || record.IsDamaged)))
        {
            _compared++;
            if (!_xml.WrittenSpan.SequenceEqual(Encoding.UTF8.GetBytes(xml)))
            {
                _faults.Add(Difference(place, xml, Encoding.UTF8.GetString(_xml.WrittenSpan)));
            }
        }
    }

    /// <summary>What the reader writes of a record that it cannot read, or that a budget cut off.</summary>
    private bool IsHeaderOnly => _xml.WrittenSpan.EndsWith("</EventRecordID></System></Event>"u8);

    private static string Difference(string place, string plain, string compiled)
    {
        int at = plain.AsSpan().CommonPrefixLength(compiled);
        int start = Math.Max(at - 60, 0);
        return $"{place}: XML differs at {at}: plain '{plain[start..Math.Min(at + 120, plain.Length)]}', compiled '{compiled[start..Math.Min(at + 120, compiled.Length)]}'";
    }
}

/// <param name="Summary">What the reader says; null where the file was refused.</param>
/// <param name="Records">Records that were given.</param>
/// <param name="Compared">Of them, those whose XML was held against the plain walker's.</param>
/// <param name="Disagreements">Records of a mutated log that one of the two can read, and the other not.</param>
/// <param name="Faults">What strict readers or the plain walker object to.</param>
/// <param name="Elapsed">Time in the reader, without the checks.</param>
/// <param name="Allocated">Bytes allocated in the reader and by the lists asked of it.</param>
internal sealed record EvtxStrictResult(EvtxSummary? Summary, long Records, long Compared, IReadOnlyList<string> Disagreements, IReadOnlyList<string> Faults, TimeSpan Elapsed, long Allocated);
