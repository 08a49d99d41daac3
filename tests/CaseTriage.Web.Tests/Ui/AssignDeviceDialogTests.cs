using System.Collections.Immutable;
using AngleSharp.Dom;
using Bunit;
using CaseTriage.Analysis;
using CaseTriage.Analysis.Documents;
using CaseTriage.Web.Features.Cases;
using CaseTriage.Web.Features.Cases.Devices;
using CaseTriage.Web.Features.Cases.Files;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace CaseTriage.Web.Tests.Ui;

public sealed class AssignDeviceDialogTests
{
    private const string Log = "QX07310000101.zip!/logs/CmitClient.evtx";
    private static readonly AnalysisDocument Document = SampleDocument.In(Language.English);

    private static readonly AttributionSummary Why = new()
    {
        Confidence = 0.5,
        Contradicted = true,
        Witnesses =
        [
            new DeviceWitness(WitnessKind.Name, SampleDocument.Failing, null),
            new DeviceWitness(WitnessKind.Client, SampleDocument.Working, new Analysis.Documents.Evidence(Log, "record 7", SampleDocument.Working)),
        ],
    };

    private static ArtifactSummary Artifact => Document.Artifacts.Single(artifact => artifact.Path == Log) with { Attribution = Why };

    [Fact]
    public async Task Open_FileThatIsContradicted_SaysWhyAndProposesByReason()
    {
        await using var context = new PageContext();
        (IRenderedComponent<MudDialogProvider> dialog, _) = await OpenAsync(context);

        Assert.Contains("taken for a file of QX07310000101, because", dialog.Markup, StringComparison.Ordinal);
        Assert.Equal(["name", "client"], dialog.FindAll("[data-witness]").Select(item => item.GetAttribute("data-witness")));
        Assert.Equal(["as-found", SampleDocument.Failing, SampleDocument.Working, SampleDocument.FailingToo, ""], dialog.FindAll("[data-choice]").Select(item => item.GetAttribute("data-choice")));
        Assert.Contains("Activation client", dialog.Find($"[data-choice={SampleDocument.Working}]").TextContent, StringComparison.Ordinal);
        Assert.Equal([Log, "QX07310000101.zip!/logs/", "QX07310000101.zip!/"], dialog.FindAll("[data-scope]").Select(item => item.GetAttribute("data-scope")));
        Assert.True(Save(dialog).HasAttribute("disabled"));
    }

    [Theory]
    [InlineData(SampleDocument.Working, SampleDocument.Working)]
    [InlineData("", "")]
    [InlineData("as-found", null)]
    public async Task Save_ChoiceForAWholeArchive_IsThatChoice(string choice, string? device)
    {
        await using var context = new PageContext();
        (IRenderedComponent<MudDialogProvider> dialog, IDialogReference reference) = await OpenAsync(context);

        await dialog.FindAll("[data-scope] input")[2].ChangeAsync(new() { Value = "on" });
        await dialog.Find($"[data-choice='{choice}'] input").ChangeAsync(new() { Value = "on" });
        await Save(dialog).ClickAsync(new());

        Assert.Equal(new AttributionChoice("QX07310000101.zip!/", device), (await reference.Result)?.Data);
    }

    [Theory]
    [InlineData("PF3XK2A7", true)]
    [InlineData("READING-ROOM-1", true)]
    [InlineData("x", false)]
    [InlineData("PF3 XK2A7", false)]
    [InlineData("<b>12345</b>", false)]
    public async Task Type_NewSerialNumber_IsCheckedBeforeItCanBeSaved(string text, bool isTaken)
    {
        await using var context = new PageContext();
        (IRenderedComponent<MudDialogProvider> dialog, _) = await OpenAsync(context);

        await dialog.Find("input[type=text]").InputAsync(new() { Value = text });

        Assert.Equal(isTaken, !Save(dialog).HasAttribute("disabled"));
        Assert.Equal(!isTaken, dialog.Markup.Contains("3 to 32 letters and digits", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("zh-CN", "人工指定")]
    [InlineData("en", "set by a person")]
    public async Task Table_FileMovedByAPerson_SaysSo(string language, string words)
    {
        await using var context = new PageContext(language);
        ArtifactSummary moved = Artifact with { Attribution = new AttributionSummary { Confidence = 1, Witnesses = [new DeviceWitness(WitnessKind.Hand, SampleDocument.Working, null), .. Why.Witnesses] } };

        IRenderedComponent<ArtifactTable> table = context.Render<ArtifactTable>(parameters => parameters.Add(t => t.Artifacts, [moved]).Add(t => t.Place, new CasePlace("C-1")));

        Assert.Contains(words, table.Find("[data-attribution=agreed] summary").TextContent, StringComparison.Ordinal);
        Assert.Equal("/cases/C-1?evidence=QX07310000101.zip!%2Flogs%2FCmitClient.evtx&at=record%207", table.Find("[data-witness=client] a").GetAttribute("href"));
    }

    [Fact]
    public async Task Table_FileThatIsContradicted_Warns()
    {
        await using var context = new PageContext();

        IRenderedComponent<ArtifactTable> table = context.Render<ArtifactTable>(parameters => parameters.Add(t => t.Artifacts, [Artifact]).Add(t => t.Place, new CasePlace("C-1")));

        Assert.Contains("contradicted", table.Find("[data-attribution=contradicted]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NameDevice_DeviceOfTheCount_GivesItsHandleTheSerialNumber()
    {
        await using var context = new PageContext();
        var device = new DeviceSummary { SerialNumber = null, Label = "one more device", Outcome = DeviceOutcome.Activated, Handle = "!/activated/1" };
        (IRenderedComponent<MudDialogProvider> dialog, IDialogReference reference) = await ShowAsync<NameDeviceDialog>(context, new DialogParameters<NameDeviceDialog> { { d => d.Device, device } });

        await dialog.Find("input[type=text]").InputAsync(new() { Value = " QX07310000104 " });
        await Save(dialog).ClickAsync(new());

        Assert.Equal(new AttributionChoice("!/activated/1", "QX07310000104"), (await reference.Result)?.Data);
    }

    private static Task<(IRenderedComponent<MudDialogProvider> Dialog, IDialogReference Reference)> OpenAsync(PageContext context) => ShowAsync<AssignDeviceDialog>(
        context, new DialogParameters<AssignDeviceDialog> { { d => d.Artifact, Artifact }, { d => d.Candidates, DeviceCandidate.Of(Document, Artifact) } });

    private static async Task<(IRenderedComponent<MudDialogProvider> Dialog, IDialogReference Reference)> ShowAsync<TDialog>(PageContext context, DialogParameters parameters)
        where TDialog : Microsoft.AspNetCore.Components.IComponent
    {
        IRenderedComponent<MudDialogProvider> provider = context.Render<MudDialogProvider>();
        IDialogReference reference = await provider.InvokeAsync(() => context.Services.GetRequiredService<IDialogService>().ShowAsync<TDialog>("title", parameters));
        return (provider, reference);
    }

    private static IElement Save(IRenderedComponent<MudDialogProvider> dialog) => dialog.FindAll("button")[^1];
}
