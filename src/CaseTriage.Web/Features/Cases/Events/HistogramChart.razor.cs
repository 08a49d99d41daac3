using System.Collections.Immutable;
using System.Globalization;
using CaseTriage.Web.Components;
using CaseTriage.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace CaseTriage.Web.Features.Cases.Events;

/// <summary>
/// Events over time. A click takes the time of a bar, a drag that of several; the browser watches the pointer and tells the bars. By
/// keyboard the fields for the time do the same.
/// </summary>
public sealed partial class HistogramChart : IAsyncDisposable
{
    /// <summary>A single event beside thousands must still be seen; in hundredths of the height.</summary>
    private const double LeastHeight = 4;

    private DotNetObjectReference<HistogramChart>? _self;
    private IJSObjectReference? _module;
    private IJSObjectReference? _pointer;
    private ElementReference _plot;
    private bool _isGone;

    [Inject] public required IJSRuntime Script { get; init; }

    [Inject] public required IStringLocalizer<Texts> T { get; init; }

    /// <summary>At least one.</summary>
    [Parameter, EditorRequired] public ImmutableArray<HistogramColumn> Columns { get; set; } = [];

    [Parameter] public EventCallback<(DateTimeOffset From, DateTimeOffset To)> OnChoose { get; set; }

    [CascadingParameter] public Viewer Viewer { get; set; } = Viewer.Utc;

    private long Highest => Columns.Max(column => column.Events);

    /// <summary>All bars but one at the end of time are of one width.</summary>
    private string Width => (Columns[0].End - Columns[0].Start) switch
    {
        { TotalHours: < 1 } width => T["events.width.minutes", width.TotalMinutes],
        { TotalDays: < 1 } width => T["events.width.hours", width.TotalHours],
        var width => T["events.width.days", width.TotalDays],
    };

    [JSInvokable]
    public Task ChooseAsync(int first, int last) =>
        first >= 0 && first <= last && last < Columns.Length ? OnChoose.InvokeAsync((Columns[first].Start, Columns[last].End)) : Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _isGone = true;
        try
        {
            if (_pointer is not null)
            {
                await _pointer.InvokeVoidAsync("detach");
                await _pointer.DisposeAsync();
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
            _module = await Script.InvokeAsync<IJSObjectReference>("import", "./" + Assets["js/histogram.js"]);

            // Gone while the module came: there is no element any more whose pointer could be watched.
            if (!_isGone)
            {
                _self = DotNetObjectReference.Create(this);
                _pointer = await _module.InvokeAsync<IJSObjectReference>("attach", _plot, _self);
            }
        }
    }

    private RenderFragment Part(int index, string tone, long below, long events, HistogramColumn column) => builder =>
    {
        if (events == 0)
        {
            return;
        }

        double height = Math.Max(column.Events * 100.0 / Highest, LeastHeight);
        double top = 100 - height * (below + events) / column.Events;
        builder.OpenElement(0, "rect");
        builder.AddAttribute(1, "class", "ct-bar-" + tone);
        builder.AddAttribute(2, "x", Number(index + 0.08));
        builder.AddAttribute(3, "width", "0.84");
        builder.AddAttribute(4, "y", Number(top));
        builder.AddAttribute(5, "height", Number(height * events / column.Events));
        builder.CloseElement();
    };

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
