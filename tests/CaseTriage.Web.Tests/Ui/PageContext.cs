using System.Globalization;
using Bunit;
using CaseTriage.Web.Resources;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace CaseTriage.Web.Tests.Ui;

/// <summary>Renders pages' parts in one language. JavaScript is loose: the parts under test ask nothing of it that they would draw.</summary>
internal sealed class PageContext : BunitContext
{
    public PageContext(string language = "en")
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddLocalization();
        Services.AddMudServices(options => options.PopoverOptions.CheckForPopoverProvider = false);
        Services.AddScoped<Wording>();
    }
}
