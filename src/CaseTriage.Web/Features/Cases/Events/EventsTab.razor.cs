using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using CaseTriage.Analysis.Documents;
using CaseTriage.Evidence;
using CaseTriage.Web.Components;
using CaseTriage.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace CaseTriage.Web.Features.Cases.Events;

/// <summary>
/// The events of all logs of a case. What is shown is in the address; the circuit holds one page of lines and the sums beside it. A newer
/// choice ends the loading of an older one.
/// </summary>
public sealed partial class EventsTab : IDisposable
{
    public const int RowsPerPage = 100;

    private CancellationTokenSource _load = new();
    private ImmutableArray<(CaseEvent Event, EventSummary Summary)> _rows = [];
    private ImmutableArray<HistogramColumn> _columns = [];
    private EventSums? _sums;
    private string? _previous;
    private string? _next;
    private long? _total;
    private string? _refused;
    private LoadState _state = LoadState.First;
    private ElementReference _head;
    private bool _isHeadDue;
    private bool _areSumsOld;
    private bool _areChoicesOpen;
    private string? _listed;
    private string? _filtered;

    private enum LoadState
    {
        /// <summary>Nothing to show yet.</summary>
        First,

        /// <summary>The rows shown are those of an older choice.</summary>
        Next,
        Failed,
        Ready,
    }

    [Inject] public required ListEvents Events { get; init; }

    [Inject] public required SumEvents Sums { get; init; }

    [Inject] public required EventSummaries Summaries { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required IStringLocalizer<Texts> T { get; init; }

    [Inject] public required ILogger<EventsTab> Logger { get; init; }

    [Parameter, EditorRequired] public AnalysisDocument Document { get; set; } = null!;

    [Parameter, EditorRequired] public CasePlace Place { get; set; } = new("");

    [CascadingParameter] public Viewer Viewer { get; set; } = Viewer.Utc;

    private bool IsPlain => Place is { Device: null, Events: { IsFiltered: false, After: null, Before: null } };

    private EventFilter Filter => new()
    {
        CaseNumber = Place.Number,
        From = Place.Events.From,
        To = Place.Events.To,
        Device = Place.Device,
        Source = Place.Events.Log,
        Providers = Place.Events.Providers,
        EventIds = Place.Events.EventIds,
        Levels = Place.Events.Levels,
        Query = Place.Events.Query,
    };

    private string Total => _total switch
    {
        null => "",
        > ListEvents.MaxTotal => T["events.more", Number(ListEvents.MaxTotal)],
        { } total => T["events.total", Number(total)],
    };

    public void Dispose()
    {
        _load.Cancel();
        _load.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        string filtered = CaseUrls.Case(Place.In(events => events with { IsOldestFirst = false })) + Document.ResultHash;
        string listed = CaseUrls.Case(Place with { Evidence = null, At = null }) + Document.ResultHash;
        if (listed == _listed || !EventChoices.LogsOf(Document).Any())
        {
            return;
        }

        bool isFilterNew = filtered != _filtered;
        (_listed, _filtered) = (listed, filtered);
        bool isPageTurned = !isFilterNew && _rows.Length > 0;
        await LoadAsync(isFilterNew);
        _isHeadDue = isPageTurned && Place.Evidence is null && _state == LoadState.Ready && _rows.Length > 0;
    }

    /// <summary>A page is turned at the end of the list; reading goes on at its head, for the eye and for a screen reader.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_isHeadDue)
        {
            return;
        }

        _isHeadDue = false;
        try
        {
            await _head.FocusAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone.
        }
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private async Task LoadAsync(bool isFilterNew)
    {
        await _load.CancelAsync();
        _load.Dispose();
        _load = new CancellationTokenSource();
        CancellationToken token = _load.Token;
        _state = _rows.Length > 0 && _state is not LoadState.Failed ? LoadState.Next : LoadState.First;
        _areSumsOld = _areSumsOld || isFilterNew;
        _total = isFilterNew ? null : _total;
        try
        {
            await Task.WhenAll(LoadPageAsync(token), _areSumsOld ? LoadSumsAsync(token) : Task.CompletedTask);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // Something else was chosen meanwhile, or the page was left.
        }
        catch (Exception exception) when (exception is DbException or IOException or InvalidOperationException)
        {
            if (!token.IsCancellationRequested)
            {
                Log.Unreadable(Logger, exception);
                _state = LoadState.Failed;
            }
        }
    }

    private async Task LoadPageAsync(CancellationToken token)
    {
        var request = new ListEventsRequest(Filter, Place.Events.After, RowsPerPage)
        {
            Before = Place.Events.Before,
            Order = Place.Events.IsOldestFirst ? EventOrder.OldestFirst : EventOrder.NewestFirst,
        };
        ListEventsResult? result = await Events.RunAsync(request, token);
        long? total = (result as EventPage)?.Total ?? _total;
        if (result is EventPage && total is null)
        {
            // A pasted link to a later page: only the first one tells how many there are.
            total = (await Events.RunAsync(new ListEventsRequest(Filter, After: null, Limit: 1), token) as EventPage)?.Total;
        }

        token.ThrowIfCancellationRequested();
        (_refused, _total) = ((result as EventsRefused)?.Parameter, total);
        var page = result as EventPage;
        _rows = [.. (page?.Events ?? []).Select(item => (item with { Data = default }, Summaries.Of(item, Languages.Current)))];
        (_previous, _next) = (page?.Previous, page?.Next);
        _state = LoadState.Ready;
        StateHasChanged();
    }

    private async Task LoadSumsAsync(CancellationToken token)
    {
        EventSums? sums = await Sums.RunAsync(Filter, token);
        token.ThrowIfCancellationRequested();
        (_sums, _areSumsOld) = (sums, false);
        _columns = sums is null ? [] : HistogramColumns.Of(sums);
        StateHasChanged();
    }

    private void Search(string? query) =>
        Navigation.NavigateTo(CaseUrls.Case(Place.In(events => events with { Query = string.IsNullOrWhiteSpace(query) ? null : query })), replace: true);

    private void ChooseTime((DateTimeOffset? From, DateTimeOffset? To) span) =>
        Navigation.NavigateTo(CaseUrls.Case(Place.In(events => events with { From = span.From, To = span.To })));

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The events of a case could not be read.")]
        public static partial void Unreadable(ILogger logger, Exception exception);
    }
}
