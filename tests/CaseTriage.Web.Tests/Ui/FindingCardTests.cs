using AngleSharp.Dom;
using Bunit;
using CaseTriage.Analysis;
using CaseTriage.Analysis.Documents;
using CaseTriage.Web.Features.Cases;
using CaseTriage.Web.Features.Cases.Findings;

namespace CaseTriage.Web.Tests.Ui;

public sealed class FindingCardTests
{
    private static readonly AnalysisDocument Document = SampleDocument.In(Language.English);

    [Fact]
    public async Task Finding_Fired_ShowsSeverityConfidenceWhyAndEvidence()
    {
        await using var context = new PageContext();
        IElement card = Show(context, "marker-binding-invalid");

        Assert.Equal("High", card.QuerySelector("[data-severity=high]")?.TextContent.Trim());
        Assert.Contains("certain", card.TextContent, StringComparison.Ordinal);
        Assert.Contains("speaks of the hardware", card.TextContent, StringComparison.Ordinal);
        IElement link = card.QuerySelectorAll("a[data-evidence]")[0];
        Assert.Equal("/cases/C-1?evidence=aps.txt&at=line%2017", link.GetAttribute("href"));
        Assert.Contains("(code:106)", link.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finding_WithMorePlacesThanShown_FoldsTheRest()
    {
        await using var context = new PageContext();
        IElement card = Show(context, "marker-binding-invalid");

        Assert.Equal("Further places: 1", card.QuerySelector("details summary")?.TextContent);
        Assert.Equal(3, card.QuerySelectorAll("a[data-evidence]").Length);
    }

    [Fact]
    public async Task Finding_Misreading_ShowsNoSeverity()
    {
        await using var context = new PageContext();
        IElement card = Show(context, "local-offset-30h");

        Assert.Null(card.QuerySelector("[data-severity]"));
        Assert.Contains("Known artefact", card.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finding_Withdrawn_SaysWhyInChinese()
    {
        await using var context = new PageContext("zh-CN");
        IElement card = Show(context, "conclusion-refuted");

        Assert.Contains("撤回原因", card.TextContent, StringComparison.Ordinal);
        Assert.Equal("withdrawn", card.GetAttribute("data-outcome"));
    }

    [Fact]
    public async Task Finding_WithHostileText_IsEncoded()
    {
        const string Hostile = "<img src=x onerror=alert(1)><script>alert(1)</script>";
        await using var context = new PageContext();
        Finding finding = Find("marker-binding-invalid") with
        {
            Title = Hostile,
            Explanation = Hostile,
            Reason = Hostile,
            Devices = [Hostile],
            Evidence = [new Analysis.Documents.Evidence(Hostile, "javascript:alert(1)", Hostile)],
        };
        IElement card = Show(context, finding);

        Assert.Empty(card.QuerySelectorAll("script, img, [onerror]"));
        Assert.Equal(Hostile, card.QuerySelector("h3")?.TextContent);
        Assert.All(card.QuerySelectorAll("a"), link => Assert.StartsWith("/cases/C-1", link.GetAttribute("href"), StringComparison.Ordinal));
    }

    private static Finding Find(string code) => Document.Findings.Single(finding => finding.Code == code);

    private static IElement Show(PageContext context, string code) => Show(context, Find(code));

    private static IElement Show(PageContext context, Finding finding) => context
        .Render<FindingCard>(parameters => parameters
            .Add(card => card.Finding, finding)
            .Add(card => card.Place, new CasePlace("C-1"))
            .Add(card => card.Id, "finding-1"))
        .Find("[data-finding]");
}
