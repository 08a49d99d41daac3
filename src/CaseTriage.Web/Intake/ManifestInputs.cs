using System.Text;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Mail;
using CaseTriage.Cases.Model;
using CaseTriage.Cases.Storage;
using CaseTriage.Formats;
using CaseTriage.Web.AnalyzerProcess;
using CaseTriage.Web.Features.Calendars;
using CaseTriage.Web.Features.Cases;
using CaseTriage.Web.Features.Packs;
using Microsoft.Extensions.Options;

namespace CaseTriage.Web.Intake;

/// <summary>Bundles as a child process is told of them: where their bytes lie, and what people gave for them.</summary>
internal sealed class ManifestInputs(CalendarShelf calendars, PackShelf packs, BundleStore blobs, BundlePasswords passwords, IOptions<UnpackLimits> limits)
{
    /// <summary>How much may come out of their archives.</summary>
    public UnpackLimits Limits => limits.Value;

    /// <summary>A whole case, as an analysis is told of it.</summary>
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
            [.. bundles.Select(Of)],
            attributions.ToDictionary(a => a.ArtifactPath, a => a.Device, StringComparer.Ordinal),
            [.. corrections.Select(c => c.ToCorrection())],
            [.. people.Select(p => p.ToKnown())],
            Encoding.UTF8.GetString(CalendarFile.Write(await calendars.OfCaseAsync(calendarName, cancellationToken))),
            packs.Current,
            Limits);

    public ManifestInput Of(Bundle bundle) => Of(bundle.Id, bundle.FileName, bundle.Device, bundle.Sha256, bundle.Names);

    public ManifestInput Of(BundleView bundle) => Of(bundle.Id, bundle.FileName, bundle.Device, bundle.Sha256, bundle.Names);

    private ManifestInput Of(Guid id, string label, string? device, string sha256, FileNameEncoding? names)
    {
        BlobPlace blob = blobs.Find(sha256);
        return new ManifestInput(label, device, blob.Path) { Key = blob.Key, Names = names, Password = passwords.Find(id) };
    }
}
