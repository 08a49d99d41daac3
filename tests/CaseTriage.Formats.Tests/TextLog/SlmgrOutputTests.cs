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
}
