using AngleSharp.Dom;
using Bunit;
using CaseTriage.Web.Features.Cases;
using CaseTriage.Web.Features.Cases.Events;

namespace CaseTriage.Web.Tests.Ui;

public sealed class EventChipsTests
{
    [Fact]
    public async Task Chips_NothingChosen_AreNotThere()
    {
        await using var context = new PageContext();

        Assert.Equal("", Show(context, new CasePlace("CAS-1") { Tab = CasePlace.EventLogs }).Markup.Trim());
    }

    [Fact]
    public async Task Chip_OfEachFilter_TakesOnlyItselfAway()
    {
        await using var context = new PageContext();
        var place = new CasePlace("CAS-1") { Tab = CasePlace.EventLogs, Device = "QX1", Events = new EventsPlace { Query = "x", Levels = [2], EventIds = [7] } };
        IReadOnlyList<IElement> chips = Show(context, place).FindAll("a");

        Assert.Equal(
            [
                "/cases/CAS-1?tab=events&device=QX1&level=2&id=7",
                "/cases/CAS-1?tab=events&q=x&level=2&id=7",
                "/cases/CAS-1?tab=events&device=QX1&q=x&id=7",
                "/cases/CAS-1?tab=events&device=QX1&q=x&level=2",
                "/cases/CAS-1?tab=events",
            ],
            chips.Select(chip => chip.GetAttribute("href")));
        Assert.Equal("Remove the filter Level: Error", chips[2].GetAttribute("aria-label"));
    }

    private static IRenderedComponent<EventChips> Show(PageContext context, CasePlace place) =>
        context.Render<EventChips>(parameters => parameters.Add(chips => chips.Place, place));
}
