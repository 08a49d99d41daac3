using CaseTriage.Analysis.Bundles;
using CaseTriage.Cases.Model;
using CaseTriage.Cases.Storage;
using CaseTriage.Formats;
using CaseTriage.Web.AnalyzerProcess;
using CaseTriage.Web.Features.Cases;
using Microsoft.Extensions.Options;

namespace CaseTriage.Web.Intake;

/// <summary>Bundles as a child process is told of them: where their bytes lie, and what people gave for them.</summary>
internal sealed class ManifestInputs(BundleStore blobs, BundlePasswords passwords, IOptions<UnpackLimits> limits)
{
    /// <summary>How much may come out of their archives.</summary>
    public UnpackLimits Limits => limits.Value;

    public ManifestInput Of(Bundle bundle) => Of(bundle.Id, bundle.FileName, bundle.Device, bundle.Sha256, bundle.Names);

    public ManifestInput Of(BundleView bundle) => Of(bundle.Id, bundle.FileName, bundle.Device, bundle.Sha256, bundle.Names);

    private ManifestInput Of(Guid id, string label, string? device, string sha256, FileNameEncoding? names)
    {
        BlobPlace blob = blobs.Find(sha256);
        return new ManifestInput(label, device, blob.Path) { Key = blob.Key, Names = names, Password = passwords.Find(id) };
    }
}
