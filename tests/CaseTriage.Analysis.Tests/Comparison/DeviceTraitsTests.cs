using CaseTriage.Analysis.Comparison;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Tests.Comparison;

public sealed class DeviceTraitsTests
{
    private static readonly DeviceTraits s_desk = new("E", "Desk 7", "D-7", "10.0.17763.1192", "10.0.17763.1075", "C-1");

    [Fact]
    public void Likeness_SameModelImageAndSite_NamesAllReasons() =>
        Assert.Equal([LikenessReason.Model, LikenessReason.Variant, LikenessReason.Image, LikenessReason.Site], s_desk.Likeness(s_desk));

    [Fact]
    public void Likeness_SameModelElsewhere_IsAlikeByModel() =>
        Assert.Equal([LikenessReason.Model], s_desk.Likeness(s_desk with { Product = "DESK  7", Sku = null, OsBuild = "10.0.19044.1", Site = "C-2" }));

    [Fact]
    public void Likeness_AnotherModelOfTheSite_IsNoSibling() => Assert.Empty(s_desk.Likeness(s_desk with { Product = "Tower 9" }));

    [Fact]
    public void Likeness_ModelNotKnown_IsAlikeInTheSameCaseOnly()
    {
        DeviceTraits blank = DeviceTraits.Of(new InventorySummary { Integrity = InventoryIntegrity.Intact, Smbios = new SmbiosSummary("To be filled by O.E.M.", "Default string", null, null, null, null) }, "C-1");

        Assert.Equal([LikenessReason.Site], s_desk.Likeness(blank));
        Assert.Empty(s_desk.Likeness(blank with { Site = "C-2" }));
    }
}
