using System.Globalization;
using CaseTriage.Analysis;

namespace CaseTriage.Web.Resources;

public static class Languages
{
    /// <summary>The language of the page being drawn.</summary>
    public static Language Current => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh" ? Language.Chinese : Language.English;
}
