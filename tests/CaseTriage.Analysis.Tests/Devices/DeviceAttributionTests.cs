using System.Collections.Frozen;
using System.Collections.Immutable;
using CaseTriage.Analysis.Devices;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Tests.Devices;

public sealed class DeviceAttributionTests
{
    private const string Firmware = "PF3XK2A7";

    [Theory]
    [InlineData("QX07310000101/System.evtx")]
    [InlineData("qx07310000101.zip!/a/System.evtx")]
    [InlineData("QX07310000101-OAG.txt")]
    [InlineData("all.zip!/QX07310000101_logs/System.evtx")]
    public void Of_SerialInTheName_Attributes(string path) => Assert.Equal(Given.Device, Of(Artifact(path)).DeviceOf(path));

    [Theory]
    [InlineData("AQXY07310000101.zip")]
    [InlineData("QX0731000010123.zip")]
    [InlineData("IMG202403051200.jpg")]
    [InlineData("邮件.txt")]
    public void Of_NoSerialInTheName_DoesNot(string path) => Assert.Null(Of(Artifact(path)).DeviceOf(path));

    [Fact]
    public void Of_GivenByHand_WinsOverTheNameAndIsSure()
    {
        DeviceAttribution attribution = Of(Artifact("QX07310000101.txt") with { ByHand = Given.Other });

        Assert.Equal(Given.Other, attribution.DeviceOf("QX07310000101.txt"));
        Assert.Equal(1, attribution.Why("QX07310000101.txt")?.Confidence);
        Assert.Empty(attribution.Conflicts);
    }

    [Fact]
    public void Of_OfNoDeviceByHand_StaysWithoutWhateverItsFolderSays()
    {
        DeviceAttribution attribution = Of(Artifact("in/a.evtx", Client(Given.Device)), Artifact("in/b.evtx", Computer("PC-01")) with { ByHand = "" });

        Assert.Equal(Given.Device, attribution.DeviceOf("in/a.evtx"));
        Assert.Null(attribution.DeviceOf("in/b.evtx"));
        Assert.Equal([new DeviceWitness(WitnessKind.Hand, "", null)], attribution.Why("in/b.evtx")?.Witnesses ?? []);
    }

    [Fact]
    public void Of_SerialInOneFile_ReachesItsFolderAndItsComputer()
    {
        DeviceAttribution attribution = Of(
            Artifact("logs.zip!/CmitClient.evtx", Client(Given.Device), Computer("PC-01")),
            Artifact("logs.zip!/System.evtx", Computer("PC-01")),
            Artifact("logs.zip!/hash.txt", Inventory("FIRMWARE77")),
            Artifact("later/Application.evtx", Computer("PC-01")),
            Artifact("later/other.evtx", Computer("PC-02")));

        Assert.Equal(Given.Device, attribution.DeviceOf("logs.zip!/System.evtx"));
        Assert.Equal(Given.Device, attribution.DeviceOf("logs.zip!/hash.txt"));
        Assert.Equal(Given.Device, attribution.DeviceOf("later/Application.evtx"));
        Assert.Equal([WitnessKind.Computer], attribution.Why("later/Application.evtx")?.Witnesses.Select(witness => witness.Kind) ?? []);
    }

    [Fact]
    public void Of_FolderOfTwoDevices_DoesNotGuess() =>
        Assert.Null(Of(Artifact("in/a.evtx", Client(Given.Device)), Artifact("in/b.evtx", Client(Given.Other)), Artifact("in/c.evtx")).DeviceOf("in/c.evtx"));

    [Fact]
    public void Of_MoreWitnessesThatAgree_AreMoreSure()
    {
        DeviceAttribution attribution = Of(
            Artifact("QX07310000101/CmitClient.evtx", Client(Given.Device), Computer("PC-01")),
            Artifact("QX07310000101/System.evtx", Computer("PC-01")),
            Artifact("more/System.evtx", Computer("PC-01")));

        double one = attribution.Why("more/System.evtx")?.Confidence ?? 0;
        double two = attribution.Why("QX07310000101/System.evtx")?.Confidence ?? 0;
        double three = attribution.Why("QX07310000101/CmitClient.evtx")?.Confidence ?? 0;
        Assert.True(0 < one && one < two && two < three && three < 1, $"{one} {two} {three}");
    }

