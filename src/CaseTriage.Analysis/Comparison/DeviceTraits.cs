using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Comparison;

/// <summary>Why two devices are alike.</summary>
public enum LikenessReason
{
    /// <summary>Same manufacturer and product.</summary>
    Model,

    /// <summary>Same SKU of that product.</summary>
    Variant,

    /// <summary>Same build of Windows, collected with the same build of the tool.</summary>
    Image,

    /// <summary>Same case.</summary>
    Site,
}

/// <summary>What makes a device like another. Null is not known; placeholders are not known either.</summary>
/// <param name="Site">Where it stands: the number of the case.</param>
public sealed record DeviceTraits(string? Manufacturer, string? Product, string? Sku, string? OsBuild, string? ToolBuild, string Site)
{
    /// <summary>Traits by an inventory, which may be absent.</summary>
    public static DeviceTraits Of(InventorySummary? inventory, string site) => new(
        Known(inventory?.Smbios?.Manufacturer), Known(inventory?.Smbios?.Product), Known(inventory?.Smbios?.Sku), inventory?.OsBuild, inventory?.ToolBuild, site);

    /// <summary>
    /// Why the two are siblings; empty where they are none: models that are known and differ. A board that was never personalized bears no product name
    /// and may still stand beside its like of the same case.
    /// </summary>
    public ImmutableArray<LikenessReason> Likeness(DeviceTraits other)
    {
        if (Contradict(Product, other.Product) || Contradict(Manufacturer, other.Manufacturer))
        {
            return [];
        }

        bool isModel = Product is not null && other.Product is not null;
        bool isSite = Site == other.Site;
        return !isModel && !isSite
            ? []
            :
            [
                .. Reason(LikenessReason.Model, isModel),
                .. Reason(LikenessReason.Variant, isModel && Sku is not null && Same(Sku, other.Sku)),
                .. Reason(LikenessReason.Image, OsBuild is not null && OsBuild == other.OsBuild && ToolBuild == other.ToolBuild),
                .. Reason(LikenessReason.Site, isSite),
            ];
    }

    private static ImmutableArray<LikenessReason> Reason(LikenessReason reason, bool isTrue) => isTrue ? [reason] : [];

    private static bool Contradict(string? one, string? other) => one is not null && other is not null && !Same(one, other);

    private static bool Same(string? one, string? other) => one is not null && other is not null && PropertyText.Words(one) == PropertyText.Words(other);

    private static string? Known(string? value) => value is null || FirmwarePlaceholder.Is(value) ? null : value;
}
