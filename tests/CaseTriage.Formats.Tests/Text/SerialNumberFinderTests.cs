using CaseTriage.Formats.Text;

namespace CaseTriage.Formats.Tests.Text;

public sealed class SerialNumberFinderTests
{
    [Theory]
    [InlineData("设备QX07310000101激活失败", "QX07310000101")]
    [InlineData("qx07310000101_report.xml", "QX07310000101")]
    [InlineData("ERROR SN=G64J4J6B2A refused", "G64J4J6B2A")]
    [InlineData("序列号：PF3XKQ71", "PF3XKQ71")]
    [InlineData("Serial Number: MJ0ABC12", "MJ0ABC12")]
    public void Find_SerialNumber_IsFound(string text, string serial) => Assert.Equal(serial, Assert.Single(SerialNumberFinder.Find(text)).Value);

    [Theory]
    [InlineData("CAS-15113-C5U7K2")]
    [InlineData("CMIT:0003555")]
    [InlineData("电话 13912345678, +8613912345678")]
    [InlineData("KB5003171, WX20240305")]
    [InlineData("9b4c07310000101ab07310000101")]
    [InlineData("AAAA/AB07310000101=")]
    [InlineData("SN=unknown")]
    [InlineData("SF0731000010199")]
    [InlineData("IMG202403051200")]
    [InlineData("WX2024030512")]
    public void Find_OtherNumbers_AreLeftAlone(string text) => Assert.Empty(SerialNumberFinder.Find(text));

    [Fact]
    public void Single_TwoDevicesOnALine_GivesNone()
    {
        Assert.Null(SerialNumberFinder.Single("QX07310000101 与 QX07310000102"));
        Assert.Equal("QX07310000101", SerialNumberFinder.Single("QX07310000101 (SN=QX07310000101)"));
    }

    [Theory]
    [InlineData("qx07310000101_logs.zip", "QX07310000101")]
    [InlineData("QX20240305101", "QX20240305101")]
    [InlineData("ABC0731000010 (2)", "ABC0731000010")]
    [InlineData("IMG202403051200.jpg", null)]
    [InlineData("PF3XK2A7", null)]
    [InlineData("SN=PF3XK2A7", null)]
    public void InName_ShapeOnly_Counts(string name, string? serial) => Assert.Equal(serial, SerialNumberFinder.InName(name));
}
