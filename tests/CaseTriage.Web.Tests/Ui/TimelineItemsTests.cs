using System.Collections.Immutable;
using CaseTriage.Analysis;
using CaseTriage.Analysis.Documents;
using CaseTriage.Web.Features.Cases.Timeline;

namespace CaseTriage.Web.Tests.Ui;

public sealed class TimelineItemsTests
{
    private static readonly AnalysisDocument Document = SampleDocument.In(Language.English);

    [Fact]
    public void Of_EventsBetweenTwoMails_FoldByDevice()
    {
        ImmutableArray<TimelineItem> items = TimelineItems.Of(Document, device: null, source: null, sender: null);

        Assert.Equal([1, 1, 1, 18, 1, 1, 1], items.Select(item => item.Entries.Length));
        Assert.Equal([1, 2, 3, null, null, 4, 5], items.Select(item => item.Message?.Index));
    }

    [Fact]
    public void Of_OneDevice_KeepsItsEventsAndTheMails()
    {
        ImmutableArray<TimelineItem> items = TimelineItems.Of(Document, SampleDocument.FailingToo, source: null, sender: null);

        Assert.Equal(5, items.Count(item => item.Message is not null));
        Assert.Equal([SampleDocument.FailingToo], items.Where(item => item.Message is null).Select(item => item.Device));
    }

    [Fact]
    public void Of_OneSource_LeavesTheOthersOut() =>
        Assert.All(TimelineItems.Of(Document, device: null, "log", sender: null), item => Assert.Equal("log", item.Source));

    [Fact]
    public void Of_OneSender_KeepsItsMailsOnly() =>
        Assert.Equal([2, 5], TimelineItems.Of(Document, device: null, source: null, "customer").Select(item => item.Message?.Index));

    [Fact]
    public void Bare_ChainOfPrefixes_LeavesTheSubject() => Assert.Equal("License", MailSubject.Bare("回复：RE: Fwd[2]: License"));
}
