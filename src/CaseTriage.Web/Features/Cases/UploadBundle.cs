using CaseTriage.Cases;
using CaseTriage.Cases.Model;
using CaseTriage.Cases.Storage;
using CaseTriage.Web.Intake;
using Microsoft.EntityFrameworkCore;

namespace CaseTriage.Web.Features.Cases;

/// <param name="FileName">The file's name, with its folder where a folder is uploaded; a label only.</param>
/// <param name="Device">Serial number given by hand, or null.</param>
/// <param name="Content">The bytes; read once, in order.</param>
public sealed record UploadBundleRequest(string CaseNumber, string FileName, string? Device, Stream Content);

public abstract record UploadBundleResult;

/// <summary>The bytes are safe on disk and an analysis is on its way.</summary>
public sealed record BundleReceived(Guid BundleId, string Sha256) : UploadBundleResult;

public sealed record CaseNotFound(string Number) : UploadBundleResult;

public sealed record BundleTooLarge(long LimitInBytes) : UploadBundleResult;

public sealed record BundleRefused(string Reason) : UploadBundleResult;

/// <summary>First stop of the walk: the bytes go to the blob store, the bundle and its analysis into the case file in one transaction.</summary>
public sealed class UploadBundle(
    IDbContextFactory<CaseDbContext> contexts, CaseWriter writer, BundleStore store, AnalysisSchedule schedule, CaseFeed feed, TimeProvider time)
{
    public async Task<UploadBundleResult> RunAsync(UploadBundleRequest request, CancellationToken cancellationToken)
    {
        if (request.Device?.Length > Bundle.MaxDeviceLength)
        {
            return new BundleRefused($"The serial number has {request.Device.Length} characters; at most {Bundle.MaxDeviceLength} are taken.");
        }

        if (!await ExistsAsync(request.CaseNumber, cancellationToken))
        {
            return new CaseNotFound(request.CaseNumber);
        }

        StoredBlob? blob = await store.WriteAsync(request.Content, cancellationToken);
        return blob is null
            ? new BundleTooLarge(store.MaxSizeInBytes)
            : await ReceiveAsync(request, blob, cancellationToken);
    }

    private async Task<UploadBundleResult> ReceiveAsync(UploadBundleRequest request, StoredBlob blob, CancellationToken cancellationToken)
    {
        using IDisposable turn = await writer.WaitAsync(cancellationToken);
        await using CaseDbContext context = await contexts.CreateDbContextAsync(cancellationToken);
        SupportCase? supportCase = await context.Cases.Include(c => c.Bundles).Include(c => c.Runs.Where(r => r.State == RunState.Queued))
            .SingleOrDefaultAsync(c => c.Number == request.CaseNumber, cancellationToken);
        if (supportCase is null)
        {
            return new CaseNotFound(request.CaseNumber);
        }

        string? device = string.IsNullOrWhiteSpace(request.Device) ? null : request.Device.Trim();
        int before = supportCase.Bundles.Count;
        Bundle bundle = supportCase.ReceiveBundle(BundleLabel.From(request.FileName), device, blob.Sha256, blob.SizeInBytes, time.GetUtcNow());
        if (supportCase.Bundles.Count > before)
        {
            AnalysisRun run = supportCase.RequestAnalysis(time.GetUtcNow());
            await schedule.SaveAndEnqueueAsync(context, run, cancellationToken);
            await feed.PublishAsync(new CaseChange(request.CaseNumber, CaseChangeKind.Received, null, 0));
        }

        return new BundleReceived(bundle.Id, blob.Sha256);
    }

    private async Task<bool> ExistsAsync(string number, CancellationToken cancellationToken)
    {
        await using CaseDbContext context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Cases.AnyAsync(c => c.Number == number, cancellationToken);
    }
}
