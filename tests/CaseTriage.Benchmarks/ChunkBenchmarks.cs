using System.Buffers;
using System.IO.Hashing;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using CaseTriage.Formats.Evtx;
using CaseTriage.TestKit.Evtx;

namespace CaseTriage.Benchmarks;

/// <summary>The inner loops over sixteen chunks in memory: <c>--filter *Chunk*</c>. The baseline sums the same bytes by CRC-32.</summary>
[MemoryDiagnoser]
public class ChunkBenchmarks
{
    private readonly ArrayBufferWriter<byte> _output = new(1 << 20);
    private byte[] _log = [];

    /// <summary>Builds the log.</summary>
    [GlobalSetup]
    public void Build()
    {
        DateTimeOffset at = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
        using MemoryStream log = new();
        new EvtxBuilder().Write(log, Enumerable.Range(0, 2_000).Select(i => SampleEvents.At(i, at.AddSeconds(i))));
        _log = log.ToArray();
    }

    /// <summary>What there is to compare with.</summary>
    [Benchmark(Baseline = true)]
    public uint Checksum() => Crc32.HashToUInt32(_log);

    /// <summary>Records and where their values stand.</summary>
    [Benchmark]
    public long Records() => Read(static (in record, _) => record.OffsetInChunk);

    /// <summary>A number, a time and a string of each.</summary>
    [Benchmark]
    public long Columns() => Read(static (in record, _) => (record.EventId ?? 0) + (record.TimeCreated?.Ticks ?? 0) + (record.Provider?.Length ?? 0));

    /// <summary>Data of each.</summary>
    [Benchmark]
    public long Items() => Read(static (in record, _) =>
    {
        long length = 0;
        foreach (EvtxDataItem item in record.EventData)
        {
            length += item.Value.Length;
        }

        return length;
    });

    /// <summary>XML of each.</summary>
    [Benchmark]
    public long Xml() => Read(static (in record, output) =>
    {
        output.ResetWrittenCount();
        record.WriteXml(output);
        return output.WrittenCount;
    });

    /// <summary>Data of each as JSON.</summary>
    [Benchmark]
    public long Json()
    {
        using Utf8JsonWriter json = new(_output);
        return Read((in record, output) =>
        {
            output.ResetWrittenCount();
            json.Reset();
            record.WriteDataJson(json);
            json.Flush();
            return output.WrittenCount;
        });
    }

    private delegate long Look(in EvtxRecord record, ArrayBufferWriter<byte> output);

    private long Read(Look look)
    {
        using MemoryStream log = new(_log);
        using EvtxReader reader = EvtxReader.Open(log);
        long sum = 0;
        while (reader.TryRead(out EvtxRecord record, CancellationToken.None))
        {
            sum += look(record, _output);
        }

        return sum;
    }
}
