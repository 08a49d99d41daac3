using AngleSharp.Dom;
using Bunit;
using CaseTriage.Analysis;
using CaseTriage.Analysis.Comparison;
using CaseTriage.Analysis.Documents;
using CaseTriage.Web.Features.Cases;
using CaseTriage.Web.Features.Cases.Devices;
using CaseTriage.Web.Features.Devices;

namespace CaseTriage.Web.Tests.Ui;

public sealed class ComparisonViewTests
{
    private static readonly AnalysisDocument Document = SampleDocument.In(Language.English);

    [Fact]
    public async Task DevicesTab_FailingAndWorking_PutsTheWorkingFirstAndWhatSeparatesOnTop()
    {
        await using var context = new PageContext();
        var tab = context.Render<DevicesTab>(parameters => parameters.Add(page => page.Document, Document).Add(page => page.Place, new CasePlace("C-1")));

        IElement table = tab.Find("[data-testid=comparison] > table");
        Assert.Equal([SampleDocument.Working, SampleDocument.Failing, SampleDocument.FailingToo], table.QuerySelectorAll("thead .ct-serial-name").Select(head => head.TextContent));
        Assert.Equal(["disk", "disks", "mechanical-disks", "disk-buses"], table.QuerySelectorAll("[data-state=Separates]").Select(row => row.GetAttribute("data-row")));
        Assert.Equal(
            $"/compare?d=C-1%2F{SampleDocument.Working}&d=C-1%2F{SampleDocument.Failing}&d=C-1%2F{SampleDocument.FailingToo}",
            tab.Find("[data-testid=open-compare]").GetAttribute("href"));
    }

    [Fact]
    public async Task View_WhatIsNotSaid_IsACellOfItsOwnWithTheReason()
    {
        await using var context = new PageContext();
        InventorySummary? whole = Document.Devices[0].Inventory;
        InventorySummary? cut = whole is null ? null : whole with { Integrity = InventoryIntegrity.Truncated, Complete = false, NetworkAdapters = [] };

        IElement cell = Show(context, new ComparedDevice("A", DeviceOutcome.Activated, whole), new ComparedDevice("B", DeviceOutcome.Failed, cut)).Find("[data-row=adapters] [data-silent]");

        Assert.Equal("not saidcut inventory or excerpt", cell.TextContent);
    }

    [Fact]
    public async Task View_Copy_IsATableThatNoSpreadsheetReckonsWith()
    {
        await using var context = new PageContext();
        var hostile = new InventorySummary { Integrity = InventoryIntegrity.Intact, OsBuild = "=cmd|' /C calc'!A0", Tpm = "two\tcells\nand lines" };

        string copied = Show(context, new ComparedDevice("A", DeviceOutcome.Unknown, hostile), new ComparedDevice("B", DeviceOutcome.Unknown, hostile)).Find("[data-copy-table]").GetAttribute("data-copy") ?? "";

        Assert.Equal("Property\tA\tB", copied.Split('\n')[0]);
        Assert.Contains("Windows build\t'=cmd|' /C calc'!A0\t'=cmd", copied, StringComparison.Ordinal);
        Assert.Contains("TPM\ttwo cells; and lines\t", copied, StringComparison.Ordinal);
        Assert.All(copied.TrimEnd('\n').Split('\n'), line => Assert.Equal(3, line.Split('\t').Length));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task View_EveryProperty_HasWords(string language)
    {
        await using var context = new PageContext(language);
        var texts = Show(context).Instance.Words;

        Assert.All(InventoryProperties.Named, property => Assert.False(texts["property." + property.Name].ResourceNotFound, property.Name));
        Assert.NotEqual("disk", texts.Property("disk", 2));
        Assert.NotEqual("total-capacity", texts.Property("total-capacity", null));
        Assert.All(Enum.GetValues<LikenessReason>(), reason => Assert.False(texts["likeness." + reason].ResourceNotFound));
        Assert.All((string[])["writing", "offset-placeholder", "capacity-rounding"], reason => Assert.False(texts["compare.reason." + reason].ResourceNotFound));
    }

    [Fact]
    public void ComparePlace_OutOfAnAddress_IsReadAndWrittenAgain()
    {
        var place = ComparePlace.Read("http://localhost/compare?d=C-1/A%2FB&d=C-2/%E5%BA%8F&d=C-1/A%2FB&d=nonsense&d=/x&d=x/&q=desk");

        Assert.Equal([new DeviceKey("C-1", "A/B"), new DeviceKey("C-2", "序")], place.Devices);
        Assert.Equal("/compare?d=C-1%2FA%2FB&d=C-2%2F%E5%BA%8F&q=desk", CaseUrls.Compare(place));
    }

    [Fact]
    public void ComparePlace_MoreThanEight_AreLeftOut() =>
        Assert.Equal(8, ComparePlace.Read("http://localhost/compare?" + string.Join('&', Enumerable.Range(0, 20).Select(i => $"d=C/{i}"))).With(new DeviceKey("C", "99")).Devices.Length);

    private static IRenderedComponent<ComparisonView> Show(PageContext context, params ComparedDevice[] devices) => context.Render<ComparisonView>(parameters => parameters
        .Add(view => view.Table, DeviceTable.Of([.. devices]))
        .Add(view => view.Heads, [.. devices.Select(device => new ColumnHead(device.Serial ?? "", Note: null, Url: null, RemoveUrl: null))]));
}
