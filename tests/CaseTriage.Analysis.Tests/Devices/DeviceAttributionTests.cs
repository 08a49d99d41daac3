using CaseTriage.Analysis.Devices;

namespace CaseTriage.Analysis.Tests.Devices;

public sealed class DeviceAttributionTests
{
    [Theory]
    [InlineData("QX07310000101/System.evtx")]
    [InlineData("qx07310000101.zip!/a/System.evtx")]
    [InlineData("QX07310000101-OAG.txt")]
    [InlineData("all.zip!/QX07310000101_logs/System.evtx")]
    public void Of_SerialInTheName_Attributes(string path) => Assert.Equal(Given.Device, Of(Artifact(path)).DeviceOf(path));

    [Theory]
    [InlineData("AQX07310000101.zip")]
    [InlineData("QX073100001012.zip")]
    [InlineData("邮件.txt")]
    public void Of_NoSerialInTheName_DoesNot(string path) => Assert.Null(Of(Artifact(path)).DeviceOf(path));

    [Fact]
    public void Of_GivenByHand_WinsOverTheName() =>
        Assert.Equal(Given.Other, Of(new DeviceAttribution.Candidate("QX07310000101.txt", Given.Other, [], IsMail: false)).DeviceOf("QX07310000101.txt"));

    [Fact]
    public void Of_SerialInOneFile_ReachesItsFolderAndItsComputer()
    {
        DeviceAttribution attribution = Of(
            Artifact("logs.zip!/CmitClient.evtx", Given.Device, "PC-01"),
            Artifact("logs.zip!/System.evtx", "PC-01"),
            Artifact("logs.zip!/hash.txt", "FIRMWARE77"),
            Artifact("later/Application.evtx", "PC-01"),
            Artifact("later/other.evtx", "PC-02"));

        Assert.Equal(Given.Device, attribution.DeviceOf("logs.zip!/System.evtx"));
        Assert.Equal(Given.Device, attribution.DeviceOf("logs.zip!/hash.txt"));
        Assert.Equal(Given.Device, attribution.DeviceOf("later/Application.evtx"));
    }

    [Fact]
    public void Of_FolderOfTwoDevices_DoesNotGuess() =>
        Assert.Null(Of(Artifact("in/a.evtx", Given.Device), Artifact("in/b.evtx", Given.Other), Artifact("in/c.evtx")).DeviceOf("in/c.evtx"));

    [Fact]
    public void Of_NameAndContentDisagree_TellsSo()
    {
        DeviceAttribution attribution = Of(Artifact("QX07310000101/CmitClient.evtx", Given.Other));

        Assert.Equal(Given.Device, attribution.DeviceOf("QX07310000101/CmitClient.evtx"));
        Assert.Equal(Given.Other, Assert.Single(attribution.Conflicts).Text("held"));
    }

    [Fact]
    public void Of_FirmwareSerialOfAnotherShape_IsNoConflict() => Assert.Empty(Of(Artifact("QX07310000101/hash.txt", "G64J4J6B2A")).Conflicts);

    [Fact]
    public void Of_MailNamedForADevice_StaysWithTheCase() =>
        Assert.Null(Of(new DeviceAttribution.Candidate("QX07310000101 mail.txt", null, [], IsMail: true)).DeviceOf("QX07310000101 mail.txt"));

    private static DeviceAttribution Of(params DeviceAttribution.Candidate[] artifacts) => DeviceAttribution.Of(artifacts);

    private static DeviceAttribution.Candidate Artifact(string path, params string[] hints) => new(path, null, [.. hints], IsMail: false);
}
