using System.Collections.Immutable;
using System.Data.Common;
using CaseTriage.Analysis.Comparison;
using CaseTriage.Analysis.Documents;
using CaseTriage.Web.Features.Cases;
using CaseTriage.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CaseTriage.Web.Features.Devices;

/// <summary>Two to eight devices of any cases side by side. The address names them, so that a comparison can be sent.</summary>
public sealed partial class ComparePage : IDisposable
{
    private const int MostOffers = 8;
    private readonly CancellationTokenSource _gone = new();
    private ComparePlace _place = new([]);
    private ImmutableArray<DeviceColumn> _columns = [];
    private ImmutableArray<ColumnHead> _heads = [];
    private ImmutableArray<DeviceOffer> _offers = [];
    private DeviceTable _table = new([], []);
    private string? _loaded;
    private LoadState _state = LoadState.Loading;

    private enum LoadState
    {
        Loading,
        Failed,
        Ready,
    }

    [Inject] public required CompareDevices Comparison { get; init; }

    [Inject] public required ListDevices Devices { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required IStringLocalizer<Texts> T { get; init; }

    [Inject] public required ILogger<ComparePage> Logger { get; init; }

    [SupplyParameterFromQuery(Name = "d")] public string[]? Named { get; set; }

    [SupplyParameterFromQuery(Name = "q")] public string? Query { get; set; }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded != Navigation.Uri)
        {
            _loaded = Navigation.Uri;
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        try
        {
            var place = ComparePlace.Read(Navigation.Uri);
            ImmutableArray<DeviceColumn> columns = await Comparison.RunAsync(place.Devices, _gone.Token);
            DeviceColumn[] found = [.. columns.Where(column => column.IsFound)];
            _offers = await OffersAsync(place, found);
            _table = DeviceTable.Of([.. found.Select(column => column.Compared)]);
            _heads = [.. found.Select(column => new ColumnHead(column.Key.Serial, column.Key.CaseNumber, CaseUrls.Device(column.Key.Serial), CaseUrls.Compare(place.Without(column.Key))))];
            (_place, _columns, _state) = (place, columns, LoadState.Ready);
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

    /// <summary>What is searched for; else the siblings of the first device that fails, or of the first.</summary>
    private async Task<ImmutableArray<DeviceOffer>> OffersAsync(ComparePlace place, DeviceColumn[] columns)
    {
        IEnumerable<DeviceOffer> offers = !string.IsNullOrWhiteSpace(place.Query)
            ? (await Devices.RunAsync(new ListDevicesRequest(place.Query, After: null, MostOffers * 2), _gone.Token)).Rows
                .Select(row => new DeviceOffer(new DeviceKey(row.CaseNumber, row.Serial), row.Outcome, row.Product, []))
            : (Array.Find(columns, column => column.Outcome == DeviceOutcome.Failed) ?? columns.FirstOrDefault()) is { } of
                ? (await Devices.FindSiblingsAsync(of.Key, _gone.Token)).Select(sibling => new DeviceOffer(sibling.Key, sibling.Outcome, sibling.Product, sibling.Reasons))
                : [];
        return [.. offers.Where(offer => !place.Devices.Contains(offer.Key)).Take(MostOffers)];
    }

    private void Search(string? query) => Navigation.NavigateTo(CaseUrls.Compare(_place with { Query = query }), replace: true);

    /// <summary>A device that can be added.</summary>
    private sealed record DeviceOffer(DeviceKey Key, DeviceOutcome Outcome, string? Product, ImmutableArray<LikenessReason> Reasons);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Devices could not be compared.")]
        public static partial void Unreadable(ILogger logger, Exception exception);
    }
}
