using CaseTriage.Analysis.Comparison;
using CaseTriage.Web.Resources;
using Microsoft.Extensions.Localization;

namespace CaseTriage.Web.Features.Devices;

/// <summary>Properties of devices and what inventories say of them, in words of the page's language.</summary>
public static class PropertyWords
{
    /// <summary>Name of a property; a field of the report keeps its own.</summary>
    public static string Property(this IStringLocalizer<Texts> texts, string name, int? number)
    {
        LocalizedString words = texts["property." + name, number ?? 0];
        return words.ResourceNotFound ? name : words;
    }

    /// <summary>What stands in a cell; null is not said, which is neither 0 nor none.</summary>
    public static string Reading(this IStringLocalizer<Texts> texts, string? text) => text switch
    {
        null => texts["compare.notSaid"],
        PropertyReading.None => texts["compare.none"],
        "yes" => texts["compare.yes"],
        "no" => texts["compare.no"],
        _ => text,
    };
}
