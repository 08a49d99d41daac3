using AngleSharp.Dom;
using Bunit;
using CaseTriage.Analysis;
using CaseTriage.Analysis.Facts;
using CaseTriage.Cases.Storage;
using CaseTriage.Evidence;
using CaseTriage.TestKit.Evtx;
using CaseTriage.Web.Features.Cases;
using CaseTriage.Web.Features.Cases.Events;
using CaseTriage.Web.Hosting;
using CaseTriage.Web.Tests.Ui;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaseTriage.Web.Tests.Server;

/// <summary>The events of an uploaded log, page by page, and the four states of their list.</summary>
public sealed class EventsTabTests : IDisposable
{
    private const int Events = 450;
    private static readonly DateTimeOffset s_at = new(2026, 3, 2, 3, 0, 0, TimeSpan.Zero);
    private readonly CaseTriageOptions _options = new() { DataDirectory = Directory.CreateTempSubdirectory("events").FullName };

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    private GetCase Cases => new(new CaseDbContextFactory(_options.DatabasePath, loggers: null), new CaseFeed(NullLogger<CaseFeed>.Instance));

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_options.DataDirectory, recursive: true);
    }

    [Fact]
    public async Task Pages_ForthAndBack_AreTheSame()
    {
        await FillAsync();
        var list = new ListEvents(Cases, new EvidenceStore(_options.EvidenceFolder));
        var filter = new EventFilter { CaseNumber = "C-1" };
        foreach (EventOrder order in Enum.GetValues<EventOrder>())
        {
            List<EventPage> forth = [];
            string? after = null;
            do
            {
                forth.Add(Assert.IsType<EventPage>(await list.RunAsync(new ListEventsRequest(filter, after, 200) { Order = order }, Token)));
                after = forth[^1].Next;
            }
            while (after is not null);

            Assert.Equal([200, 200, 50], forth.Select(page => page.Events.Length));
            Assert.Equal(Events, forth[0].Total);
            Assert.Null(forth[0].Previous);
            for (int i = forth.Count - 1; i > 0; i--)
            {
                var back = Assert.IsType<EventPage>(await list.RunAsync(new ListEventsRequest(filter, null, 200) { Order = order, Before = forth[i].Previous }, Token));

                Assert.Equal(forth[i - 1].Events.Select(e => e.Locator), back.Events.Select(e => e.Locator));
                Assert.Equal((forth[i - 1].Previous, forth[i - 1].Next), (back.Previous, back.Next));
            }
        }

        Assert.Equal("before", Assert.IsType<EventsRefused>(await list.RunAsync(new ListEventsRequest(filter, null, 1) { Before = "x" }, Token)).Parameter);
    }

    [Fact]
    public async Task Tab_FilterWithAndWithoutEvents_ShowsRowsOrTheWayBack()
    {
        await FillAsync();
        await using PageContext context = Context();
        var place = new CasePlace("C-1") { Tab = CasePlace.EventLogs };
        IRenderedComponent<EventsTab> tab = await ShowAsync(context, place);

        await tab.WaitForElementAsync("[data-facet=level]", TimeSpan.FromSeconds(30));
        Assert.Equal(EventsTab.RowsPerPage, tab.FindAll("[data-event]").Count);
        Assert.Equal("450 events", tab.Find("[data-testid=events-total]").TextContent);
        Assert.Contains("value=449", tab.Find("[data-event]").TextContent, StringComparison.Ordinal);
        Assert.Equal(["Error405", "Information45"], tab.FindAll("[data-facet=level] a").Select(choice => string.Concat(choice.TextContent.Where(c => !char.IsWhiteSpace(c)))));

        string next = tab.Find("[data-testid=events-next]").GetAttribute("href") ?? "";
        tab.Render(parameters => parameters.Add(t => t.Place, place with { Events = EventsPlace.Read("http://host" + next) }));
        await tab.WaitForElementAsync("[data-testid=events-previous]", TimeSpan.FromSeconds(30));
        Assert.Contains("value=349", tab.Find("[data-event]").TextContent, StringComparison.Ordinal);
        Assert.Equal("450 events", tab.Find("[data-testid=events-total]").TextContent);

        tab.Render(parameters => parameters.Add(t => t.Place, place.In(events => events with { After = "elsewhere" })));
        await tab.WaitForStateAsync(() => tab.Markup.Contains("There is no such page", StringComparison.Ordinal), TimeSpan.FromSeconds(30));

        tab.Render(parameters => parameters.Add(t => t.Place, place.In(events => events with { Query = "17" })));
        await tab.WaitForStateAsync(() => tab.FindAll("[data-event]").Count is > 0 and < 100, TimeSpan.FromSeconds(30));
        Assert.Contains("value=17", tab.Find("[data-event]").TextContent, StringComparison.Ordinal);

        tab.Render(parameters => parameters.Add(t => t.Place, place.In(events => events with { Query = "nowhere" })));
        IElement clear = await tab.WaitForElementAsync("[data-testid=events-clear]", TimeSpan.FromSeconds(30));
        Assert.Equal("/cases/C-1?tab=events", clear.GetAttribute("href"));
    }

    [Fact]
    public async Task Tab_CaseThatCannotBeRead_OffersToTryAgain()
    {
        await using PageContext context = Context();

        IRenderedComponent<EventsTab> tab = context.Render<EventsTab>(parameters => parameters
            .Add(t => t.Document, SampleDocument.In(Language.English)).Add(t => t.Place, new CasePlace("C-1") { Tab = CasePlace.EventLogs }));

        Assert.Contains("could not be read", (await tab.WaitForElementAsync("[data-testid=failed]", TimeSpan.FromSeconds(30))).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tab_CaseWithoutLogs_SaysWhichFilesBringEvents()
    {
        await using PageContext context = Context();

        IRenderedComponent<EventsTab> tab = context.Render<EventsTab>(parameters => parameters
            .Add(t => t.Document, SampleDocument.In(Language.English) with { Artifacts = [] }).Add(t => t.Place, new CasePlace("C-1") { Tab = CasePlace.EventLogs }));

        Assert.Contains(".evtx", tab.Find("[data-testid=empty]").TextContent, StringComparison.Ordinal);
    }

    private async Task FillAsync()
    {
        var builder = new EvtxBuilder();
        for (int i = 0; i < Events; i++)
        {
            // Three of them at a time: places between events of one instant must hold too.
            builder.Add("Some-Provider", 1, s_at.AddMinutes(i / 3), level: i % 10 == 0 ? 4 : 2, data: [("value", $"{i}")]);
        }

        await using RunningServer server = await RunningServer.StartAsync(_options.DataDirectory);
        await server.OpenCaseAsync("C-1");
        await server.UploadAsync("C-1", "App.evtx", builder.Build());
        await server.WaitForRunAsync("C-1", "done");
    }

    private PageContext Context()
    {
        var context = new PageContext();
        var store = new EvidenceStore(_options.EvidenceFolder);
        context.Services.AddSingleton(new ListEvents(Cases, store));
        context.Services.AddSingleton(new SumEvents(Cases, store));
        context.Services.AddSingleton(new EventSummaries(new EventTexts(MessageCatalog.Empty), MessageCatalog.Empty));
        return context;
    }

    private async Task<IRenderedComponent<EventsTab>> ShowAsync(PageContext context, CasePlace place)
    {
        CaseView? view = await Cases.RunAsync("C-1", Language.English, Token);
        return context.Render<EventsTab>(parameters => parameters
            .Add(tab => tab.Document, view?.Analysis ?? throw new InvalidOperationException("The case has no analysis.")).Add(tab => tab.Place, place));
    }
}