    [Fact]
    public void Of_NameAloneOrNothing_NeedsNoWords()
    {
        DeviceAttribution attribution = Of(Artifact("QX07310000101/a.txt"), Artifact("b.txt"));

        Assert.Null(attribution.Why("QX07310000101/a.txt"));
        Assert.Null(attribution.Why("b.txt"));
    }

    [Fact]
    public void Of_NameAndContentDisagree_TellsSoAndDoubts()
    {
        DeviceAttribution attribution = Of(Artifact("QX07310000101/CmitClient.evtx", Client(Given.Other)));

        Assert.Equal(Given.Device, attribution.DeviceOf("QX07310000101/CmitClient.evtx"));
        Fact conflict = Assert.Single(attribution.Conflicts);
        Assert.Equal((Given.Other, "client", "record 1"), (conflict.Text("held"), conflict.Text("by"), conflict.Evidence.Locator));
        AttributionSummary? why = attribution.Why("QX07310000101/CmitClient.evtx");
        Assert.True(why?.Contradicted);
        Assert.True(why?.Confidence < 0.6);
    }

    [Fact]
    public void Of_LogsOfAnothersComputer_TellsSo()
    {
        DeviceAttribution attribution = Of(
            Artifact("QX07310000101/Application.evtx", Computer("PC-01")),
            Artifact("QX07310000101/System.evtx", Computer("PC-02")),
            Artifact("QX07310000102/Application.evtx", Computer("PC-02")));

        Fact conflict = Assert.Single(attribution.Conflicts);
        Assert.Equal(("QX07310000101/System.evtx", Given.Device, Given.Other, "computer"), (conflict.Evidence.Artifact, conflict.Text("named"), conflict.Text("held"), conflict.Text("by")));
    }

