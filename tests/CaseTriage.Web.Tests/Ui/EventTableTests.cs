using AngleSharp.Dom;
using Bunit;
using CaseTriage.Analysis;
using CaseTriage.Web.Features.Cases;
using CaseTriage.Web.Features.Cases.Events;

namespace CaseTriage.Web.Tests.Ui;

public sealed class EventTableTests
{
    private static readonly CasePlace s_place = new("CAS-1") { Tab = CasePlace.EventLogs, Events = new EventsPlace { Query = "x" } };
    private static readonly CaseEvent s_event = new(
        new DateTimeOffset(2026, 3, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(1234567), "logs.zip!/App.evtx", "record 7", "QX1", "Some-Provider", 8198, 2, "Application", "PC", default, EventCondition.None, Message: null);

    [Fact]
    public async Task Row_OfAnEvent_LeadsToItsRecordAndKeepsTheFilter()
    {
        await using var context = new PageContext();
        IElement row = Show(context, s_event, "Activation failed").Find("[data-event]");

        Assert.Equal("/cases/CAS-1?tab=events&q=x&evidence=logs.zip!%2FApp.evtx&at=record%207", row.QuerySelector("a[data-evidence]")?.GetAttribute("href"));
        Assert.Contains("Error", row.TextContent, StringComparison.Ordinal);
        Assert.Equal("2026-03-02 03:04:05.123", row.QuerySelector("time")?.TextContent);
        Assert.Equal("2026-03-02 03:04:05.1234567 +00:00", row.GetAttribute("title"));
    }

    [Theory]
    [InlineData("en", "Recovered", "deleted, overwritten")]
    [InlineData("zh-CN", "恢复", "已被删除")]
    public async Task Row_OfARecoveredRecord_SaysWhatThatMeans(string language, string tag, string sentence)
    {
        await using var context = new PageContext(language);
        IRenderedComponent<EventTable> table = Show(context, s_event with { Condition = EventCondition.Recovered }, "x");

        Assert.Equal(tag, table.Find("[data-event] .ct-state").TextContent.Trim());
        Assert.Contains(sentence, table.Find(".ct-conditions").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_WithMarkupAndTurnedLetters_IsShownAsText()
    {
        await using var context = new PageContext();
        IElement row = Show(context, s_event with { Provider = "<b>\u202Ex" }, "<img src=x onerror=alert(1)>").Find("[data-event]");

        Assert.Null(row.QuerySelector("img"));
        Assert.Contains("<b>[U+202E]x", row.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_WhoseRecordIsOpen_IsMarked()
    {
        await using var context = new PageContext();
        var place = s_place with { Evidence = s_event.Artifact, At = s_event.Locator };
        IRenderedComponent<EventTable> table = context.Render<EventTable>(parameters => parameters
            .Add(t => t.Rows, [(s_event, new EventSummary("x", IsMessage: true)), (s_event with { Locator = "record 8" }, new EventSummary("y", IsMessage: true))])
            .Add(t => t.Place, place));

        Assert.Equal("record 7", table.FindAll("a[aria-current]").Single().GetAttribute("data-evidence"));
    }

    private static IRenderedComponent<EventTable> Show(PageContext context, CaseEvent shown, string text) =>
        context.Render<EventTable>(parameters => parameters.Add(t => t.Rows, [(shown, new EventSummary(text, IsMessage: true))]).Add(t => t.Place, s_place));
}
