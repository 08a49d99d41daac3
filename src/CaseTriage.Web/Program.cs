using CaseTriage.Web.Components;
using CaseTriage.Web.Features.Cases;
using CaseTriage.Web.Hosting;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
CaseTriageOptions options = builder.AddCaseTriageOptions();
builder.ListenOnLoopback();
builder.AddCaseFile(options);
builder.Services.AddCases();
builder.Services.AddUi();
builder.Services.AddProblemDetails();
builder.Services.AddResponseCompression();

WebApplication app = builder.Build();
app.UseExceptionHandler();
app.UseStatusCodePages();
app.UseCaseTriageHeaders();
app.UseLoopbackGate();
app.UseResponseCompression();
app.UseAntiforgery();
app.MapStaticAssets();
app.MapUi();
await app.PrepareCaseFileAsync();
await app.RunAsync();
