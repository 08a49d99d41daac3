using CaseTriage.Web.Resources;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.ResponseCompression;
using MudBlazor;
using MudBlazor.Services;

namespace CaseTriage.Web.Components;

/// <summary>What the pages need, and their place in the pipeline.</summary>
public static class UiServices
{
    private static readonly string[] Languages = ["zh-CN", "en"];

    public static IServiceCollection AddUi(this IServiceCollection services)
    {
        services.AddLocalization();
        services.Configure<RequestLocalizationOptions>(options => options
            .SetDefaultCulture(Languages[0])
            .AddSupportedCultures(Languages)
            .AddSupportedUICultures(Languages));
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices(options =>
        {
            options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomLeft;
            options.SnackbarConfiguration.PreventDuplicates = true;
        });
        services.AddTransient<MudLocalizer, MudTexts>();
        services.AddScoped<Wording>();

        // Files of packages have no compressed twin under their fingerprinted name (MudBlazor's style sheet: 627 KB against 113).
        // Assets only: a compressed answer that holds both secrets and what a stranger chose can be guessed at.
        services.Configure<ResponseCompressionOptions>(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = ["text/css", "text/javascript", "application/javascript", "image/svg+xml"];
        });
        return services;
    }

    /// <summary>Puts the pages into the pipeline, their language and the page for wrong addresses before them.</summary>
    public static WebApplication MapUi(this WebApplication app)
    {
        app.UseRequestLocalization();
        app.UseStatusCodePagesWithReExecute("/not-found");
        app.Use(KeepAnswersOfTheApi);
        app.UseAntiforgery();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        return app;
    }

    /// <summary>A person gets our page; an answer of the API stays a problem document.</summary>
    private static Task KeepAnswersOfTheApi(HttpContext context, RequestDelegate next)
    {
        if (!WantsPage(context) && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }

        return next(context);
    }

    private static bool WantsPage(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && HttpMethods.IsGet(context.Request.Method)
        && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
