using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Mail;

namespace CaseTriage.Analysis.Tests.Mail;

public sealed class OutcomeReaderTests
{
    private const string A = "QX07310000101";
    private const string B = "QX07310000102";
    private const string C = "QX07310000103";
    private const string D = "QX07310000104";

    [Theory]
    // Serial numbers in full.
    [InlineData(A + " 离线激活失败，" + B + " 激活成功。", "101 failed, 102 activated")]
    [InlineData(A + "、" + B + " 激活不成功；" + C + "、" + D + " 是好的。", "101 failed, 102 failed, 103 activated, 104 activated")]
    [InlineData(A + " 扫码后手机提示“Device marker binding is invalid”，邻座 " + B + " 一直正常。", "101 failed, 102 activated")]
    [InlineData("SN：" + A + "\n离线激活时报 0xC004F074，激活不了。", "101 failed")]
    [InlineData("SN: " + A + "和" + B + " 两台激活失败。\nSN: " + C + " 激活成功。", "101 failed, 102 failed, 103 activated")]
    [InlineData(A + " 换了主板以后一直没激活成功，以前是激活的。", "101 failed")]
    [InlineData(A + " 重新录入后已激活，问题解决。", "101 activated")]
    [InlineData("同批的 " + A + "、" + B + " 都激活成功，只有 " + C + " 不行。", "101 activated, 102 activated, 103 failed")]
    [InlineData("除 " + A + " 外都激活成功了，" + A + " 还是报错。" + B + " 和 " + C + " 现场看过。", "101 failed, 102 activated, 103 activated")]
    [InlineData(A + " fails with 0xC004F074, " + B + " works.", "101 failed, 102 activated")]
    [InlineData(A + " and " + B + " cannot be activated, but " + C + " is activated.", "101 failed, 102 failed, 103 activated")]
    [InlineData("The phone shows 'Device marker binding is invalid' for " + A + ". " + B + " was activated without error.", "101 failed, 102 activated")]
    [InlineData("Only " + A + " fails. " + B + " and " + C + " activated fine.", "101 failed, 102 activated, 103 activated")]
    // Lists and ranges of shortened numbers.
    [InlineData(A + "/102/103 激活失败", "101 failed, 102 failed, 103 failed")]
    [InlineData(A + "至" + C + " 均已激活", "101 activated, 102 activated, 103 activated")]
    [InlineData(A + " to " + C + " are activated.", "101 activated, 102 activated, 103 activated")]
    // Neither wishes, nor conditions, nor the past, nor other machines.
    [InlineData("如果 " + A + " 激活失败，请告诉我。", "")]
    [InlineData("请在 " + A + " 上重新激活。", "")]
    [InlineData(A + " 以前是激活的。", "")]
    [InlineData("我在测试机 " + A + " 上激活成功。", "")]
    [InlineData("Please activate " + A + " again.", "")]
    [InlineData(A + " 的日志收集失败，系统时间正常。", "")]
    [InlineData(A + " 是否激活成功？", "")]
    public void Read_OneMail_TellsEachDevice(string text, string expected) => Assert.Equal(expected, Outcomes(ThreadBuilder.Says(text)));

    [Theory]
    [InlineData("101 与 103 离线激活报绑定无效，另外两台正常。", "101 failed, 102 activated, 103 failed, 104 activated")]
    [InlineData("102 fails, the other three work.", "101 activated, 102 failed, 103 activated, 104 activated")]
    [InlineData("四台均已激活。", "101 activated, 102 activated, 103 activated, 104 activated")]
    [InlineData("全部激活成功。", "101 activated, 102 activated, 103 activated, 104 activated")]
    [InlineData("All four machines are activated.", "101 activated, 102 activated, 103 activated, 104 activated")]
    [InlineData("三台均已激活。", "")]
    [InlineData("请把 101 的 1688 端口和事件 102 看一下，第 103 条不用。", "")]
    [InlineData("重新录入后激活成功，问题解决。", "")]
    public void Read_ShortForms_ResolveToKnownDevices(string text, string expected) => Assert.Equal(expected, Outcomes(ThreadBuilder.Says(text, A, B, C, D)));

    [Fact]
    public void Read_TailOfTwoDevices_NamesNeither() => Assert.Equal("", Outcomes(ThreadBuilder.Says("101 激活失败。", "QX07310000101", "QX07320000101")));

    [Fact]
    public void Read_OnlyDeviceOfTheCase_IsMeantWithoutItsNumber()
    {
        ConversationResult result = new ThreadBuilder()
            .Mail("Ding Yi", "工作站 " + A + " 激活失败，请协助。")
            .Mail("Ding Yi", "拔掉硬盘后激活成功，问题已解决。")
            .Analyze();

        Assert.Equal("101 activated", Outcomes(result));
    }

    [Fact]
    public void Read_ClosingMailRetellsTheTrouble_SuccessCounts()
    {
        ConversationResult result = new ThreadBuilder()
            .Mail("Ding Yi", A + " 激活失败，" + B + " 正常。")
            .Mail("Ding Yi", "按电话反馈，" + A + " 更换密钥后激活成功，问题已解决，可以归档。\n问题定义：" + A + " 激活失败。")
            .Analyze();

        Assert.Equal("101 activated, 102 activated", Outcomes(result));
    }

    [Fact]
    public void Read_SolvedWithoutADevice_SaysNothingOfAnyDevice()
    {
        ConversationResult result = new ThreadBuilder()
            .Mail("Ding Yi", A + "、" + B + " 激活失败。")
            .Mail("Ding Yi", "移除机械硬盘后激活成功，问题已经解决。")
            .Analyze();

        Assert.True(result.Case.Solved);
        Assert.Equal("101 failed, 102 failed", Outcomes(result));
        Assert.Equal("disk-removed", result.Facts.Single(fact => fact.Name == "case.solved").Text("remedy"));
    }

    private static string Outcomes(ConversationResult result) => string.Join(", ", result.Facts
        .Where(fact => fact.Name == "activation.outcome")
        .GroupBy(fact => fact.Device, StringComparer.Ordinal).OrderBy(device => device.Key, StringComparer.Ordinal)
        .Select(device => $"{device.Key?[^3..]} {device.Last().Text("outcome")}"));
}
