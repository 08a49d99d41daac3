using System.Text;
using CaseTriage.Analysis.Mail;
using CaseTriage.Cases.Model;
using CaseTriage.Web.AnalyzerProcess;
using CaseTriage.Web.Features.Calendars;
using CaseTriage.Web.Features.Packs;

namespace CaseTriage.Web.Intake;

/// <summary>Tells an analysis of a whole case: its files, what people said of it, its calendar, and the packs in use.</summary>
internal sealed class CaseManifests(ManifestInputs inputs, CalendarShelf calendars, PackShelf packs)
{
    /// <summary>The case as it is now.</summary>
    /// <param name="bundles">Its bundles.</param>
    /// <param name="attributions">Devices given by hand.</param>
    /// <param name="corrections">What people put right.</param>
    /// <param name="people">People whose party was told in earlier cases.</param>
    /// <param name="calendarName">The calendar that was chosen for it; null: that of the program.</param>
    /// <param name="cancellationToken">Ends the reading of the calendar.</param>
    public async Task<AnalyzeManifest> OfCaseAsync(
        IEnumerable<Bundle> bundles,
        IEnumerable<ArtifactAttribution> attributions,
        IEnumerable<CaseCorrection> corrections,
        IEnumerable<RememberedPerson> people,
        string? calendarName,
        CancellationToken cancellationToken) => new(
            [.. bundles.Select(inputs.Of)],
            attributions.ToDictionary(a => a.ArtifactPath, a => a.Device, StringComparer.Ordinal),
            [.. corrections.Select(c => c.ToCorrection())],
            [.. people.Select(p => p.ToKnown())],
            Encoding.UTF8.GetString(CalendarFile.Write(await calendars.OfCaseAsync(calendarName, cancellationToken))),
            packs.Current,
            inputs.Limits);
}
