using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Packs;
using CaseTriage.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace CaseTriage.Web.Features.Packs;

/// <summary>The packs in use; a pack from a file can be tried on all cases, and imported where a trusted key signed it.</summary>
public sealed partial class PackListPage : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private PackArchive? _archive;
    private string? _signer;
    private string? _complaint;

    [Inject] public required PackReading Reading { get; init; }

    [Inject] public required PackShelf Shelf { get; init; }

    [Inject] public required PackTrial Trial { get; init; }

    [Inject] public required TrustedKeys Keys { get; init; }

    [Inject] public required ISnackbar Snackbar { get; init; }

    [Inject] public required IStringLocalizer<Texts> T { get; init; }

    private LoadedPacks Packs => Reading.Current;

    public void Dispose()
    {
        Trial.Changed -= Redraw;
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override void OnInitialized() => Trial.Changed += Redraw;

    private void Redraw(object? sender, EventArgs args) => _ = InvokeAsync(StateHasChanged);

    private string Outcome(FindingOutcome? outcome) => T["packs.outcome." + (outcome?.ToString().ToLowerInvariant() ?? "silent")];

    private async Task ChooseAsync(InputFileChangeEventArgs chosen)
    {
        (_archive, _signer, _complaint) = (null, null, null);
        try
        {
            using var content = new MemoryStream();
            await using Stream stream = chosen.File.OpenReadStream(PackArchive.MaxSizeInBytes, _gone.Token);
            await stream.CopyToAsync(content, _gone.Token);
            content.Position = 0;
            _archive = PackArchive.Read(content);
            _signer = Keys.SignerOf(_archive);
        }
        catch (Exception refused) when (refused is InvalidPackException or IOException)
        {
            _complaint = refused.Message;
        }
    }

    private Task TryAsync(PackArchive archive) => GuardAsync(() => _ = Trial.Start(archive));

    private Task ImportAsync(PackArchive archive) => GuardAsync(() =>
    {
        Shelf.Import(archive);
        Snackbar.Add(T["trial.imported", archive.Reference.Id, archive.Reference.Version], MudBlazor.Severity.Success);
    });

    private Task RemoveAsync(string id) => GuardAsync(() => Shelf.Remove(id));

    /// <summary>Checking a pack runs all its tests; the page must not stand still meanwhile.</summary>
    private async Task GuardAsync(Action work)
    {
        _complaint = null;
        try
        {
            await Task.Run(work, _gone.Token);
        }
        catch (Exception refused) when (refused is InvalidPackException or IOException)
        {
            _complaint = refused.Message;
        }
    }
}
