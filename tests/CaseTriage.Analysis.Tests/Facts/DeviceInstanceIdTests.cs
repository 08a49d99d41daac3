using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Tests.Facts;

public sealed class DeviceInstanceIdTests
{
    [Theory]
    [InlineData(@"SCSI\Disk&Ven_NVMe&Prod_EXAMPLE_SSD_256\5&2d9a8ee3&0&000000", "SCSI", "NVME", "EXAMPLE SSD 256", null, true, false)]
    [InlineData(@"USBSTOR\Disk&Ven_Example&Prod_Stick&Rev_1.00\4C530001150518114203&0", "USBSTOR", "EXAMPLE", "STICK", "4C530001150518114203", true, true)]
    [InlineData(@"USBSTOR\Disk&Ven_&Prod_&Rev_\7&1e4bfc40&0", "USBSTOR", null, null, null, true, true)]
    [InlineData(@"IDE\DiskEXAMPLE_HDD_1TB______________________2AR10001\4&1b0a&0&0.0.0", "IDE", null, "EXAMPLE HDD 1TB", null, true, false)]
    [InlineData(@"PCI\VEN_8086&DEV_15BE&SUBSYS_0&REV_30\3&11583659&0&FE", "PCI", "8086", "15BE", null, false, false)]
    [InlineData(@"USB\VID_0BDA&PID_8153\000001000000", "USB", "0BDA", "8153", "000001000000", false, true)]
    public void TryParse_Id_TellsBusMakerAndProduct(string text, string bus, string? vendor, string? product, string? serial, bool isDisk, bool isRemovable)
    {
        var id = DeviceInstanceId.TryParse(text);

        Assert.Equal((bus, vendor, product, serial, isDisk, isRemovable), (id?.Bus, id?.Vendor, id?.Product, id?.Serial, id?.IsDisk ?? false, id?.IsOnRemovableBus ?? false));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("SCSI")]
    [InlineData(@"\\x")]
    [InlineData("SCSI\\Disk\n\\1")]
    public void TryParse_NoId_GivesNothing(string? text) => Assert.Null(DeviceInstanceId.TryParse(text));

    [Fact]
    public void TryParse_EndlessText_GivesNothing() => Assert.Null(DeviceInstanceId.TryParse(@"SCSI\" + new string('a', 100_000)));
}
