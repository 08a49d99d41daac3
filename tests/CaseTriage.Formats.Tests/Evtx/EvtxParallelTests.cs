using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using CaseTriage.Formats.Evtx;
using CaseTriage.TestKit;
using CaseTriage.TestKit.Evtx;

namespace CaseTriage.Formats.Tests.Evtx;

/// <summary>Several workers, other orders, ends before the end.</summary>
public sealed class EvtxParallelTests
{
    private static readonly string? Corpus = SharedFolder.Find("corpus", "evtx");

    public static TheoryData<string> Damages => [.. s_damaged.Keys];

    private static readonly Dictionary<string, Func<byte[]>> s_damaged = new(StringComparer.Ordinal)
    {
        ["sound"] = () => EvtxSamples.Log(400),
        ["zero chunks at the borders of blocks"] = () => Zeroed(EvtxSamples.Log(400), 0, 1, 7, 8, 15, 16, 17, 38, 39),
        ["zero chunks alone"] = () => Zeroed(EvtxSamples.Log(400), [.. Enumerable.Range(0, 40)]),
        ["cut"] = () => EvtxSamples.Log(400)[..^30_000],
        ["broken sizes"] = () => EvtxSamples.Log(400).WithRecordSize(3, 4, 0).WithRecordSize(19, 2, 27),
        ["checksums"] = () => EvtxSamples.Log(400).WithBadChunkDataChecksum(8).WithBadHeaderChecksum(),
        ["lone surrogates"] = () => new EvtxBuilder { RecordsPerChunk = 1 }.Add(EvtxSamples.Event(EvtxValue.Utf16('\uD800', 'a'))).Add(EvtxSamples.Event(EvtxValue.Utf16('a', '\uDC00'))).Build(),
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void Read_SeveralWorkers_GivesTheSameBytesCountsAndDamageAsOneReader(string damage)
    {
        byte[] file = s_damaged[damage]();

        AssertSameAsOneReader(() => new MemoryStream(file));
    }

    [Fact]
    public void Read_SeveralWorkersOverTheCorpus_GivesTheSameAsOneReader()
    {
        Assert.SkipWhen(Corpus is null, SharedFolder.AbsentReason);

        foreach (string path in Directory.EnumerateFiles(Corpus ?? "", "*.evtx"))
        {
            AssertSameAsOneReader(() => File.OpenRead(path));
        }
    }

    [Fact]
    public void Read_MoreDamageThanIsKept_KeepsTheFirstEntriesInOrderAndCountsTheRest()
    {
        byte[] file = EvtxSamples.Log(400);
        for (int chunk = 0; chunk < 40; chunk++)
        {
            file = file.WithBadChunkDataChecksum(chunk);
        }

        EvtxReaderOptions options = new() { MaxDamageEntries = 10 };
        (EvtxSummary summary, _) = InParallel(new MemoryStream(file), options, workers: 3);

        Assert.Equal(10, summary.Damage.Count);
        Assert.Equal(30, summary.OmittedDamageCount);
        Assert.Equal(summary.Damage.OrderBy(entry => entry.Offset), summary.Damage);
    }

    [Fact]
    public void TryRead_RotatedChunksInRecordOrder_YieldsThemFromTheFirstRecordOn()
    {
        byte[] rotated = EvtxSamples.Log(50).WithRotatedChunks(2);
        EvtxReaderOptions inOrder = new() { InRecordOrder = true };

        EvtxReading reading = EvtxReading.Of(rotated, inOrder);

        Assert.Equal(EvtxSamples.Ids(1, 50), reading.RecordIds);
        Assert.Empty(reading.Summary.Damage);
        Assert.Equal(Serial(new MemoryStream(rotated), inOrder), InParallel(new MemoryStream(rotated), inOrder, workers: 2).Output);
    }

    [Fact]
    public void TryRead_DamagedSlotInRotatedLogInRecordOrder_IsNamedByItsPlaceInTheFile()
    {
        byte[] rotated = Zeroed(EvtxSamples.Log(50).WithRotatedChunks(2), 3);

        EvtxReading reading = EvtxReading.Of(rotated, new EvtxReaderOptions { InRecordOrder = true });

        Assert.Equal(EvtxSamples.Ids(11, 50), reading.RecordIds);
        Assert.Equal(4096 + (3 * 65536), Assert.Single(reading.Summary.Damage, entry => entry.Code == "chunk-zero").Offset);
    }

    [Fact]
    public void Open_InRecordOrderOfAStreamThatCannotSeek_IsRefused() =>
        Assert.Throws<ArgumentException>(() => EvtxReader.Open(new ForwardStream(EvtxSamples.Log(10)), new EvtxReaderOptions { InRecordOrder = true }));

    [Fact]
    public void TryRead_FromAChunkOn_BeginsThere()
    {
        EvtxReading reading = EvtxReading.Of(EvtxSamples.Log(50), new EvtxReaderOptions { FirstChunk = 3 });

        Assert.Equal(EvtxSamples.Ids(31, 50), reading.RecordIds);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Read_CancelledMidFile_StopsSoonAndGivesNothingMore(int workers)
    {
        using CancellationTokenSource cancelling = new();
        long cancelledAt = 0;
        int given = 0;

        Assert.ThrowsAny<OperationCanceledException>(() => EvtxParallel.Read(
            new MemoryStream(EvtxSamples.Log(4000)),
            new EvtxReaderOptions(),
            workers,
            static () => new object(),
            static (in _, _) => { },
            _ =>
            {
                given++;
                cancelledAt = Stopwatch.GetTimestamp();
                cancelling.Cancel();
            },
            cancelling.Token));

        // 50 ms on a quiet machine; a busy one must not fail it.
        Assert.InRange(Stopwatch.GetElapsedTime(cancelledAt), TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Equal(1, given);
    }

    [Fact]
    public void Read_WorkerFails_ThrowsThatAndStops()
    {
        List<long> given = [];

        Exception thrown = Assert.ThrowsAny<Exception>(() => EvtxParallel.Read(
            new MemoryStream(EvtxSamples.Log(400)),
            new EvtxReaderOptions(),
            2,
            static () => new List<long>(),
            static (in record, batch) =>
            {
                Assert.False(record.RecordId == 137, "Record 137.");
                batch.Add(record.RecordId);
            },
            batch =>
            {
                given.AddRange(batch);
                batch.Clear();
            },
            TestContext.Current.CancellationToken));

        Assert.Contains("Record 137.", thrown.Message, StringComparison.Ordinal);
        Assert.NotEmpty(given);
        Assert.Equal(EvtxSamples.Ids(1, given.Count), given);
        Assert.True(given.Count < 137);
    }

    private static byte[] Zeroed(byte[] file, params int[] chunks)
    {
        byte[] copy = [.. file];
        foreach (int chunk in chunks)
        {
            copy.AsSpan(4096 + (chunk * 65536), 65536).Clear();
        }

        return copy;
    }

    private static void AssertSameAsOneReader(Func<Stream> open)
    {
        EvtxReaderOptions options = new() { IncludeRecovered = true };
        using Stream one = open();
        string expected = Serial(one, options, out EvtxSummary serial);
        foreach (int workers in (int[])[1, 2, 4])
        {
            using Stream stream = open();
            (EvtxSummary summary, string output) = InParallel(stream, options, workers);

            Assert.Equal(expected, output);
            Assert.Equal(serial.Damage, summary.Damage);
            Assert.Equal(serial with { Damage = [] }, summary with { Damage = [] });
        }
    }

    private static string Serial(Stream stream, EvtxReaderOptions options) => Serial(stream, options, out _);

    private static string Serial(Stream stream, EvtxReaderOptions options, out EvtxSummary summary)
    {
        using EvtxReader reader = EvtxReader.Open(stream, options);
        ArrayBufferWriter<byte> output = new();
        while (reader.TryRead(out EvtxRecord record, TestContext.Current.CancellationToken))
        {
            Write(record, output);
        }

        summary = reader.Summary;
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static (EvtxSummary Summary, string Output) InParallel(Stream stream, EvtxReaderOptions options, int workers)
    {
        ArrayBufferWriter<byte> output = new();
        EvtxSummary summary = EvtxParallel.Read(
            stream,
            options,
            workers,
            static () => new ArrayBufferWriter<byte>(),
            Write,
            batch =>
            {
                output.Write(batch.WrittenSpan);
                batch.ResetWrittenCount();
            },
            TestContext.Current.CancellationToken);
        return (summary, Encoding.UTF8.GetString(output.WrittenSpan));
    }

    private static void Write(in EvtxRecord record, ArrayBufferWriter<byte> output)
    {
        record.WriteXml(output);
        using Utf8JsonWriter json = new(output);
        record.WriteDataJson(json);
        json.Flush();
        output.Write(Encoding.UTF8.GetBytes($" {record.Chunk} {record.OffsetInChunk} {record.IsRecovered} {record.IsAfterDamage}\n"));
    }

    private sealed class ForwardStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
