using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Tests.Facts;

public sealed class ActivationIdFactsTests
{
    private static readonly string s_confirmation = string.Join(' ', Enumerable.Repeat("123450", 8));

    [Fact]
    public void InMessage_ConfirmationOfTheOneDeviceNamed_IsItsFact()
    {
        Fact id = Assert.Single(ActivationIdFacts.InMessage(Mail($"QX07310000101 的确认码：{s_confirmation}，谢谢。")));

        Assert.Equal("QX07310000101", id.Device);
        Assert.Equal(("confirmation", "mail", "holds"), (id.Text("kind"), id.Text("source"), id.Text("check")));
        Assert.Equal("message 3", id.Evidence.Locator);
        Assert.Null(id.Text("wrongGroups"));
    }

    [Fact]
    public void InMessage_TwoDevicesNamed_BelongsToTheCase() =>
        Assert.Null(Assert.Single(ActivationIdFacts.InMessage(Mail($"QX07310000101、QX07310000102：{s_confirmation}"))).Device);

    [Fact]
    public void InMessage_OneDigitMissing_IsIncomplete()
    {
        Fact id = Assert.Single(ActivationIdFacts.InMessage(Mail(s_confirmation.Remove(0, 1))));

        Assert.Equal(false, id.Fields["complete"]);
        Assert.Equal("1", id.Text("wrongGroups"));
    }

    [Fact]
    public void InMessage_WithoutIds_GivesNothing() => Assert.Empty(ActivationIdFacts.InMessage(Mail("激活失败，电话 0755-26000000。")));

    private static MessageSummary Mail(string text) => new() { Index = 3, Artifact = "thread.txt", From = "Lu", Role = Party.Customer, SentAtRaw = "", Text = text };
}
