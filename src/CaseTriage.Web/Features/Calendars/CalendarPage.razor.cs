using System.Collections.Immutable;
using System.Globalization;
using CaseTriage.Analysis.Mail;
using CaseTriage.Formats;
using CaseTriage.Web.Features.Cases;
using CaseTriage.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace CaseTriage.Web.Features.Calendars;

/// <summary>A year of one calendar, and a form to change it: saving is offered after a check that says which cases would change.</summary>
public sealed partial class CalendarPage : IDisposable
{
    private const int MostDifferences = 100;
    private readonly CancellationTokenSource _gone = new();
    private BusinessCalendar? _calendar;
    private BusinessCalendar? _checked;
    private ImmutableArray<CalendarDifference>? _differences;
    private CalendarDraft _draft = new();
    private string? _complaint;
    private bool _isEditing;

    [Inject] public required CalendarShelf Shelf { get; init; }

    [Inject] public required CompareCalendars Comparison { get; init; }

    [Inject] public required SaveCalendar Saving { get; init; }

    [Inject] public required TimeProvider Time { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required ISnackbar Snackbar { get; init; }

    [Inject] public required IStringLocalizer<Texts> T { get; init; }

    [Parameter] public string Name { get; set; } = "";

    [SupplyParameterFromQuery(Name = "year")] public int? ChosenYear { get; set; }

    private int Year => Math.Clamp(ChosenYear ?? Time.GetUtcNow().Year, 1900, 2999);

    private IEnumerable<int> ShownYears => _calendar?.Years is { } years && years.Last - years.First < 30
        ? Enumerable.Range(years.First, years.Last - years.First + 1).Append(Year).Distinct().Order()
        : Enumerable.Range(Year - 2, 5);

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnParametersSetAsync() => _calendar = await Shelf.FindAsync(Name, version: null, _gone.Token);

    private static string Hours(TimeSpan span) => span.TotalHours.ToString("0.0", CultureInfo.CurrentCulture);

    private void Edit()
    {
        _isEditing = true;
        _draft = _calendar is null ? new CalendarDraft() : CalendarDraft.Of(_calendar);
        Forget();
    }

    private void CloseEditor() => _isEditing = false;

    private void Toggle(DayOfWeek day, bool isWorked) => _ = isWorked ? _draft.Workdays.Add(day) : _draft.Workdays.Remove(day);

    private void Forget() => (_checked, _differences, _complaint) = (null, null, null);

    private async Task ImportAsync(InputFileChangeEventArgs chosen)
    {
        Forget();
        try
        {
            await using Stream file = chosen.File.OpenReadStream(CalendarFile.MaxSizeInBytes, _gone.Token);
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, _gone.Token);
            _draft = CalendarDraft.Of(CalendarFile.Read(bytes.ToArray()));
        }
        catch (Exception refused) when (refused is MalformedDataException or IOException)
        {
            _complaint = refused.Message;
        }
    }

    private async Task CheckAsync()
    {
        Forget();
        try
        {
            BusinessCalendar calendar = _draft.ToCalendar();
            _differences = await Comparison.RunAsync(calendar, _gone.Token);
            _checked = calendar;
        }
        catch (MalformedDataException refused)
        {
            _complaint = refused.Message;
        }
    }

    private async Task SaveAsync()
    {
        // What was checked is what is saved, whatever was typed since.
        if (_checked is { } calendar)
        {
            string version = await Saving.RunAsync(calendar, _gone.Token);
            Snackbar.Add(T["calendars.savedNow", calendar.Name, version], Severity.Success);
            _calendar = calendar with { Version = version };
            CloseEditor();
            Navigation.NavigateTo(CaseUrls.Calendar(calendar.Name, Year));
        }
    }
}
