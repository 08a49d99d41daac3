using System.Data.Common;
using CaseTriage.Analysis.Comparison;
using CaseTriage.Analysis.Documents;
using CaseTriage.Web.Components;
using CaseTriage.Web.Features.Cases;
using CaseTriage.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CaseTriage.Web.Features.Devices;

/// <summary>One serial number over all cases.</summary>
public sealed partial class DeviceDetailPage : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private DeviceView? _view;
    private string? _loaded;
    private LoadState _state = LoadState.Loading;

    private enum LoadState
    {
        Loading,
        Failed,
        Ready,
    }

    [Inject] public required GetDevice Devices { get; init; }

    [Inject] public required Wording Words { get; init; }

    [Inject] public required IStringLocalizer<Texts> T { get; init; }

    [Inject] public required ILogger<DeviceDetailPage> Logger { get; init; }

    [Parameter] public string Serial { get; set; } = "";

    [CascadingParameter] public Viewer Viewer { get; set; } = Viewer.Utc;

    /// <summary>The case last touched that has an inventory of it: what is compared.</summary>
    private string NewestCase => _view is null ? "" : _view.Inventories.Length > 0 ? _view.Inventories[0].CaseNumber : _view.Cases[0].CaseNumber;

    private string? CompareUrl => _view is { Siblings.Length: > 0 } view
        ? CaseUrls.Compare(new ComparePlace([new DeviceKey(NewestCase, Serial), .. view.Siblings.Select(sibling => sibling.Key).Take(DeviceTable.MaxDevices - 1)]))
        : null;

    private IEnumerable<ReadingRate> Rates => _view?.Rates.Where(rate => rate.OfProduct is not null || rate.OfAll is not null) ?? [];

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded != Serial)
        {
            _loaded = Serial;
            _state = LoadState.Loading;
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        try
        {
            _view = await Devices.RunAsync(Serial, Languages.Current, _gone.Token);
            _state = LoadState.Ready;
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Exception exception) when (exception is DbException or IOException or InvalidOperationException)
        {
            Log.Unreadable(Logger, exception);
            _state = LoadState.Failed;
        }
    }

    private static CasePlace Place(DeviceAppearance appearance) => new(appearance.CaseNumber);

    private string Say(Share? share) => share is null ? T["devicePage.tooFew"] : T["devicePage.share", share.Same, share.Sample];

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A device could not be read.")]
        public static partial void Unreadable(ILogger logger, Exception exception);
    }
}
