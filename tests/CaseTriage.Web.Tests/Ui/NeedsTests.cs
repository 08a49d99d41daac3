using System.Collections.Immutable;
using AngleSharp.Dom;
using Bunit;
using CaseTriage.Analysis;
using CaseTriage.Analysis.Documents;
using CaseTriage.Web.Features.Cases;
using CaseTriage.Web.Features.Cases.Files;

namespace CaseTriage.Web.Tests.Ui;

public sealed class NeedsTests
{
    private static readonly AnalysisDocument Document = SampleDocument.In(Language.English);

    [Fact]
    public async Task Line_ThingsMissing_CountsThemAndNamesEachOnce()
    {
        await using var context = new PageContext();

        IElement line = Line(context, Document.Completeness).Find("[data-needs]");

        Assert.Equal("2/6", line.GetAttribute("data-needs"));
        Assert.Contains("2 of 6 of what is needed is here; missing: title of licensingdiag, title of hardware-inventory, title of platform-log.", line.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Line_NothingMissing_SaysSoAndAsksForNothing()
    {
        await using var context = new PageContext();

        IElement line = Line(context, Document.Completeness[..1]).Find("[data-needs]");

        Assert.Contains("Everything that is needed is here (1 of 1).", line.TextContent, StringComparison.Ordinal);
        Assert.Null(line.QuerySelector("[data-copy]"));
    }

    [Fact]
    public async Task Line_DocumentOfAnEarlierVersion_ShowsNothing()
    {
        await using var context = new PageContext();

        Assert.Empty(Line(context, []).FindAll("[data-needs]"));
    }

    [Theory]
    [InlineData("en", "please send the following", "1. title of licensingdiag of QX07310000101, QX07310000103: Send licensingdiag.")]
    [InlineData("zh-CN", "请一次性提供", "1. title of licensingdiag（QX07310000101、QX07310000103）：Send licensingdiag.")]
    public async Task Copy_Request_AsksTheCustomerForEachThingOnce(string language, string intro, string item)
    {
        await using var context = new PageContext(language);

        string request = Line(context, Document.Completeness).Find("[data-copy]").GetAttribute("data-copy") ?? "";

        Assert.Contains(intro, request, StringComparison.Ordinal);
        Assert.Contains(item, request, StringComparison.Ordinal);
        Assert.Contains("    collect licensingdiag", request, StringComparison.Ordinal);
        Assert.DoesNotContain("system-log", request, StringComparison.Ordinal);
        Assert.DoesNotContain("platform-log", request, StringComparison.Ordinal);
        Assert.DoesNotContain("serial-numbers", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Section_EachThing_ShowsItsStateAndHowToGetIt()
    {
        await using var context = new PageContext();
        IRenderedComponent<NeedsSection> section = context.Render<NeedsSection>(parameters => parameters.Add(p => p.Needs, Document.Completeness).Add(p => p.Place, new CasePlace("CAS-1")));

        IElement log = section.Find($"[data-of={SampleDocument.Failing}] [data-need=system-log]");

        Assert.Equal("partial", log.GetAttribute("data-state"));
        Assert.Contains("The log is damaged.", log.TextContent, StringComparison.Ordinal);
        Assert.Equal("collect system-log", log.QuerySelector("code")?.TextContent);
        Assert.False(section.Find("[data-of=case] details").HasAttribute("open"));
        Assert.True(section.Find($"[data-of={SampleDocument.Failing}] details").HasAttribute("open"));
    }

    private static IRenderedComponent<NeedsLine> Line(PageContext context, ImmutableArray<CompletenessSummary> needs) =>
        context.Render<NeedsLine>(parameters => parameters.Add(p => p.Needs, needs).Add(p => p.Place, new CasePlace("CAS-1")));
}
