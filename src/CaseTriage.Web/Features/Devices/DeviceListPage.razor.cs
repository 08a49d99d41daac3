using System.Collections.Immutable;
using System.Data.Common;
using CaseTriage.Web.Components;
using CaseTriage.Web.Features.Cases;
using CaseTriage.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CaseTriage.Web.Features.Devices;

/// <summary>All devices by serial number, or the identities that several of them share.</summary>
public sealed partial class DeviceListPage : IDisposable
{
    private const int RowsPerPage = 50;
    private readonly CancellationTokenSource _gone = new();
    private DevicePage _page = new([], null);
    private ImmutableArray<SharedIdentity> _shared = [];
    private DeviceListPlace? _loaded;
    private LoadState _state = LoadState.Loading;

    private enum LoadState
    {
        Loading,
        Failed,
        Ready,
    }

    [Inject] public required ListDevices Devices { get; init; }

    [Inject] public required FindSharedIdentities Identities { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required IStringLocalizer<Texts> T { get; init; }

    [Inject] public required ILogger<DeviceListPage> Logger { get; init; }

    [SupplyParameterFromQuery(Name = "q")] public string? Query { get; set; }

    [SupplyParameterFromQuery] public string? View { get; set; }

    [SupplyParameterFromQuery] public string? After { get; set; }

    [CascadingParameter] public Viewer Viewer { get; set; } = Viewer.Utc;

    private DeviceListPlace Place => new() { Query = Query, View = View, After = After };

    private bool IsShared => View == DeviceListPlace.Shared;

    private bool IsPlain => Place == new DeviceListPlace();

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded != Place)
        {
            _loaded = Place;
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        try
        {
            if (IsShared)
            {
                _shared = await Identities.RunAsync(serial: null, _gone.Token);
            }
            else
            {
                _page = await Devices.RunAsync(new ListDevicesRequest(Query, After, RowsPerPage), _gone.Token);
            }

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

    private void Search(string? query) => Navigation.NavigateTo(CaseUrls.DeviceList(new DeviceListPlace { Query = query }), replace: true);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The list of devices could not be read.")]
        public static partial void Unreadable(ILogger logger, Exception exception);
    }
}
