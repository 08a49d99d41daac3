using System.Globalization;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace CaseTriage.Web.Resources;

/// <summary>MudBlazor's own strings in our languages: keys <c>mud.NAME</c> of the resource files. Where none is there, its English stays.</summary>
public sealed class MudTexts(IStringLocalizer<Texts> texts) : MudLocalizer
{
    public override LocalizedString this[string key] => Find(key, []);

    public override LocalizedString this[string key, params object[] arguments] => Find(key, arguments);

    private LocalizedString Find(string key, object[] arguments)
    {
        LocalizedString found = texts["mud." + key];
        string text = arguments.Length == 0 ? found.Value : string.Format(CultureInfo.CurrentCulture, found.Value, arguments);
        return new LocalizedString(key, text, found.ResourceNotFound);
    }
}
