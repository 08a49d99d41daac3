using System.Text.Json;
using System.Text.Json.Serialization;
using CaseTriage.Formats.Qr;
using CaseTriage.Web.AnalyzerProcess;
using CaseTriage.Web.Components;
using CaseTriage.Web.Features.Calendars;
using CaseTriage.Web.Features.Cases;
using CaseTriage.Web.Features.Devices;
using CaseTriage.Web.Features.Packs;
using CaseTriage.Web.Hosting;

switch (args)
{
    case [AnalyzeWorker.Command]:
        return AnalyzeWorker.Run();
    case [EvidenceWorker.Command]:
        return EvidenceWorker.Run();
    case [QrWorker.Command]:
        return QrWorker.Run();
}

// A published program brings its wwwroot along and may be started from any folder; a checkout has it in the project's folder.
bool isPublished = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = isPublished ? AppContext.BaseDirectory : null });
CaseTriageOptions options = builder.AddCaseTriageOptions();
builder.AddLogs(options);
builder.ListenOnLoopback();
builder.WebHost.UseStaticWebAssets();
builder.AddCaseFile(options);
builder.Services.AddCases();
builder.Services.AddDevices();
builder.Services.AddCalendars();
builder.Services.AddPacks();
builder.Services.AddUploadLimits();
builder.Services.AddHealth();
builder.Services.AddUi();
builder.Services.AddLocalUser();
builder.Services.AddProblemDetails();
builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase)));
builder.Services.AddResponseCompression();

WebApplication app = builder.Build();
app.UseCaseTriageHeaders();
app.UseExceptionHandler();
app.UseStatusCodePages();
app.UseLoopbackGate();
app.UseLocalUser();
app.UseRateLimiter();
app.UseResponseCompression();
app.MapStaticAssets();
app.MapHealth();
app.MapCases();
app.MapDevices();
app.MapCalendars();
app.MapPacks();
app.MapUi();
try
{
    using DataDirectoryLock held = DataDirectoryLock.Take(options.DataDirectory);
    await app.PrepareCaseFileAsync();
    await app.RunAsync();
    return 0;
}
catch (StartRefusedException refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 1;
}
