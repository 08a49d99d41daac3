using AngleSharp.Dom;
using Bunit;
using CaseTriage.Analysis;
using CaseTriage.Analysis.Documents;
using CaseTriage.Web.Features.Cases;

namespace CaseTriage.Web.Tests.Ui;

public sealed class CaseOverviewTests
{
    private static readonly AnalysisDocument Document = SampleDocument.In(Language.English);

    [Fact]
    public async Task Overview_Misreadings_StandUnderWhatIsNotTheCause()
    {
        await using var context = new PageContext();
        IElement group = Show(context, Document).Find("#group-notCause");

        Assert.Equal("What is not the cause", group.QuerySelector("h2")?.TextContent);
        Assert.Equal(["local-offset-30h", "conclusion-refuted"], group.QuerySelectorAll("[data-finding]").Select(card => card.GetAttribute("data-finding")));
        Assert.NotNull(group.QuerySelector("[data-refuted=clock-wrong]"));
    }

    [Fact]
    public async Task Overview_EveryFindingStepAndDevice_CarriesItsMark()
    {
        await using var context = new PageContext("zh-CN");
        IRenderedComponent<CaseOverview> page = Show(context, Document);

        Assert.Equal(Document.Findings.Select(f => f.Code).Order(), page.FindAll("[data-finding]").Select(e => e.GetAttribute("data-finding")).Order());
        Assert.Equal(Document.NextSteps.Select(s => s.Code), page.FindAll("[data-step]").Select(e => e.GetAttribute("data-step")));
        Assert.Equal(Document.Devices.Select(d => d.SerialNumber ?? ""), page.FindAll("[data-device]").Select(e => e.GetAttribute("data-device")));
    }

    [Fact]
    public async Task Overview_BlockedStep_StandsApartWithItsRule()
    {
        await using var context = new PageContext();
        IElement blocked = Show(context, Document).Find("[data-step=recollect-archive]");

        Assert.Equal("true", blocked.GetAttribute("data-blocked"));
        Assert.Contains("No network connection at the site", blocked.TextContent, StringComparison.Ordinal);
        Assert.Null(blocked.QuerySelector(".ct-rank"));
    }

    [Fact]
    public async Task Overview_FilesWithDamage_AreNamedWithWhatToDo()
    {
        await using var context = new PageContext();
        IRenderedComponent<CaseOverview> page = Show(context, Document);

        Assert.Contains("Locked with a password", page.Find("[data-artifact='secret.zip']").TextContent, StringComparison.Ordinal);
        Assert.Contains("empty (0 bytes)", page.Find("[data-artifact='screenshot.png']").TextContent, StringComparison.Ordinal);
        Assert.Contains("Records read: 1204", page.Find("[data-artifact$='CmitClient.evtx']").TextContent, StringComparison.Ordinal);
        Assert.Contains("Nothing here reads", page.Find("[data-artifact='notes.txt']").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Overview_WithoutFindings_SaysWhatToAdd()
    {
        await using var context = new PageContext();
        IRenderedComponent<CaseOverview> page = Show(context, Document with { Findings = [], Hypotheses = [] });

        Assert.Contains("Add the mail thread", page.Find("[data-testid=empty]").TextContent, StringComparison.Ordinal);
    }

    private static IRenderedComponent<CaseOverview> Show(PageContext context, AnalysisDocument document) =>
        context.Render<CaseOverview>(parameters => parameters.Add(page => page.Document, document).Add(page => page.Place, new CasePlace("C-1")));
}
