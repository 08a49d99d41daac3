using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using CaseTriage.Analysis;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Mail;
using CaseTriage.Web.Features.Calendars;
using CaseTriage.Web.Features.Cases.Devices;
using CaseTriage.Web.Features.Cases.Events;
using CaseTriage.Web.Features.Cases.Files;
using CaseTriage.Web.Features.Cases.Mails;
using CaseTriage.Web.Features.Cases.Past;
using CaseTriage.Web.Intake;
using CaseTriage.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace CaseTriage.Web.Features.Cases;

/// <summary>One case. What a person chose is in the address; what happens to the case comes from <see cref="CaseFeed"/>.</summary>
public sealed partial class CaseDetailPage : IDisposable
{
    private static readonly string[] Tabs = [CasePlace.Overview, CasePlace.Devices, CasePlace.Timeline, CasePlace.Mails, CasePlace.Waiting, CasePlace.EventLogs, CasePlace.Files, CasePlace.Rules];
    private readonly CancellationTokenSource _gone = new();
    private IDisposable? _subscription;
    private CaseView? _view;
    private BusinessCalendar? _calendar;
    private ImmutableArray<ShelvedCalendar> _calendars = [];

    /// <summary>Changes come faster than a case is read; an older reading that ends later must not win.</summary>
    private int _readings;
    private AnalysisDocument? _past;
    private DateTimeOffset? _pastLoaded;
    private bool _isPastLoading;
    private string? _loaded;
    private LoadState _state = LoadState.Loading;

    private enum LoadState
    {
        Loading,
        Failed,
        Ready,
    }

    [Inject] public required GetCase Cases { get; init; }

    [Inject] public required AttributeArtifact Attribution { get; init; }

    [Inject] public required CorrectCase Corrections { get; init; }

    [Inject] public required ForgetPerson People { get; init; }

    [Inject] public required ReadPast Past { get; init; }

    [Inject] public required ChangeReading Reading { get; init; }

    [Inject] public required CorrectCase Correction { get; init; }

    [Inject] public required CalendarShelf Shelf { get; init; }

    [Inject] public required ChooseCalendar Choice { get; init; }

    [Inject] public required CaseFeed Feed { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required TimeProvider Time { get; init; }

    [Inject] public required IDialogService Dialogs { get; init; }

    [Inject] public required ISnackbar Snackbar { get; init; }

    [Inject] public required IStringLocalizer<Texts> T { get; init; }

    [Inject] public required ILogger<CaseDetailPage> Logger { get; init; }

    [Parameter] public string Number { get; set; } = "";

    [SupplyParameterFromQuery] public string? Tab { get; set; }

    [SupplyParameterFromQuery] public string? Evidence { get; set; }

    [SupplyParameterFromQuery] public string? At { get; set; }

    [SupplyParameterFromQuery] public string? Device { get; set; }

    [SupplyParameterFromQuery] public string? Source { get; set; }

    [SupplyParameterFromQuery] public string? Show { get; set; }

    [SupplyParameterFromQuery] public string? Rule { get; set; }

    [SupplyParameterFromQuery] public string? Sender { get; set; }

    [SupplyParameterFromQuery] public string? AsOf { get; set; }

    [SupplyParameterFromQuery] public int? Page { get; set; }

    private CasePlace Place => new(Number)
    {
        Tab = Tabs.Contains(Tab) ? Tab ?? CasePlace.Overview : CasePlace.Overview,
        Evidence = Evidence,
        At = At,
        Device = Device,
        Source = Source,
        Show = Show,
        Rule = Rule,
        Sender = Sender,
        AsOf = DateTimeOffset.TryParse(AsOf, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset asOf) ? asOf : null,
        Page = Math.Max(Page ?? 1, 1),
        Events = EventsPlace.Read(Navigation.Uri),
    };

    /// <summary>What the tabs show: the case as it was known then, where a moment is asked for.</summary>
    private AnalysisDocument? Shown => Place.AsOf is null ? _view?.Analysis : _past;

    /// <summary>The head of the case as it stood then.</summary>
    private static CaseView AsThen(CaseView view, AnalysisDocument past) => view with { Analysis = past, State = past.Case.Solved == true ? CaseTriage.Cases.Model.CaseState.Solved : CaseTriage.Cases.Model.CaseState.Open };

    private ImmutableArray<DateTimeOffset> Moments => [.. (_view?.Analysis?.Messages ?? []).Select(message => message.SentAt).OfType<DateTimeOffset>().Distinct().Order()];

    public void Dispose()
    {
        _subscription?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded == Number)
        {
            await LookBackAsync();
            return;
        }

        _loaded = Number;
        _subscription?.Dispose();
        _subscription = Feed.Subscribe(Number, change => InvokeAsync(() => FollowAsync(change)));
        _state = LoadState.Loading;
        await ReloadAsync();
        await LookBackAsync();
    }

