using CaseTriage.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace CaseTriage.Web.Features.Cases.Files;

/// <summary>
/// Takes files and whole folders, dropped anywhere on the page or chosen. The browser sends them by plain HTTP; only how far they are comes
/// through the circuit.
/// </summary>
public sealed partial class UploadPanel : IAsyncDisposable
{
    private const int MostShown = 8;
    private readonly SortedDictionary<int, UploadRow> _rows = [];
    private DotNetObjectReference<UploadPanel>? _self;
    private IJSObjectReference? _module;
    private IJSObjectReference? _uploads;
    private ElementReference _root;

    [Inject] public required IJSRuntime Script { get; init; }

    [Inject] public required IStringLocalizer<Texts> T { get; init; }

    /// <summary>Where the files go.</summary>
    [Parameter, EditorRequired] public string Url { get; set; } = "";

    /// <summary>Whether this is all there is to do on the page.</summary>
    [Parameter] public bool IsLarge { get; set; }

    /// <summary>Failed ones first, then those on their way.</summary>
    private IEnumerable<UploadRow> Shown =>
        _rows.Values.Where(row => row.State == "failed").Concat(_rows.Values.Where(row => row.State == "sending")).Take(MostShown);

    private bool IsDone => Count("done") + Count("failed") == _rows.Count;

    [JSInvokable]
    public void Report(UploadRow[] rows)
    {
        foreach (UploadRow row in rows)
        {
            _rows[row.Id] = row;
        }

        StateHasChanged();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_uploads is not null)
            {
                await _uploads.InvokeVoidAsync("detach");
                await _uploads.DisposeAsync();
            }

            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and its module with it.
        }

        _self?.Dispose();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            _module = await Script.InvokeAsync<IJSObjectReference>("import", "./" + Assets["js/upload.js"]);
            _uploads = await _module.InvokeAsync<IJSObjectReference>("attach", _root, _self, Url);
        }
    }

    private int Count(string state) => _rows.Values.Count(row => row.State == state);

    private void Clear() => _rows.Clear();

    private async Task RetryAsync(int id)
    {
        if (_uploads is not null)
        {
            await _uploads.InvokeVoidAsync("retry", id);
        }
    }

    private string ErrorOf(UploadRow row) => T[row.Error switch
    {
        0 => "upload.error.network",
        404 => "upload.error.noCase",
        413 => "upload.error.tooLarge",
        507 => "upload.error.full",
        _ => "upload.error.other",
    }, row.Error];
}
