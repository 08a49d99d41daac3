using CaseTriage.Analysis.Bundles;
using CaseTriage.Cases;
using CaseTriage.Cases.Storage;
using CaseTriage.Evidence;
using CaseTriage.Web.AnalyzerProcess;
using CaseTriage.Web.Intake;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Quartz;

namespace CaseTriage.Web.Hosting;

/// <summary>Wires the case file, the blob store and the jobs, all below one data directory.</summary>
public static partial class CaseFile
{
    public static void AddCaseFile(this WebApplicationBuilder builder, CaseTriageOptions options)
    {
        IServiceCollection services = builder.Services;
        services.AddSingleton<IDbContextFactory<CaseDbContext>>(provider =>
            new CaseDbContextFactory(options.DatabasePath, provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton(_ => DataKeyFile.Open(options));
        services.AddSingleton(provider => new BundleStore(options.BlobFolder, options.MaxUploadInBytes, provider.GetRequiredService<DataKey>()));
        services.AddSingleton<CaseWriter>();
        services.AddSingleton(provider => new EvidenceStore(options.EvidenceFolder, provider.GetRequiredService<IOptions<UnpackLimits>>().Value.Variant));
        services.AddSingleton<AnalysisSchedule>();
        services.AddSingleton<AnalyzerClient>();
        services.AddSingleton<EvidenceClient>();
        services.AddSingleton<RunLedger>();
        services.AddQuartz(quartz =>
        {
            quartz.UseDefaultThreadPool(builder.Configuration.GetSection(IntakeOptions.Section).Get<IntakeOptions>()?.Parallel ?? 1);
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.IdleWaitTime = TimeSpan.FromSeconds(1);
                scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;
            });
            quartz.UsePersistentStore(store =>
            {
                store.UseSqlite(CaseProviderFactory.Instance, CaseConnection.StringFor(options.DatabasePath));
                store.ProvisionSchema();
                store.ConfigureStore(ado =>
                {
                    ado.AcceptEnlistedTransactions = true;
                    ado.StoreJobDataAsStrings = true;
                    ado.UseBackgroundThreads = true;
                    ado.RecoverFiringsCancelledByShutdown = true;
                });
            });
        });
        services.AddFormKeys(options);
        services.AddQuartzHostedService(hosted =>
        {
            hosted.WaitForJobsToComplete = true;
            hosted.AwaitApplicationStarted = false;
        });
        services.AddHostedService<AnalysisSweep>();
        services.AddHostedService<DeviceFactsFill>();
    }

    /// <summary>Brings the data directory up to this version. Before anything is served.</summary>
    public static async Task PrepareCaseFileAsync(this WebApplication app)
    {
        CaseTriageOptions options = app.Services.GetRequiredService<IOptions<CaseTriageOptions>>().Value;
        await SealAsync(app, options);
        app.Services.GetRequiredService<EvidenceStore>().Prepare();
        if (Directory.Exists(options.WorkFolder))
        {
            Directory.Delete(options.WorkFolder, recursive: true);
        }

        await using CaseDbContext context = await app.Services.GetRequiredService<IDbContextFactory<CaseDbContext>>().CreateDbContextAsync();
        await context.Database.MigrateAsync();
    }

    private static async Task SealAsync(WebApplication app, CaseTriageOptions options)
    {
        BundleStore blobs = app.Services.GetRequiredService<BundleStore>();
        blobs.Prepare();
        FormKeys.RemovePlain(options);
        PlainBlobs plain = await blobs.SealPlainAsync(app.Lifetime.ApplicationStopping);
        if (plain.Sealed > 0)
        {
            Log.Sealed(app.Logger, plain.Sealed);
        }

        if (plain.Damaged > 0)
        {
            Log.LeftInClear(app.Logger, plain.Damaged, options.BlobFolder);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Count} uploads that an older version had kept in clear are sealed now.")]
        public static partial void Sealed(ILogger logger, int count);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} uploads in {Folder} stay in clear: their bytes are not those of their name. Upload them again, then remove the files without the ending .sealed.")]
        public static partial void LeftInClear(ILogger logger, int count, string folder);
    }
}
