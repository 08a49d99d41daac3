using System.Data.Common;
using CaseTriage.Cases;
using CaseTriage.Cases.Model;
using CaseTriage.Cases.Storage;
using CaseTriage.Web.Features.Cases;
using Microsoft.EntityFrameworkCore;

namespace CaseTriage.Web.Intake;

/// <summary>
/// At the start: cases whose devices were recorded by an earlier version get their rows from the published document, one case after the other.
/// What that document does not hold comes with the next analysis of the case.
/// </summary>
internal sealed partial class DeviceFactsFill(IDbContextFactory<CaseDbContext> contexts, CaseWriter writer, ILogger<DeviceFactsFill> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            List<int> behind;
            await using (CaseDbContext context = await contexts.CreateDbContextAsync(stoppingToken))
            {
                behind = await context.Cases.Where(c => c.PublishedId != null && c.DeviceFactsVersion < CaseDevice.FactsVersion).OrderByDescending(c => c.LastActivityAt).Select(c => c.Id).ToListAsync(stoppingToken);
            }

            foreach (int caseId in behind)
            {
                await FillAsync(caseId, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops; the next start goes on.
        }
    }

    private async Task FillAsync(int caseId, CancellationToken stoppingToken)
    {
        using IDisposable turn = await writer.WaitAsync(stoppingToken);
        await using CaseDbContext context = await contexts.CreateDbContextAsync(stoppingToken);
        try
        {
            SupportCase? supportCase = await context.Cases.Include(c => c.Devices).SingleOrDefaultAsync(c => c.Id == caseId && c.DeviceFactsVersion < CaseDevice.FactsVersion, stoppingToken);
            int? published = supportCase?.PublishedId;
            byte[]? packed = await context.Set<PublishedTexts>().AsNoTracking().Where(t => t.PublishedAnalysisId == published).Select(t => t.Chinese).SingleOrDefaultAsync(stoppingToken);
            if (supportCase is not null && packed is not null)
            {
                supportCase.RecordDevices(PackedDocument.Open(packed).Devices);
                await context.SaveChangesAsync(stoppingToken);
            }
        }
        catch (Exception exception) when (exception is DbException or DbUpdateException or IOException or InvalidDataException or System.Text.Json.JsonException)
        {
            // One case that cannot be taken over keeps none of the others.
            Log.NotFilled(logger, exception, caseId);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The devices of case {CaseId} were not taken over; they come with its next analysis.")]
        public static partial void NotFilled(ILogger logger, Exception exception, int caseId);
    }
}
