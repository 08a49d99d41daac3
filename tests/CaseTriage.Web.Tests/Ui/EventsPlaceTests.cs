using CaseTriage.Web.Features.Cases;
using CaseTriage.Web.Features.Cases.Events;

namespace CaseTriage.Web.Tests.Ui;

public sealed class EventsPlaceTests
{
    private const string Host = "http://host";

    [Fact]
    public void Read_AddressOfAllFilters_GivesThePlaceThatWroteIt()
    {
        var place = new CasePlace("CAS-1")
        {
            Tab = CasePlace.EventLogs,
            Device = "QX1",
            Events = new EventsPlace
            {
                Query = "\"激活 failed\" 0xC004F074 & more",
                From = new DateTimeOffset(2026, 3, 2, 3, 0, 0, TimeSpan.Zero),
                To = new DateTimeOffset(2026, 3, 2, 3, 0, 0, TimeSpan.Zero).AddTicks(1),
                Levels = [2, 3],
                Providers = ["A, B", "C&D=E"],
                EventIds = [8198],
                Log = "a b.zip!/日志#1.evtx",
                IsOldestFirst = true,
                After = "1.ab.2",
            },
        };

        string address = CaseUrls.Case(place);

        Assert.Contains("from=2026-03-02T03%3A00%3A00Z&to=2026-03-02T03%3A00%3A00.0000001Z&level=2&level=3", address, StringComparison.Ordinal);
        Assert.Equal(address, CaseUrls.Case(place with { Events = EventsPlace.Read(Host + address) }));
    }

    [Fact]
    public void Read_ValuesThatCannotBeUnderstood_RestrictNothing()
    {
        EventsPlace read = EventsPlace.Read(Host + "/cases/1?tab=events&from=yesterday&to=&level=x&level=2&id=99999999999&order=up&page=%FF");

        Assert.Equal([2], read.Levels);
        Assert.Empty(read.EventIds);
        Assert.Null(read.From);
        Assert.Null(read.To);
        Assert.False(read.IsOldestFirst);
    }

    [Fact]
    public void Case_OtherTab_LeavesTheEventsOut() =>
        Assert.Equal("/cases/CAS-1?tab=files", CaseUrls.Case(new CasePlace("CAS-1") { Tab = CasePlace.Files, Events = new EventsPlace { Query = "x" } }));

    [Fact]
    public void In_LaterPageWithEvidence_GoesBackToTheFirstWithout()
    {
        var place = new CasePlace("CAS-1") { Tab = CasePlace.EventLogs, Evidence = "a.evtx", At = "record 1", Events = new EventsPlace { After = "1.ab.2" } };

        Assert.Equal("/cases/CAS-1?tab=events&q=x", CaseUrls.Case(place.In(events => events with { Query = "x" })));
    }
}
