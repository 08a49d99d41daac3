using System.Globalization;
using CaseTriage.Analysis;

namespace CaseTriage.Web.Resources;

public static class Languages
{
    /// <summary>Writes what follows in this request in a language.</summary>
    /// <param name="name"><c>zh-CN</c>, <c>en</c>, or null for English.</param>
    /// <returns>Whether it is one of them.</returns>
    public static bool TryUse(string? name)
    {
        if (name is not (null or "zh-CN" or "en"))
        {
            return false;
        }

        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(name ?? "en");
        return true;
    }

    /// <summary>The language of the page being drawn.</summary>
    public static Language Current => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh" ? Language.Chinese : Language.English;
}
