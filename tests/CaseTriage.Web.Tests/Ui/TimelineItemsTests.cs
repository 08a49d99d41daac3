using System.Collections.Immutable;
using CaseTriage.Analysis;
using CaseTriage.Analysis.Documents;
using CaseTriage.Web.Components;
using CaseTriage.Web.Features.Cases.Timeline;

namespace CaseTriage.Web.Tests.Ui;

public sealed class TimelineItemsTests
{
    private static readonly AnalysisDocument Document = SampleDocument.In(Language.English);

    [Fact]
    public void Of_EventsBetweenTwoMails_FoldByDevice()
    {
        ImmutableArray<TimelineItem> items = TimelineItems.Of(Document, device: null, source: null, sender: null, Viewer.Utc.Day);

        Assert.Equal([1, 1, 1, 18, 1, 1, 1], items.Select(item => item.Entries.Length));
        Assert.Equal([1, 2, 3, null, null, 4, 5], items.Select(item => item.Message?.Index));
    }

    [Fact]
    public void Of_OneDevice_KeepsItsEventsAndTheMails()
    {
        ImmutableArray<TimelineItem> items = TimelineItems.Of(Document, SampleDocument.FailingToo, source: null, sender: null, Viewer.Utc.Day);

        Assert.Equal(5, items.Count(item => item.Message is not null));
        Assert.Equal([SampleDocument.FailingToo], items.Where(item => item.Message is null).Select(item => item.Device));
    }

    [Fact]
    public void Of_OneSource_LeavesTheOthersOut() =>
        Assert.All(TimelineItems.Of(Document, device: null, "log", sender: null, Viewer.Utc.Day), item => Assert.Equal("log", item.Source));

    [Fact]
    public void Of_OneSender_KeepsItsMailsOnly() =>
        Assert.Equal([2, 5], TimelineItems.Of(Document, device: null, source: null, "customer", Viewer.Utc.Day).Select(item => item.Message?.Index));

    [Fact]
    public void Of_EventsOverMidnight_AreARunForEachDay()
    {
        TimelineEntry entry = Document.Timeline.First(entry => entry.Source != "mail");
        AnalysisDocument nights = Document with { Timeline = [entry, entry with { At = entry.At.AddMinutes(1) }, entry with { At = entry.At.AddDays(1) }] };

        Assert.Equal([2, 1], TimelineItems.Of(nights, device: null, source: null, sender: null, Viewer.Utc.Day).Select(item => item.Entries.Length));
    }

    [Fact]
    public void Bare_ChainOfPrefixes_LeavesTheSubject() => Assert.Equal("License", MailSubject.Bare("回复：RE: Fwd[2]: License"));
}
