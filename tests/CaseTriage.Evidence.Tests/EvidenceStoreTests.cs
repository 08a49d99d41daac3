using CaseTriage.Analysis;

namespace CaseTriage.Evidence.Tests;

public sealed class EvidenceStoreTests : IDisposable
{
    private const string Bundle = "ab00000000000000000000000000000000000000000000000000000000000000";
    private static readonly DateTimeOffset s_noon = new(2024, 3, 5, 12, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("evidence").FullName;
    private readonly EvidenceStore _store;

    public EvidenceStoreTests()
    {
        _store = new EvidenceStore(_folder);
        _store.Prepare();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Open_AfterComplete_GivesTheEventAsItWasWritten()
    {
        EventRow row = Row(recordId: 17, s_noon) with { Data = """{"错误":"0xC004F074"}""" };
        Write(row);

        using EvidenceReader reader = Open();

        Assert.Equal(row, Assert.Single(reader.Find("!/logs/System.evtx", 17, 10)).Row);
    }

    [Fact]
    public void Open_EventWithItsText_GivesTheText()
    {
        EventRow row = Row(recordId: 17, s_noon) with { Message = "系统时间已更改。" };
        Write(row);

        using EvidenceReader reader = Open();

        Assert.Equal(row, Assert.Single(reader.Find("!/logs/System.evtx", 17, 10)).Row);
    }

    [Fact]
    public void Open_NotCompleted_HasNothingAndLeavesNoFile()
    {
        using (EvidenceWriter writer = _store.Build(Bundle))
        {
            writer.Add(Row(recordId: 1, s_noon));
        }

        Assert.Null(_store.Open(Bundle));
        Assert.Empty(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Prepare_StrayFileOfACrash_IsRemoved()
    {
        string stray = Path.Combine(_folder, "building", "half");
        File.WriteAllText(stray, "half a database");

        _store.Prepare();

        Assert.False(File.Exists(stray));
    }

    [Fact]
    public void ReadPage_SeveralPages_GivesEveryTimedEventOnceInOrderOfTime()
    {
        // Four share an instant, so that the page breaks within it; one has no time.
        Write(
            Row(5, s_noon.AddMinutes(1)), Row(1, s_noon), Row(2, s_noon), Row(3, s_noon), Row(4, s_noon), Row(9, at: null), Row(0, s_noon.AddHours(-1)));

        using EvidenceReader reader = Open();
        List<long> seen = [];
        EventPlace? last = null;
        while (reader.ReadPage(new EventQuery(), last, EventOrder.OldestFirst, limit: 2) is { IsEmpty: false } page)
        {
            seen.AddRange(page.Select(e => e.Row.RecordId));
            last = new EventPlace(page[^1].Row.At!.Value, page[^1].Id);
        }

        Assert.Equal([0, 1, 2, 3, 4, 5], seen);
    }

    [Fact]
    public void ReadPage_Bounds_IncludeTheFirstInstantAndExcludeTheLast()
    {
        Write(Row(1, s_noon.AddTicks(-1)), Row(2, s_noon), Row(3, s_noon.AddHours(1)));

        using EvidenceReader reader = Open();

        Assert.Equal(2, Assert.Single(reader.ReadPage(new EventQuery { From = s_noon, To = s_noon.AddHours(1) }, null, EventOrder.OldestFirst, 10)).Row.RecordId);
    }

    [Fact]
    public void Find_TwoArtifactsWithTheSameId_GivesTheOneAskedFor()
    {
        Write(Row(1, s_noon), Row(1, s_noon) with { Artifact = "!/other.evtx", EventId = 99 });

        using EvidenceReader reader = Open();

        Assert.Equal(99, Assert.Single(reader.Find("!/other.evtx", 1, 10)).Row.EventId);
        Assert.Empty(reader.Find("!/absent.evtx", 1, 10));
    }

    [Fact]
    public void ReadHistogram_ManyEvents_CountsThemByHourAndLevel()
    {
        Write([.. Enumerable.Range(0, 12_000).Select(i => Row(i, s_noon.AddSeconds(i)) with { Level = i % 4 == 0 ? 2 : 4 })]);

        using EvidenceReader reader = Open();

        Assert.Equal(
            [(0, 2, 900L), (0, 4, 2700L), (1, 2, 900L), (1, 4, 2700L), (2, 2, 900L), (2, 4, 2700L), (3, 2, 300L), (3, 4, 900L)],
            reader.ReadHistogram(new EventQuery(), EventBucket.Hour).Bars.Select(s => ((int)(s.Start - s_noon).TotalHours, s.Level, s.Events)));
    }

    private static EventRow Row(long recordId, DateTimeOffset? at) => new(
        "!/logs/System.evtx", Chunk: 2, OffsetInChunk: 0x200, recordId, at, "Some-Provider", EventId: 7, Level: 4, "System", "PC-1", "{}");

    private void Write(params EventRow[] rows)
    {
        using EvidenceWriter writer = _store.Build(Bundle);
        foreach (EventRow row in rows)
        {
            writer.Add(row);
        }

        writer.Complete(TestContext.Current.CancellationToken);
    }

    private EvidenceReader Open() => _store.Open(Bundle) ?? throw new InvalidOperationException("The evidence file is not there.");
}
