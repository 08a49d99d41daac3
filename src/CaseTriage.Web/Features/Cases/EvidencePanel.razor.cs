using CaseTriage.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace CaseTriage.Web.Features.Cases;

/// <summary>Shows the very place that a finding points at, beside the finding.</summary>
public sealed partial class EvidencePanel : IAsyncDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private IJSObjectReference? _page;
    private ElementReference _panel;
    private EvidenceView? _view;
    private EvidenceView? _record;
    private bool _isReadingRecord;
    private (string, string)? _shown;
    private bool _isFailed;
    private bool _isNew;

    [Inject] public required ReadEvidence Reader { get; init; }

    [Inject] public required IStringLocalizer<Texts> T { get; init; }

    [Inject] public required Wording Words { get; init; }

    [Inject] public required IJSRuntime Script { get; init; }

    [Inject] public required ILogger<EvidencePanel> Logger { get; init; }

    [Parameter, EditorRequired] public string Number { get; set; } = "";

    [Parameter, EditorRequired] public string Artifact { get; set; } = "";

    [Parameter, EditorRequired] public string At { get; set; } = "";

    /// <summary>What the finding quotes from there; empty where unknown.</summary>
    [Parameter] public string Quote { get; set; } = "";

    [Parameter, EditorRequired] public string CloseUrl { get; set; } = "";

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        _gone.Dispose();
        try
        {
            if (_page is not null)
            {
                await _page.InvokeVoidAsync("panelClosed");
                await _page.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and its module with it.
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_shown != (Artifact, At))
        {
            _shown = (Artifact, At);
            await LoadAsync();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _page = await Script.InvokeAsync<IJSObjectReference>("import", "./" + Assets["js/page.js"]);
        }

        // Closed while the module came: there is no element any more that could be told of.
        if (_isNew && _page is not null && !_gone.IsCancellationRequested)
        {
            _isNew = false;
            await _page.InvokeVoidAsync("panelOpened", _panel);
        }
    }

    private async Task LoadAsync()
    {
        (_view, _record, _isFailed) = (null, null, false);
        try
        {
            _view = await Reader.RunAsync(Number, Artifact, At, _gone.Token);
            _isFailed = _view is null;
            _isNew = true;
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or System.Data.Common.DbException)
        {
            Log.Unreadable(Logger, exception);
            _isFailed = true;
        }
    }

    /// <summary>Shows the whole record below what is kept of it.</summary>
    private async Task ReadRecordAsync()
    {
        _isReadingRecord = true;
        (string, string)? asked = _shown;
        try
        {
            EvidenceView? record = await Reader.ReadRecordAsync(Number, Artifact, At, _gone.Token);
            _record = _shown == asked ? record : null;
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or System.Data.Common.DbException)
        {
            Log.Unreadable(Logger, exception);
            _isFailed = true;
        }
        finally
        {
            _isReadingRecord = false;
        }
    }

    /// <summary>The head of a mail in the reader's language; names of events and inventories are those of the file.</summary>
    private string NameOf(EvidenceField field) =>
        _view?.Kind == EvidenceViewKind.Message && T["evidence.field." + field.Name] is { ResourceNotFound: false } name ? name : field.Name;

    /// <summary>Where the reader marks no line, the quoted words find theirs.</summary>
    private bool IsHit(EvidenceLine line) =>
        line.IsHit || (_view is { } view && !view.Lines.Any(l => l.IsHit) && Quote.Length > 0 && line.Text.Trim() is { Length: >= 6 } text
            && (Quote.Contains(text, StringComparison.Ordinal) || text.Contains(Quote.TrimEnd('…'), StringComparison.Ordinal)));

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Evidence could not be read.")]
        public static partial void Unreadable(ILogger logger, Exception exception);
    }
}
