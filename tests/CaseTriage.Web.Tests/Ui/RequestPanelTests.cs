using System.Collections.Immutable;
using AngleSharp.Dom;
using Bunit;
using CaseTriage.Analysis;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Formats.Qr;
using CaseTriage.Web.Features.Cases;
using CaseTriage.Web.Features.Cases.Devices;
using CaseTriage.Web.Features.Cases.Files;

namespace CaseTriage.Web.Tests.Ui;

public sealed class RequestPanelTests
{
    private const string Picture = "QX07310000101.zip!/qr.png";
    private static readonly string s_installation = string.Join('-', Enumerable.Repeat("1234565", 9));

    [Theory]
    [InlineData("en", "fields of a request", "Structural guess", "Serial number")]
    [InlineData("zh-CN", "请求字段", "按结构推测", "序列号")]
    public async Task Panel_Fields_ShowsThemAsAGuess(string language, string recognized, string guess, string kind)
    {
        await using var context = new PageContext(language);

        IElement panel = Show(context, "SN=QX07310000101;TIME=2026-03-02T09:12:44+08:00");

        Assert.Contains(recognized, panel.QuerySelector("h4")?.TextContent, StringComparison.Ordinal);
        Assert.Contains(guess, panel.TextContent, StringComparison.Ordinal);
        IElement field = Assert.Single(panel.QuerySelectorAll("[data-field=serial-number]"));
        Assert.Contains(kind, field.TextContent, StringComparison.Ordinal);
        Assert.Contains("QX07310000101", field.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Panel_IdWithAWrongGroup_NamesTheGroupNotByColourAlone()
    {
        await using var context = new PageContext();

        IElement panel = Show(context, "IID=" + s_installation.Remove(17, 1).Insert(17, "8"));

        IElement wrong = Assert.Single(panel.QuerySelectorAll("[data-group=fails]"));
        Assert.Contains("Group 3: wrong", wrong.TextContent, StringComparison.Ordinal);
        Assert.Equal(8, panel.QuerySelectorAll("[data-group=holds]").Length);
        Assert.Contains("The check digit fails in group 3", panel.TextContent, StringComparison.Ordinal);
        Assert.Contains("63 of 63 digits", panel.TextContent, StringComparison.Ordinal);
        Assert.Contains("general knowledge", panel.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Panel_IdOfAnotherScheme_CallsNoGroupWrong()
    {
        await using var context = new PageContext();

        IElement panel = Show(context, "CID=" + string.Join('-', Enumerable.Repeat("123451", 8)));

        Assert.Empty(panel.QuerySelectorAll("[data-group=fails]"));
        Assert.Contains("The check digits do not apply", panel.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "hand it on unchanged")]
    [InlineData("zh-CN", "请原样转交")]
    public async Task Panel_RandomBytes_SaysToHandOnUnchanged(string language, string words)
    {
        byte[] bytes = new byte[300];
        new Random(3).NextBytes(bytes);
        await using var context = new PageContext(language);

        IElement panel = Show(context, bytes);

        Assert.Equal("encrypted-or-signed", panel.GetAttribute("data-recognized"));
        Assert.Contains(words, panel.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Panel_InventoryOfTheDevice_IsComparedRowByRow()
    {
        await using var context = new PageContext();

        IElement panel = Show(context, "SN=QX07310000102;MODEL=QX Desk 7;disk=TC9999");

        IElement[] rows = [.. panel.QuerySelectorAll("[data-result]")];
        Assert.Equal(["Different", "Different"], rows.Select(row => row.GetAttribute("data-result")).Where(result => result != "Same"));
        Assert.Equal("Different", rows[0].GetAttribute("data-result"));
        Assert.Contains("QX07310000101", rows[0].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Panel_HostilePayload_IsEncoded()
    {
        const string Hostile = "<img src=x onerror=alert(1)>";
        await using var context = new PageContext();

        IElement panel = Show(context, $$"""{"{{Hostile}}":"{{Hostile}}","sn":"{{Hostile}}"}""");

        Assert.Empty(panel.QuerySelectorAll("img, script, [onerror]"));
        Assert.Contains(Hostile, panel.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Table_PictureWithACode_OpensItByItsButton()
    {
        await using var context = new PageContext();
        AnalysisDocument document = With("SN=QX07310000101"u8);
        IRenderedComponent<ArtifactTable> table = context.Render<ArtifactTable>(parameters => parameters
            .Add(t => t.Artifacts, document.Artifacts).Add(t => t.Document, document).Add(t => t.Place, new CasePlace("C-1")));
        Assert.Empty(table.FindAll("[data-code]"));

        table.Find("[data-testid=codes]").Click();

        Assert.Equal("true", table.Find("[data-testid=codes]").GetAttribute("aria-expanded"));
        Assert.Single(table.FindAll("[data-code]"));
    }

    [Fact]
    public async Task Card_DeviceWithRequests_ShowsThemWithTheirPlace()
    {
        await using var context = new PageContext();
        AnalysisDocument document = With("SN=QX07310000101"u8);

        IRenderedComponent<DeviceCard> card = context.Render<DeviceCard>(parameters => parameters
            .Add(c => c.Device, document.Devices[0]).Add(c => c.Requests, DeviceRequest.OfDevice(document, SampleDocument.Failing)).Add(c => c.Place, new CasePlace("C-1")));

        Assert.Contains("Offline requests (1)", card.Find("details.ct-requests summary").TextContent, StringComparison.Ordinal);
        Assert.Contains("at=field%20code%201", card.Find("details.ct-requests a[data-evidence]").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void OfDevice_TwoRequests_EachIsComparedWithTheOther()
    {
        AnalysisDocument document = With("SN=QX07310000101;ts=1772413964"u8);
        ArtifactSummary second = document.Artifacts[^1] with { Path = "second.png", Codes = QrFacts.Of("second.png", [Code("SN=QX07310000101;ts=1772500364"u8)]).Codes };

        ImmutableArray<DeviceRequest> requests = DeviceRequest.OfDevice(document with { Artifacts = document.Artifacts.Add(second) }, SampleDocument.Failing);

        Assert.Equal(["second.png", Picture], requests.Select(request => Assert.Single(request.WithRequests).Other.Evidence.Artifact));
    }

    private static IElement Show(PageContext context, string payload) => Show(context, System.Text.Encoding.UTF8.GetBytes(payload));

    private static IElement Show(PageContext context, ReadOnlySpan<byte> payload)
    {
        DeviceRequest request = Assert.Single(DeviceRequest.OfDevice(With(payload), SampleDocument.Failing));
        return context.Render<RequestPanel>(parameters => parameters.Add(panel => panel.Request, request)).Find("[data-code]");
    }

    private static AnalysisDocument With(ReadOnlySpan<byte> payload)
    {
        AnalysisDocument sample = SampleDocument.In(Language.English);
        return sample with
        {
            Artifacts = sample.Artifacts.Add(new ArtifactSummary
            {
                Path = Picture, Kind = ArtifactKind.Qr, SizeInBytes = 9_000, Sha256 = "", Device = SampleDocument.Failing, Status = ArtifactStatus.Parsed, Records = 1,
                Codes = QrFacts.Of(Picture, [Code(payload)]).Codes,
            }),
        };
    }

    private static QrCode Code(ReadOnlySpan<byte> payload) => new([.. payload], "", 10, "M", []);
}
