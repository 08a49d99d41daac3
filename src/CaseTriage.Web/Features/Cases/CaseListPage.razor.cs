using System.Data.Common;
using CaseTriage.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;
using Party = CaseTriage.Analysis.Documents.Party;

namespace CaseTriage.Web.Features.Cases;

/// <summary>All cases, last touched first; search, state and page are in the address.</summary>
public sealed partial class CaseListPage : IDisposable
{
    private const int RowsPerPage = 50;
    private static readonly string?[] States = [null, "open", "solved"];
    private static readonly Party?[] Holders = [null, Party.Customer, Party.Support, Party.Rnd, Party.Vendor];
    private readonly CancellationTokenSource _gone = new();
    private CasePage _page = new([], null);
    private CaseListPlace? _loaded;
    private LoadState _state = LoadState.Loading;
    private bool _isOpeningSample;

    private enum LoadState
    {
        Loading,
        Failed,
        Ready,
    }

    [Inject] public required ListCases Cases { get; init; }

    [Inject] public required LoadSampleCase Sample { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required TimeProvider Time { get; init; }

    [Inject] public required ISnackbar Snackbar { get; init; }

    [Inject] public required IStringLocalizer<Texts> T { get; init; }

    [Inject] public required ILogger<CaseListPage> Logger { get; init; }

    [SupplyParameterFromQuery(Name = "q")] public string? Query { get; set; }

    [SupplyParameterFromQuery] public string? State { get; set; }

    [SupplyParameterFromQuery] public string? Holder { get; set; }

    [SupplyParameterFromQuery] public string? After { get; set; }

    private CaseListPlace Place => new() { Query = Query, State = State, Holder = Holder, After = After };

    /// <summary>Nothing is searched for: no rows means that there are no cases at all.</summary>
    private bool IsPlain => Place == new CaseListPlace();

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
            var request = new ListCasesRequest(Query, State, After, RowsPerPage) { Holder = Holder, Language = Languages.Current };
            _page = await Cases.RunAsync(request, _gone.Token);
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

    private void Search(string? query) =>
        Navigation.NavigateTo(CaseUrls.List(Place with { Query = query, After = null }), replace: true);

    private async Task OpenSampleAsync()
    {
        _isOpeningSample = true;
        try
        {
            if (await Sample.RunAsync(T["list.sampleTitle"], _gone.Token) is { } number)
            {
                Navigation.NavigateTo(CaseUrls.Case(number));
            }
            else
            {
                Snackbar.Add(T["list.noSample"], Severity.Info);
            }
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Exception exception) when (exception is DbException or IOException or InvalidOperationException)
        {
            Log.NoSample(Logger, exception);
            Snackbar.Add(T["list.sampleFailed"], Severity.Error);
        }
        finally
        {
            _isOpeningSample = false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The list of cases could not be read.")]
        public static partial void Unreadable(ILogger logger, Exception exception);

        [LoggerMessage(Level = LogLevel.Error, Message = "The sample case could not be opened.")]
        public static partial void NoSample(ILogger logger, Exception exception);
    }
}
