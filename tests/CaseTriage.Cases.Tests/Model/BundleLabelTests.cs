using CaseTriage.Cases.Model;

namespace CaseTriage.Cases.Tests.Model;

public sealed class BundleLabelTests
{
    [Theory]
    [InlineData("thread.txt", "thread.txt")]
    [InlineData("QX07310000101/System.evtx", "QX07310000101/System.evtx")]
    [InlineData(@"C:\logs\a.evtx", "C:/logs/a.evtx")]
    [InlineData("../../etc/passwd", "etc/passwd")]
    [InlineData("/etc/./passwd", "etc/passwd")]
    [InlineData("a\0b\r\nc.txt", "ab c.txt")]
    [InlineData("gpj.\u202Eexe", "gpj.exe")]
    [InlineData("a.zip!/b.txt", "a.zip_/b.txt")]
    [InlineData("邮件.txt", "邮件.txt")]
    [InlineData("", "unnamed")]
    [InlineData(" .. ", "unnamed")]
    public void From_GivenName_IsFitToBeShown(string given, string expected) => Assert.Equal(expected, BundleLabel.From(given).Text);

    [Fact]
    public void From_VeryLongName_KeepsTheEnd()
    {
        string label = BundleLabel.From(new string('x', 5000) + "/System.evtx").Text;

        Assert.Equal(BundleLabel.MaxLength, label.Length);
        Assert.EndsWith("/System.evtx", label, StringComparison.Ordinal);
    }

    [Fact]
    public void From_LoneSurrogate_IsDropped() => Assert.DoesNotContain('\uD800', BundleLabel.From("a\uD800b").Text);
}
