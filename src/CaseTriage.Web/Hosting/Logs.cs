using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace CaseTriage.Web.Hosting;

/// <summary>Console for whoever started the server, and JSON lines in the data directory: fourteen days of at most 64 MiB a file.</summary>
public static class Logs
{
    private const long MaxFileSizeInBytes = 64L << 20;
    private const int KeptFiles = 14;

    public static void AddLogs(this WebApplicationBuilder builder, CaseTriageOptions options) => builder.Services.AddSerilog(log => log
        .MinimumLevel.Information()
        .MinimumLevel.Override("Microsoft.AspNetCore", LogEventLevel.Warning)
        .MinimumLevel.Override("Microsoft.EntityFrameworkCore", LogEventLevel.Warning)
        .MinimumLevel.Override("Quartz", LogEventLevel.Warning)
        .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error)
        .Filter.ByExcluding(IsAnswered)
        .Enrich.FromLogContext()
        .WriteTo.Console(formatProvider: System.Globalization.CultureInfo.InvariantCulture)
        .WriteTo.File(
            new RenderedCompactJsonFormatter(),
            Path.Combine(options.LogFolder, "casetriage-.jsonl"),
            rollingInterval: RollingInterval.Day,
            fileSizeLimitBytes: MaxFileSizeInBytes,
            rollOnFileSizeLimit: true,
            retainedFileCountLimit: KeptFiles));

    /// <summary>The scheduler warns at each start that a transaction which it joins must be short; ours are, and it comes first in them.</summary>
    private static bool IsAnswered(LogEvent entry) =>
        entry.Properties.GetValueOrDefault("EventId") is StructureValue id
        && id.Properties.Any(p => p.Name == "Id" && p.Value is ScalarValue { Value: 3010 });
}
