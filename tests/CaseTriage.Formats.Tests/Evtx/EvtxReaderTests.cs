using CaseTriage.Formats.Evtx;
using CaseTriage.TestKit.Evtx;

namespace CaseTriage.Formats.Tests.Evtx;

public sealed class EvtxReaderTests
{
    [Fact]
    public void TryRead_SoundLog_YieldsEveryRecordInOrderWithoutDamage()
    {
        EvtxReading reading = EvtxReading.Of(EvtxSamples.Log(35));

        Assert.Equal(EvtxSamples.Ids(1, 35), reading.RecordIds);
        Assert.Empty(reading.Summary.Damage);
        Assert.Equal(4, reading.Summary.ChunkCount);
        Assert.False(reading.Summary.MayLackRecords);
    }

    [Fact]
    public void TryRead_OneEvent_GivesItsColumns()
    {
        byte[] file = new EvtxBuilder().Add(new EvtxEvent("Microsoft-Windows-Security-SPP", 8198, EvtxSamples.At)
        {
            EventSourceName = "Software Protection Platform Service",
            ProviderGuid = new Guid("8d1c1a6e-4a35-5b0e-9f43-2c0c8d7a6b51"),
            Qualifiers = 49152,
            Level = 2,
            Version = 1,
            Task = 7,
            Opcode = 3,
            Keywords = 0x8080000000000000,
            ProcessId = 4712,
            ThreadId = 5120,
            UserId = EvtxValue.Sid(5, 18),
            Channel = "Application",
            Computer = "PC-测试-07",
        }).Build();
        using MemoryStream stream = new(file);
        using EvtxReader reader = EvtxReader.Open(stream);

        Assert.True(reader.TryRead(out EvtxRecord record, TestContext.Current.CancellationToken));

        Assert.Equal("Microsoft-Windows-Security-SPP", record.Provider);
        Assert.Equal("Software Protection Platform Service", record.EventSourceName);
        Assert.Equal("{8D1C1A6E-4A35-5B0E-9F43-2C0C8D7A6B51}", record.ProviderGuid);
        Assert.Equal((8198, 49152), (record.EventId, record.Qualifiers));
        Assert.Equal((2, 1, 7, 3), (record.Level, record.Version, record.Task, record.Opcode));
        Assert.Equal(0x8080000000000000, record.Keywords);
        Assert.Equal((4712L, 5120L), (record.ProcessId, record.ThreadId));
        Assert.Equal("S-1-5-18", record.UserId);
        Assert.Equal(("Application", "PC-测试-07"), (record.Channel, record.Computer));
        Assert.Equal(EvtxSamples.At, record.TimeCreated);
        Assert.Equal((0, 512, 4608L), (record.Chunk, record.OffsetInChunk, record.FileOffset));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(777)]
    [InlineData(65536)]
    public void TryRead_StreamOfShortReads_GivesTheSameAsOneRead(int atMost)
    {
        byte[] file = EvtxSamples.Log(25);
        using ShortReadStream stream = new(file, atMost);

        EvtxReading reading = EvtxReading.Of(stream);

        Assert.Equal(EvtxReading.Of(file).Records, reading.Records);
    }

    [Theory]
    [InlineData(3 * 16)]
    [InlineData(12 * 16)]
    public void TryRead_LogOfAnySize_AllocatesTheSame(int chunks)
    {
        byte[] log = EvtxSamples.Log(20);
        using EvtxRepeatedStream small = new(log, [(0, chunks)]);
        _ = CountEventIds(small);
        small.Position = 0;
        long before = GC.GetAllocatedBytesForCurrentThread();
        _ = CountEventIds(small);
        long once = GC.GetAllocatedBytesForCurrentThread() - before;
        using EvtxRepeatedStream large = new(log, [(0, 16 * chunks)]);

        // Code that the compiler has not optimized yet keeps on the heap what it later keeps on the stack: on a busy machine that takes a few rounds.
        long allocated = long.MaxValue;
        for (int round = 0; round < 30 && allocated >= once + 100_000; round++)
        {
            large.Position = 0;
            before = GC.GetAllocatedBytesForCurrentThread();
            _ = CountEventIds(large);
            allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.True(allocated < once + 100_000, $"{allocated} bytes instead of {once}");
    }

    /// <summary>Chunk numbers of more than 16 bits, offsets of more than 32; what lies between is zero, to be quick.</summary>
    [Fact]
    public void TryRead_ChunkBehindFourGibibytes_IsReadAtItsPlace()
    {
        using EvtxRepeatedStream stream = new(EvtxSamples.Log(20), [(0, 1), (EvtxRepeatedStream.Zeros, 65_540), (1, 1)]);
        using EvtxReader reader = EvtxReader.Open(stream);
        List<(long, int, long)> last = [];
        while (reader.TryRead(out EvtxRecord record, TestContext.Current.CancellationToken))
        {
            last.Add((record.RecordId, record.Chunk, record.FileOffset));
        }

        Assert.Equal(20, last.Count);
        Assert.Equal((11L, 65_541, 4096L + (65_541L * 65536) + 512), last[10]);
        Assert.Equal(["chunk-zero"], reader.Summary.Damage.Select(damage => damage.Code));
    }

    /// <summary>As above with records all the way; some 10 s, so only where CASETRIAGE_LONG_TESTS is 1.</summary>
    [Fact]
    public void TryRead_RecordsInMoreThanFourGibibytes_AreAllRead()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("CASETRIAGE_LONG_TESTS") == "1", "Runs where CASETRIAGE_LONG_TESTS is 1.");
        using EvtxRepeatedStream stream = new(EvtxSamples.Log(20), [(0, 66_000)]);
        using EvtxReader reader = EvtxReader.Open(stream);
        long before = GC.GetAllocatedBytesForCurrentThread();
        long count = 0;
        while (reader.TryRead(out EvtxRecord record, TestContext.Current.CancellationToken))
        {
            count += record.EventId >= 1000 ? 1 : 0;
        }

