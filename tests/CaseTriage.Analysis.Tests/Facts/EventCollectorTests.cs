using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Tests.Facts;

public sealed class EventCollectorTests
{
    private const string Licensing = "Microsoft-Windows-Security-SPP";
    private static readonly DateTimeOffset s_start = new(2025, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void ToReading_OneEventManyTimes_IsOneFactWithACount()
    {
        var collector = new EventCollector("System.evtx", Given.Knowledge.Events, MessageCatalog.Empty);
        for (int i = 0; i < 5000; i++)
        {
            Take(collector, Seen(i, Licensing, 8198), (null, "hr=0x8007232B"));
        }

        ArtifactReading reading = collector.ToReading(mayLackRecords: false);

        Fact happened = Assert.Single(reading.Facts, fact => fact.Name == "event");
        Assert.Equal(5000L, happened.Fields["count"]);
        Assert.Equal("0x8007232B", happened.Text("code"));
        Assert.Equal("record 4999", happened.Evidence.Locator);
    }

    [Fact]
    public void ToReading_EventThatThePacksKnow_EvidenceSaysWhatItMeans()
    {
        var collector = new EventCollector("Application.evtx", Given.Knowledge.Events, Given.Knowledge.Messages);
        Take(collector, Seen(7, Licensing, 8198), (null, "hr=0x8007232B"));

        Evidence evidence = Assert.Single(collector.ToReading(mayLackRecords: false).Facts, fact => fact.Name == "event").Evidence;

        Assert.Equal("Microsoft-Windows-Security-SPP 8198: hr=0x8007232B", evidence.Excerpt);
        Assert.Equal("Automatic activation (slui) failed, hr=0x8007232B. Arguments: ? · Microsoft-Windows-Security-SPP 8198: hr=0x8007232B", evidence.In(Language.English).Excerpt);
        Assert.StartsWith("自动激活（slui）失败", evidence.In(Language.Chinese).Excerpt, StringComparison.Ordinal);
    }

    [Fact]
    public void ToReading_EventWithATextOfItsLog_EvidenceQuotesThat()
    {
        var collector = new EventCollector("Application.evtx", Given.Knowledge.Events, Given.Knowledge.Messages);
        Take(collector, Seen(7, Licensing, 8198) with { Message = "It failed.\r\nTry again." }, (null, "hr=0x8007232B"));

        Evidence evidence = Assert.Single(collector.ToReading(mayLackRecords: false).Facts, fact => fact.Name == "event").Evidence;

        Assert.Equal("Microsoft-Windows-Security-SPP 8198: It failed. Try again.", evidence.In(Language.Chinese).Excerpt);
    }

    [Theory]
    [InlineData("0x0", "activated")]
    [InlineData("0x8004d102", "failed")]
    [InlineData("-2147168254", "failed")]
    public void Take_ResultOfTheClient_TellsTheOutcome(string code, string outcome)
    {
        var collector = new EventCollector("CmitClient.evtx", Given.Knowledge.Events, MessageCatalog.Empty);

        Take(collector, Seen(7, "CmitClient", 1100), ("Stage", "ActivationResult"), ("HResult", code), ("Serial", Given.Device));

        ArtifactReading reading = collector.ToReading(mayLackRecords: false);
        Assert.Equal(outcome, Assert.Single(reading.Facts, fact => fact.Name == "activation.outcome").Text("outcome"));
        Assert.Contains(new DeviceHint(WitnessKind.Client, Given.Device, "record 7"), reading.DeviceHints);
    }

    [Fact]
    public void Take_ClockSet_TellsBySeconds()
    {
        var collector = new EventCollector("System.evtx", Given.Knowledge.Events, MessageCatalog.Empty);

        Take(collector, Seen(1, "Microsoft-Windows-Kernel-General", 1), ("NewTime", "2025-01-03T00:00:00Z"), ("OldTime", "2025-01-01T00:00:00Z"));

        Assert.Equal(172800.0, Assert.Single(collector.ToReading(false).Facts, fact => fact.Name == "clock.changed").Fields["seconds"]);
    }

    [Fact]
    public void Take_StatusList_GivesEachCode()
    {
        var collector = new EventCollector("Application.evtx", Given.Knowledge.Events, MessageCatalog.Empty);

        Take(collector, Seen(1, Licensing, 1003), (null, "1: a, 1, 0 [(0 [0xC004F014, 0, 0])]\n2: b, 1, 1 [(0 [0x00000000, 1, 0])]"));

        Assert.Equal(["0x00000000", "0xC004F014"], collector.ToReading(false).Facts.Where(fact => fact.Name == "event").Select(fact => fact.Text("code")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Take_AnotherProviderWithTheSameId_IsNotKnown() =>
        Assert.False(new EventCollector("Application.evtx", Given.Knowledge.Events, MessageCatalog.Empty).Knows(Seen(1, "MsiInstaller", 1040)));

    [Fact]
    public void ToReading_Log_TellsChannelSpanAndDamage()
    {
        var collector = new EventCollector("System.evtx", Given.Knowledge.Events, MessageCatalog.Empty);
        collector.Count(Seen(0, "x", 1));
        collector.Count(Seen(60, "x", 1));

        Fact log = Assert.Single(collector.ToReading(mayLackRecords: true).Facts, fact => fact.Name == "log");

        Assert.Equal(2L, log.Fields["records"]);
        Assert.Equal(s_start.AddSeconds(60), log.Fields["to"]);
        Assert.Equal(true, log.Fields["damaged"]);
    }

    [Theory]
    [InlineData(new int[0], 0)]
    [InlineData(new[] { 7, 8, 9 }, 0)]
    [InlineData(new[] { 8, 9, 7 }, 0)]
    [InlineData(new[] { 7, 8, 12 }, 3)]
    [InlineData(new[] { 7, 7, 8 }, 0)]
    [InlineData(new[] { int.MinValue, int.MaxValue }, 4294967294)]
    public void ToReading_RecordNumbers_TellHowManyAreMissing(int[] numbers, long missing)
    {
        var collector = new EventCollector("System.evtx", Given.Knowledge.Events, MessageCatalog.Empty);
        foreach (int number in numbers)
        {
            collector.Count(Seen(0, "x", 1) with { RecordId = number });
        }

        Assert.All(collector.ToReading(mayLackRecords: false).Facts, log => Assert.Equal(missing, log.Fields["missing"]));
    }

    [Fact]
    public void ToReading_RecordNumbersOfAForgery_AreCountedWithoutOverflow()
    {
        var collector = new EventCollector("System.evtx", Given.Knowledge.Events, MessageCatalog.Empty);
        collector.Count(Seen(0, "x", 1) with { RecordId = long.MinValue });
        collector.Count(Seen(0, "x", 1) with { RecordId = long.MaxValue });

        Assert.Equal(long.MaxValue, Assert.Single(collector.ToReading(mayLackRecords: false).Facts).Fields["missing"]);
    }

    [Fact]
    public void ToReading_RecordFromFreeSpace_LeavesNoHole()
    {
        var collector = new EventCollector("System.evtx", Given.Knowledge.Events, MessageCatalog.Empty);
        collector.Count(Seen(0, "x", 1) with { RecordId = 3 }, isRecovered: true);
        collector.Count(Seen(0, "x", 1) with { RecordId = 500 });

        Fact log = Assert.Single(collector.ToReading(mayLackRecords: false).Facts);

        Assert.Equal((2L, 0L), (log.Fields["records"], log.Fields["missing"]));
    }

    [Fact]
    public void ToReading_ClockSetBackBetweenTwoRecords_TellsTheGreatestStep()
    {
        var collector = new EventCollector("System.evtx", Given.Knowledge.Events, MessageCatalog.Empty);
        foreach ((int number, int second) in ((int, int)[])[(1, 5000), (2, 1400), (3, 1390), (4, 9000), (9, 100)])
        {
            collector.Count(Seen(second, "x", 1) with { RecordId = number });
        }

        Assert.Equal(3600.0, Assert.Single(collector.ToReading(mayLackRecords: false).Facts).Fields["backSeconds"]);
    }

    private static EventSeen Seen(int number, string provider, int id) => new(number, s_start.AddSeconds(number), provider, id, 2, "System", "PC-01");

    private static void Take(EventCollector collector, EventSeen seen, params (string? Name, string Value)[] data) =>
        collector.Take(seen, [.. data.Select(item => KeyValuePair.Create(item.Name, item.Value))]);
}
