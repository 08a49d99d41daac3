using CaseTriage.Analysis.Bundles;
using CaseTriage.Cases;
using CaseTriage.Cases.Storage;
using CaseTriage.Evidence;
using CaseTriage.Web.AnalyzerProcess;
using CaseTriage.Web.Intake;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Quartz;

namespace CaseTriage.Web.Hosting;

/// <summary>Wires the case file, the blob store and the jobs, all below one data directory.</summary>
public static class CaseFile
{
    public static void AddCaseFile(this WebApplicationBuilder builder, CaseTriageOptions options)
    {
        IServiceCollection services = builder.Services;
        services.AddSingleton<IDbContextFactory<CaseDbContext>>(provider =>
            new CaseDbContextFactory(options.DatabasePath, provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton(new BundleStore(options.BlobFolder, options.MaxUploadInBytes));
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
        services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(options.DataDirectory, "keys")));
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
        app.Services.GetRequiredService<BundleStore>().Prepare();
        app.Services.GetRequiredService<EvidenceStore>().Prepare();
        if (Directory.Exists(options.WorkFolder))
        {
            Directory.Delete(options.WorkFolder, recursive: true);
        }

        await using CaseDbContext context = await app.Services.GetRequiredService<IDbContextFactory<CaseDbContext>>().CreateDbContextAsync();
        await context.Database.MigrateAsync();
    }
}