    [Fact]
    public void Of_RenamedMachinesOfOneImage_IsNoConflict()
    {
        DeviceAttribution attribution = Of(
            Artifact("QX07310000101/System.evtx", Computer("IMAGE"), Computer("PC-01")),
            Artifact("QX07310000101/Setup.evtx", Computer("IMAGE")),
            Artifact("QX07310000101/Application.evtx", Computer("PC-01"), Computer("PC-01-NEW")),
            Artifact("QX07310000102/System.evtx", Computer("IMAGE"), Computer("PC-02")));

        Assert.Empty(attribution.Conflicts);
        Assert.Equal(["IMAGE", "PC-01", "PC-01-NEW"], Names(attribution, IdentityKind.Computer).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Of_TwoMachinesOfOneComputerName_IsNoConflict() => Assert.Empty(Of(
        Artifact("QX07310000101/System.evtx", Computer("KIOSK")), Artifact("QX07310000102/System.evtx", Computer("KIOSK"))).Conflicts);

    [Fact]
    public void Of_FirmwareSerialOfAnotherShape_IsNoConflictAndKept()
    {
        DeviceAttribution attribution = Of(Artifact("QX07310000101/hash.txt", Inventory("G64J4J6B2A")));

        Assert.Empty(attribution.Conflicts);
        Assert.Equal([Given.Device], attribution.Devices);
        Assert.Equal([Given.Device], Names(attribution, IdentityKind.Licence));
        Assert.Equal(["G64J4J6B2A"], Names(attribution, IdentityKind.Firmware));
    }

    [Fact]
    public void Of_FirmwareSerialThatNamesAnotherDevice_IsAConflict() => Assert.Equal(Firmware, Assert.Single(Of(
        Artifact("QX07310000101/hash.txt", Inventory(Firmware)), Artifact("x.txt") with { ByHand = Firmware }).Conflicts).Text("held"));

    [Fact]
    public void Of_MailNamedForADevice_StaysWithTheCase() => Assert.Null(Of(Artifact("QX07310000101 mail.txt") with { IsMail = true }).DeviceOf("QX07310000101 mail.txt"));

    [Theory]
    [InlineData("PF3XK2A7/System.evtx")]
    [InlineData("pf3xk2a7_logs.zip!/a/System.evtx")]
    public void Of_FolderCalledLikeTheFirmwareInside_IsThatMachine(string path) =>
        Assert.Equal(Firmware, Of(Artifact(path), Artifact(path[..path.LastIndexOf('/')] + "/hash.txt", Inventory(Firmware))).DeviceOf(path));

    [Fact]
    public void Of_FolderCalledLikeTheComputerInside_IsThatMachine() =>
        Assert.Equal("READING-ROOM", Of(Artifact("reading-room/System.evtx", Computer("READING-ROOM")), Artifact("reading-room/x.txt")).DeviceOf("reading-room/x.txt"));

    [Theory]
    [InlineData("PF3XK2A7/x.txt")]
    [InlineData("Lenovo T14/x.txt")]
    public void Of_FolderOfAnotherShapeThatNothingConfirms_IsNoDevice(string path) => Assert.Null(Of(Artifact(path)).DeviceOf(path));

    [Fact]
    public void Of_FolderCalledAsAMailCallsADevice_IsThatDevice() =>
        Assert.Equal(Firmware, Of(Mails([Firmware]), Artifact("pf3xk2a7/x.txt")).DeviceOf("pf3xk2a7/x.txt"));

    [Fact]
    public void Of_DeviceOfTheMailsWithoutFiles_NoMachineGetsANameOfItsOwn() =>
        Assert.Empty(Of(Mails([Given.Device]), Artifact("PF3XK2A7/hash.txt", Inventory(Firmware))).Devices);

    [Fact]
    public void Of_ArchiveThatAMailCarried_IsOfTheDeviceThatItSpeaksOf()
    {
        var evidence = new Evidence("m.eml", "message 1", Given.Device);
        var mails = new MailCargo(new[] { Given.Device }.ToFrozenSet(StringComparer.OrdinalIgnoreCase), ImmutableSortedDictionary<string, (string, Evidence)>.Empty.Add("m.eml", (Given.Device, evidence)));
        DeviceAttribution attribution = Of(mails, Artifact("m.eml!/a.zip!/System.evtx"), Artifact("other/System.evtx"));

        Assert.Equal(Given.Device, attribution.DeviceOf("m.eml!/a.zip!/System.evtx"));
        Assert.Equal(evidence, Assert.Single(attribution.Why("m.eml!/a.zip!/System.evtx")?.Witnesses ?? []).Evidence);
        Assert.Null(attribution.DeviceOf("other/System.evtx"));
    }

    [Fact]
    public void Of_NothingButAFirmwareSerial_IsTheOnlyName() => Assert.Equal([Firmware], Of(Artifact("hash.txt", Inventory(Firmware))).Devices);

    [Fact]
    public void DeviceOfSerial_NumberOfAFirmware_MeansItsDevice()
    {
        DeviceAttribution attribution = Of(Artifact("QX07310000101/hash.txt", Inventory(Firmware)), Artifact("all.txt", Inventory(Firmware), Inventory("OTHER9999")));

        Assert.Equal(Given.Device, attribution.DeviceOfSerial(Firmware));
        Assert.Equal("OTHER9999", attribution.DeviceOfSerial("OTHER9999"));
        Assert.Equal(Given.Device, attribution.DeviceOfSerial("qx07310000101"));
    }

    [Fact]
    public void Of_AnyOrder_SameResult()
    {
        DeviceAttribution.Candidate[] artifacts =
        [
            Artifact("b/x.evtx", Computer("PC-01")), Artifact("a/CmitClient.evtx", Client(Given.Device), Computer("PC-01")), Artifact("c/hash.txt", Inventory("qx07310000101")),
        ];
        DeviceAttribution straight = Of(artifacts);
        DeviceAttribution reversed = Of([.. artifacts.Reverse()]);

        Assert.All(artifacts, artifact => Assert.Equal(straight.DeviceOf(artifact.Path), reversed.DeviceOf(artifact.Path)));
        Assert.Equal([Given.Device], straight.Devices);
    }

    private static IEnumerable<string> Names(DeviceAttribution attribution, IdentityKind kind) => attribution.Identities[Given.Device].Where(identity => identity.Kind == kind).Select(identity => identity.Value);

    private static DeviceAttribution Of(params DeviceAttribution.Candidate[] artifacts) => Of(MailCargo.None, artifacts);

    private static DeviceAttribution Of(MailCargo mails, params DeviceAttribution.Candidate[] artifacts) => DeviceAttribution.Of(artifacts, mails);

    private static MailCargo Mails(string[] serials) => MailCargo.None with { Serials = serials.ToFrozenSet(StringComparer.OrdinalIgnoreCase) };

    private static DeviceAttribution.Candidate Artifact(string path, params DeviceHint[] hints) => new(path, null, [.. hints], IsMail: false);

    private static DeviceHint Client(string serial) => new(WitnessKind.Client, serial, "record 1");

    private static DeviceHint Computer(string name) => new(WitnessKind.Computer, name, "record 1");

    private static DeviceHint Inventory(string serial) => new(WitnessKind.Inventory, serial, "line 1");
}
