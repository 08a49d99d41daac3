using System.Text;
using AngleSharp.Dom;
using Bunit;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.TestKit.HardwareHash;
using CaseTriage.Web.Features.Cases;
using CaseTriage.Web.Features.Cases.Devices;

namespace CaseTriage.Web.Tests.Ui;

public sealed class InventoryViewTests
{
    [Fact]
    public async Task Inventory_Intact_ShowsBootDiskEndsOfTheHashAndBytes()
    {
        HardwareHashBuilder device = Device();
        device.BootDisk = 2;
        string hash = device.BuildBase64();
        await using var context = new PageContext();

        IElement view = Show(context, hash);

        Assert.Equal("intact", view.GetAttribute("data-integrity"));
        Assert.Contains("S2", view.QuerySelector("tr.ct-boot")?.TextContent, StringComparison.Ordinal);
        Assert.Contains("not the first", view.TextContent, StringComparison.Ordinal);
        string? ends = view.QuerySelector("[data-copy]")?.GetAttribute("data-copy");
        Assert.StartsWith(hash[..8], ends, StringComparison.Ordinal);
        Assert.Contains(ends![^8..] + "AAAA", hash, StringComparison.Ordinal);
        Assert.Equal("/cases/C-1?evidence=oag.txt&at=inventory%201", view.QuerySelector("[data-testid=hash-bytes]")?.GetAttribute("href"));
        Assert.DoesNotContain("may be there", view.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inventory_OffsetOfOldCollector_IsExplainedInChinese()
    {
        HardwareHashBuilder device = Device();
        (device.ToolBuild, device.OffsetQuarters) = ((17763, 1075), 120);
        await using var context = new PageContext("zh-CN");

        Assert.Contains("不说明本机有任何问题", Show(context, device.BuildBase64()).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inventory_Damaged_ConcludesNothingFromAbsence()
    {
        string hash = new HardwareHashBuilder().BuildBase64();
        await using var context = new PageContext();

        IElement view = Show(context, $"{hash[..200]}B{hash[201..]}");

        Assert.Equal("damaged", view.GetAttribute("data-integrity"));
        Assert.Contains("That does not mean that there is none.", view.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("lists no disk", view.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inventory_PlaceholderSerial_IsMarked()
    {
        HardwareHashBuilder device = Device();
        device.SerialNumber = "Default string";
        await using var context = new PageContext();

        Assert.Contains(Show(context, device.BuildBase64()).QuerySelectorAll("dd"), value => value.TextContent.StartsWith("Default string", StringComparison.Ordinal) && value.TextContent.EndsWith("placeholder", StringComparison.Ordinal));
    }

    private static HardwareHashBuilder Device() => new HardwareHashBuilder().WithDisk(TestDisk.Mechanical("S1")).WithDisk(TestDisk.Solid("S2")).WithAdapter(new TestAdapter("00:00:5E:00:53:01"));

    private static IElement Show(PageContext context, string text)
    {
        InventorySummary inventory = Assert.Single(InventoryFacts.Read("oag.txt", Encoding.UTF8.GetBytes(text), CancellationToken.None).Inventories);
        return context.Render<InventoryView>(parameters => parameters.Add(view => view.Inventory, inventory).Add(view => view.Place, new CasePlace("C-1"))).Find(".ct-inventory");
    }
}
