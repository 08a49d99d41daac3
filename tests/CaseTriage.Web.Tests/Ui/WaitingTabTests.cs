using System.Collections.Immutable;
using AngleSharp.Dom;
using Bunit;
using CaseTriage.Analysis;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Mail;
using CaseTriage.Web.Features.Calendars;
using CaseTriage.Web.Features.Cases;
using CaseTriage.Web.Features.Cases.Waiting;
using Microsoft.Extensions.DependencyInjection;

namespace CaseTriage.Web.Tests.Ui;

public sealed class WaitingTabTests
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
    private static readonly Analysis.Documents.Evidence s_evidence = new("thread.txt", "message 2", "请提供硬件信息");

    [Fact]
    public async Task Tab_EveryFigure_OpensItsList()
    {
        await using var context = new PageContext();
        IRenderedComponent<WaitingTab> tab = Show(context, show: null);

        Assert.Equal(["customer", "support", "all", "avoidable", "rounds"], tab.FindAll("[data-show]").Select(link => link.GetAttribute("data-show")));
        Assert.EndsWith("tab=waiting&show=customer", tab.Find("[data-show=customer]").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal(["m1", "m2"], tab.FindAll("[data-interval]").Select(row => row.GetAttribute("data-interval")));
    }

    [Fact]
    public async Task Tab_OneParty_ListsItsIntervalsWithTheReason()
    {
        await using var context = new PageContext();
        IElement row = Assert.Single(Show(context, "customer").FindAll("[data-interval]"));

        Assert.Contains("Asked in", row.TextContent, StringComparison.Ordinal);
        Assert.Equal("message 2", row.QuerySelector("a[data-evidence]")?.GetAttribute("data-evidence"));
    }

    [Fact]
    public async Task Tab_Avoidable_ListsTheRequestWithItsMarks()
    {
        await using var context = new PageContext("zh-CN");
        IElement row = Assert.Single(Show(context, "avoidable").FindAll("[data-round]"));

        Assert.Contains("硬件清单", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("重复", row.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tab_MoveOfAMail_IsToldAndTakenBack()
    {
        await using var context = new PageContext();
        var said = new List<BallByHand>();
        IRenderedComponent<WaitingTab> tab = Show(context, show: null, said.Add);

        await tab.Find("[data-move=m2]").ChangeAsync(new() { Value = "vendor" });
        await tab.Find("[data-move=m3]").ChangeAsync(new() { Value = "" });

        Assert.Equal([new BallByHand("m2", "vendor"), new BallByHand("m3", "")], said);
        Assert.Equal("stays", tab.Find("[data-move=m3] option[selected]").GetAttribute("value"));
    }

    [Fact]
    public async Task Tab_YearsNotKnown_AreNamed()
    {
        await using var context = new PageContext();

        Assert.Contains("2027", Show(context, show: null).Find("[data-doubtful]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tab_WithoutMails_SaysWhatToAdd()
    {
        await using var context = new PageContext();
        context.Services.AddSingleton(TimeProvider.System);

        Assert.Contains("mail thread", context.Render<WaitingTab>(p => p.Add(tab => tab.Document, Document() with { Waiting = null }).Add(tab => tab.Place, new CasePlace("C-1"))).Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    public void Between_ShortSpan_ShadesAllButTheBusinessTime(int days)
    {
        var random = new Random(days);
        for (int i = 0; i < 50; i++)
        {
            DateTimeOffset from = s_start.AddMinutes(random.Next(500_000));
            DateTimeOffset to = from.AddDays(days * random.NextDouble());
            TimeSpan shaded = ClosedHours.Between(from, to, BusinessCalendar.China).Aggregate(TimeSpan.Zero, (sum, span) => sum + (span.To - span.From));

            Assert.Equal(to - from, shaded + BusinessCalendar.China.BusinessTime(from, to));
        }
    }

    [Fact]
    public void Between_LongSpan_ShadesDaysOffOnlyOrNothing()
    {
        Assert.All(ClosedHours.Between(s_start, s_start.AddDays(100), BusinessCalendar.China), span => Assert.True(span.To - span.From >= TimeSpan.FromHours(8)));
        Assert.Empty(ClosedHours.Between(s_start, s_start.AddDays(1000), BusinessCalendar.China));
    }

    private static IRenderedComponent<WaitingTab> Show(PageContext context, string? show, Action<BallByHand>? onMove = null)
    {
        context.Services.AddSingleton(TimeProvider.System);
        return context.Render<WaitingTab>(parameters => parameters
            .Add(tab => tab.Document, Document())
            .Add(tab => tab.Place, new CasePlace("C-1") { Tab = CasePlace.Waiting, Show = show })
            .Add(tab => tab.Calendar, BusinessCalendar.China)
            .Add(tab => tab.Calendars, [new ShelvedCalendar(BusinessCalendar.China, SavedAt: null)])
            .Add(tab => tab.OnMove, onMove ?? (_ => { })));
    }

    private static AnalysisDocument Document()
    {
        WaitingInterval[] intervals =
        [
            new(Party.Support, s_start, s_start.AddHours(2), s_evidence with { Locator = "message 1" }) { Business = TimeSpan.FromHours(2), Message = "m1" },
            new(Party.Customer, s_start.AddHours(2), s_start.AddHours(5), s_evidence) { Business = TimeSpan.FromHours(3), Move = BallMove.Asked, Message = "m2" },
        ];
        var held = new WaitingTime(TimeSpan.FromHours(3), TimeSpan.FromHours(3));
        AnalysisDocument sample = SampleDocument.In(Language.English);
        return sample with
        {
            Messages = [.. sample.Messages.Take(3).Select((message, place) => message with { Key = $"m{place + 1}" })],
            Waiting = new WaitingLedger
            {
                Total = new WaitingTime(TimeSpan.FromHours(5), TimeSpan.FromHours(5)),
                ByParty = intervals.ToDictionary(interval => interval.Party, interval => new WaitingTime(interval.To - interval.From, interval.Business)).ToImmutableSortedDictionary(),
                Intervals = [.. intervals],
                ByHand = [new BallByHand("m3", Correction.Stays)],
                Rounds = [new DataRound("m2", s_start.AddHours(2), ["inventory"], Repeated: true, WithoutPurpose: false, held, s_evidence)],
                Avoidable = held,
                Calendar = new CalendarSummary("cn", "1", [2027]),
            },
        };
    }
}