        Assert.Equal(660_000, count);
        Assert.Equal(66_000, reader.Summary.ChunkCount);
        Assert.Empty(reader.Summary.Damage);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4 * 1024 * 1024);
    }

    [Fact]
    public void TryRead_CancelledToken_Stops()
    {
        using MemoryStream stream = new(EvtxSamples.Log(25));
        using EvtxReader reader = EvtxReader.Open(stream);

        Assert.Throws<OperationCanceledException>(() => reader.TryRead(out _, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void TryRead_HeaderIdsAndTimesDifferFromTheEvents_KeepsAllFour()
    {
        ReadRecord record = EvtxReading.OfOne(new EvtxEvent("P", 1, EvtxSamples.At)
        {
            RecordId = 700,
            HeaderRecordId = 3,
            WrittenAt = EvtxSamples.At.AddMinutes(2),
        });

        Assert.Equal((700L, 3L), (record.RecordId, record.HeaderRecordId));
        Assert.Equal((EvtxSamples.At, EvtxSamples.At.AddMinutes(2)), (record.TimeCreated, record.WrittenAt));
    }

    [Fact]
    public void TryRead_TimesGoBackAndIdsHaveGaps_IsNoDamage()
    {
        byte[] file = new EvtxBuilder()
            .Add(new EvtxEvent("P", 1, EvtxSamples.At) { RecordId = 5 })
            .Add(new EvtxEvent("P", 1, EvtxSamples.At.AddDays(-3)) { RecordId = 900 })
            .Build();

        EvtxReading reading = EvtxReading.Of(file);

        Assert.Equal([5, 900], reading.RecordIds);
        Assert.False(reading.Summary.MayLackRecords);
    }

    [Fact]
    public void TryRead_ManyRecords_AllocatesNothingPerRecord()
    {
        byte[] file = EvtxSamples.Log(2000);
        int warm = CountEventIds(file);
        long before = GC.GetAllocatedBytesForCurrentThread();

        int counted = CountEventIds(file);

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(warm, counted);
        Assert.True(allocated < 400_000, $"{allocated} bytes for 2,000 records");
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("PK\u0003\u0004 no event log", "not-evtx")]
    [InlineData("ElfFile\0", "header-cut")]
    public void Open_NoEventLog_IsRefusedWithCode(string head, string code)
    {
        using MemoryStream stream = new(System.Text.Encoding.Latin1.GetBytes(head));

        MalformedDataException refusal = Assert.Throws<MalformedDataException>(() => EvtxReader.Open(stream));

        Assert.Equal(code, refusal.Code);
    }

    [Theory]
    [InlineData(100, "header-cut")]
    [InlineData(4095, "header-cut")]
    [InlineData(4096, "no-chunks")]
    public void Open_CutBeforeTheFirstChunk_IsRefusedWithCode(int length, string code)
    {
        using MemoryStream stream = new(EvtxSamples.Log(1)[..length]);

        MalformedDataException refusal = Assert.Throws<MalformedDataException>(() => EvtxReader.Open(stream));

        Assert.Equal(code, refusal.Code);
    }

    [Fact]
    public void IsEvtx_SignatureOrNot_TellsThemApart()
    {
        Assert.True(EvtxReader.IsEvtx(EvtxSamples.Log(1)));
        Assert.False(EvtxReader.IsEvtx("ElfChnk\0"u8));
        Assert.False(EvtxReader.IsEvtx([]));
    }

    private static int CountEventIds(byte[] file)
    {
        using MemoryStream stream = new(file);
        return CountEventIds(stream);
    }

    private static int CountEventIds(Stream stream)
    {
        using EvtxReader reader = EvtxReader.Open(stream);
        int sum = 0;
        while (reader.TryRead(out EvtxRecord record, CancellationToken.None))
        {
            sum += (record.EventId ?? 0) + (record.Provider?.Length ?? 0);
        }

        return sum;
    }

    private sealed class ShortReadStream(byte[] bytes, int atMost) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, atMost)]);
    }
}
