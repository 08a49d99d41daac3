using CaseTriage.Formats.TextLog;

namespace CaseTriage.Formats.Tests.TextLog;

public sealed class SlmgrOutputTests
{
    [Theory]
    [InlineData("License Status: Licensed", true)]
    [InlineData("许可证状态: 已授权", true)]
    [InlineData("License Status: Notification", false)]
    [InlineData("许可证状态：通知", false)]
    [InlineData("License Status: Initial grace period", null)]
    [InlineData("The License Status: Licensed page", null)]
    public void IsLicensed_Line_SaysWhatItSays(string line, bool? expected) => Assert.Equal(expected, SlmgrOutput.IsLicensed(line));

    [Theory]
    [InlineData("License Status: Initial grace period", "initialGrace")]
    [InlineData("许可证状态: 附加宽限期（KMS 许可证过期或硬件超出容差）", "outOfToleranceGrace")]
    [InlineData("The machine is permanently activated.", "licensed")]
    [InlineData("计算机已永久激活。", "licensed")]
    [InlineData("Status: Licensed", null)]
    public void StatusOf_Line_IsTheStateInItsWord(string line, string? expected) => Assert.Equal(expected, SlmgrOutput.StatusOf(line));

    [Theory]
    [InlineData("Partial Product Key: T83GX", SlmgrField.PartialKey, "T83GX")]
    [InlineData("部分产品密钥：T83GX", SlmgrField.PartialKey, "T83GX")]
    [InlineData("Registered KMS machine name: kms.example.com:1688", SlmgrField.Kms, "kms.example.com:1688")]
    [InlineData("剩余 Windows 重置计数: 1001", SlmgrField.WindowsRearms, "1001")]
    public void FieldOf_Line_GivesTheValue(string line, SlmgrField field, string value) => Assert.Equal((field, value), SlmgrOutput.FieldOf(line));

    [Theory]
    [InlineData("")]
    [InlineData("Name:")]
    [InlineData("something: else")]
    public void FieldOf_OtherLine_GivesNone(string line) => Assert.Null(SlmgrOutput.FieldOf(line));
}