    /// <summary>Has the case analyzed as of the moment that the address names.</summary>
    private async Task LookBackAsync()
    {
        if (Place.AsOf == _pastLoaded)
        {
            return;
        }

        (_past, _pastLoaded) = (null, Place.AsOf);
        if (Place.AsOf is not { } asOf)
        {
            return;
        }

        _isPastLoading = true;
        StateHasChanged();
        try
        {
            AnalysisDocument? past = await Past.RunAsync(Number, asOf, Languages.Current, _gone.Token);
            if (_pastLoaded == asOf)
            {
                (_past, _isPastLoading) = (past, false);
            }
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page was left.
        }
    }

    private async Task FollowAsync(CaseChange change)
    {
        if (change.Kind == CaseChangeKind.Progress && _view is not null)
        {
            _view = _view with { RunState = CaseTriage.Cases.Model.RunState.Running, Stage = change.Stage, Progress = change.Progress };
        }
        else
        {
            await ReloadAsync();
        }

        StateHasChanged();
    }

    private async Task ReloadAsync()
    {
        int reading = ++_readings;
        try
        {
            CaseView? view = await Cases.RunAsync(Number, Languages.Current, _gone.Token);
            BusinessCalendar? calendar = view?.Analysis?.Waiting?.Calendar is { } counted ? await Shelf.FindAsync(counted.Name, counted.Version, _gone.Token) : null;
            ImmutableArray<ShelvedCalendar> calendars = await Shelf.ListAsync(_gone.Token);
            if (reading == _readings)
            {
                (_view, _calendar, _calendars, _state) = (view, calendar, calendars, LoadState.Ready);
            }
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

    private async Task AssignAsync(ArtifactSummary artifact)
    {
        var parameters = new DialogParameters<AssignDeviceDialog>
        {
            { dialog => dialog.Artifact, artifact },
            { dialog => dialog.Candidates, _view?.Analysis is { } document ? DeviceCandidate.Of(document, artifact) : [] },
        };
        IDialogReference dialog = await Dialogs.ShowAsync<AssignDeviceDialog>(T["assign.title"], parameters);
        if (await dialog.GetReturnValueAsync<AttributionChoice>() is { } choice)
        {
            await AttributeAsync(choice);
        }
    }

    private async Task MoveBallAsync(BallByHand word)
    {
        CorrectionResult result = await Correction.RunAsync(Number, CorrectionKind.Ball, word.Message, word.Value.Length == 0 ? null : word.Value, _gone.Token);
        Tell(result is CorrectionResult.Corrected or CorrectionResult.Unchanged);
    }

    private async Task ChooseCalendarAsync(string name) => Tell(await Choice.RunAsync(Number, name, _gone.Token) is CalendarChoice.Chosen or CalendarChoice.Unchanged);

    private void Tell(bool isTaken) => Snackbar.Add(T[isTaken ? "waiting.taken" : "waiting.refused"], isTaken ? MudBlazor.Severity.Success : MudBlazor.Severity.Warning);

    private async Task NameAsync(DeviceSummary device)
    {
        var parameters = new DialogParameters<NameDeviceDialog> { { dialog => dialog.Device, device } };
        IDialogReference dialog = await Dialogs.ShowAsync<NameDeviceDialog>(T["nameDevice.title"], parameters);
        if (await dialog.GetReturnValueAsync<AttributionChoice>() is { } choice)
        {
            await AttributeAsync(choice);
        }
    }

    private async Task AttributeAsync(AttributionChoice choice)
    {
        AttributionResult result = await Attribution.RunAsync(Number, choice.Path, choice.Device, _gone.Token);
        bool isTaken = result is AttributionResult.Attributed or AttributionResult.Unchanged;
        Snackbar.Add(T[isTaken ? "assign.done" : "assign.refused"], isTaken ? MudBlazor.Severity.Success : MudBlazor.Severity.Warning);
    }

    private async Task CorrectAsync(MailCorrection correction)
    {
        CorrectionResult result = CorrectionResult.Unchanged;
        foreach (string subject in correction.Subjects)
        {
            result = await Corrections.RunAsync(Number, correction.Kind, subject, correction.Value, _gone.Token);
        }

        Tell(result);
    }

    private async Task ForgetAsync(string name) => Tell(await People.RunAsync(Number, name, _gone.Token));

    private void Tell(CorrectionResult result)
    {
        bool isTaken = result is CorrectionResult.Corrected or CorrectionResult.Unchanged;
        Snackbar.Add(T[isTaken ? "assign.done" : "assign.refused"], isTaken ? MudBlazor.Severity.Success : MudBlazor.Severity.Warning);
    }

    private async Task ChooseNamesAsync(ArtifactSummary archive)
    {
        if (BundleOf(archive) is not { } bundle)
        {
            return;
        }

        var parameters = new DialogParameters<NamesDialog>
        {
            { dialog => dialog.Bundle, bundle.FileName },
            { dialog => dialog.Chosen, bundle.Names },
            { dialog => dialog.Samples, archive.Names?.Samples ?? [] },
        };
        IDialogReference dialog = await Dialogs.ShowAsync<NamesDialog>(T["names.title"], parameters);
        if (await dialog.GetReturnValueAsync<NamesDialog.NamesChoice>() is { } choice)
        {
            Tell(await Reading.ChooseNamesAsync(Number, bundle.Id, choice.Encoding, _gone.Token), "names.done");
        }
    }

    private async Task AskPasswordAsync(ArtifactSummary archive)
    {
        if (BundleOf(archive) is not { } bundle)
        {
            return;
        }

        var parameters = new DialogParameters<PasswordDialog> { { dialog => dialog.Bundle, bundle.FileName } };
        IDialogReference dialog = await Dialogs.ShowAsync<PasswordDialog>(T["password.title"], parameters);
        if (await dialog.GetReturnValueAsync<string>() is { } password)
        {
            Tell(await Reading.OpenWithPasswordAsync(Number, bundle.Id, password, _gone.Token), "password.done");
        }
    }

    private BundleView? BundleOf(ArtifactSummary artifact)
    {
        string label = EvidenceCollector.Split(artifact.Path).Label;
        return _view?.Bundles.FirstOrDefault(bundle => bundle.FileName == label);
    }

    private void Tell(ReadingResult result, string done)
    {
        bool isTaken = result is ReadingResult.Changed or ReadingResult.Unchanged;
        Snackbar.Add(T[isTaken ? done : "assign.refused"], isTaken ? MudBlazor.Severity.Success : MudBlazor.Severity.Warning);
    }

    private string? CountOf(string tab) => (tab, _view?.Analysis) switch
    {
        (CasePlace.Devices, { } document) => document.Devices.Length.ToString(CultureInfo.CurrentCulture),
        (CasePlace.Mails, { } document) => document.Messages.Length.ToString(CultureInfo.CurrentCulture),
        (CasePlace.Files, { } document) => document.Artifacts.Length.ToString(CultureInfo.CurrentCulture),
        _ => null,
    };

    private static string QuoteOf(AnalysisDocument document, string artifact, string at) =>
        document.Findings.SelectMany(finding => finding.Evidence)
            .Concat(document.Devices.SelectMany(device => device.OutcomeEvidence))
            .Concat(document.Claims.SelectMany(claim => claim.Evidence.Prepend(claim.Where)))
            .Concat(document.Statements.Select(statement => statement.Evidence))
            .Concat(document.Timeline.Select(entry => entry.Evidence))
            .FirstOrDefault(evidence => evidence.Artifact == artifact && evidence.Locator == at)?.Excerpt ?? "";

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A case could not be read.")]
        public static partial void Unreadable(ILogger logger, Exception exception);
    }
}
