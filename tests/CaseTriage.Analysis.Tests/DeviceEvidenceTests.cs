using System.Collections.Immutable;
using System.Text;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.TestKit.Evtx;
using CaseTriage.TestKit.HardwareHash;

namespace CaseTriage.Analysis.Tests;

/// <summary>Whose a file is and what changed, from files to the document.</summary>
public sealed class DeviceEvidenceTests
{
    private const string Thread = """
        邮件主题：[案例号: CAS-73105-B4T9Q2 ] % 终端无法激活

        ====第1封邮件====

        发件人：Gu Wenbo
        发送时间：2025-11-03 10:12:08+08:00
        邮件内容:
        我们有四台终端，两台激活失败，两台激活成功。QX07310000101、QX07310000103 激活失败，QX07310000102 激活成功。
        """;

    private static readonly DateTimeOffset s_first = new(2024, 3, 1, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Analyze_TwoMachinesInOneFile_EachInventoryGoesToItsDevice()
    {
        byte[] both = Encoding.UTF8.GetBytes(Hash("QX07310000102", 1, TestDisk.Solid("S2")) + "\r\n\r\n" + Hash("PF3XK2A7", 2, TestDisk.Solid("S3"), TestDisk.Mechanical("H3")));

        AnalysisDocument document = Analyze([], ("QX07310000101/hash.txt", Encoding.UTF8.GetBytes(Hash("PF3XK2A7", 2, TestDisk.Solid("S3")))), ("all.txt", both), ("QX07310000102.txt", "x"u8.ToArray()));

        Assert.Equal(["QX07310000101", "QX07310000102"], document.Devices.Select(device => device.SerialNumber));
        Assert.Equal([1, 2], document.Devices[0].Inventories.Select(inventory => inventory.Disks.Length).Order());
        InventorySummary other = Assert.Single(document.Devices[1].Inventories);
        Assert.Equal(("all.txt", "S2"), (other.Evidence?.Artifact, Assert.Single(other.Disks).Serial));
    }

    [Fact]
    public void Analyze_InventoriesOverTime_TellsWhatChanged()
    {
        AnalysisDocument document = Analyze(
            [],
            ("QX07310000101/1.txt", Encoding.UTF8.GetBytes(Hash("PF3XK2A7", 1, TestDisk.Solid("S3"), TestDisk.Mechanical("H3")))),
            ("QX07310000101/2.txt", Encoding.UTF8.GetBytes(Hash("PF3XK2A7", 2, TestDisk.Solid("S3")))));

        DeviceChange change = Assert.Single(document.Devices[0].Changes);
        Assert.Equal(("disk", "removed"), (change.Kind, change.What));
        Assert.StartsWith("EXAMPLE HDD 1TB, H3", change.Before, StringComparison.Ordinal);
        Assert.Equal(["QX07310000101/1.txt", "QX07310000101/2.txt"], change.Evidence.Select(evidence => evidence.Artifact));
        Assert.DoesNotContain(document.Findings, finding => finding is { Code: "hardware-changed", Outcome: FindingOutcome.Fired });
    }

    [Fact]
    public void Analyze_BundleOfAnotherDevice_IsAFindingUntilAPersonMovesIt()
    {
        byte[] log = new EvtxBuilder().Add("CmitClient", 1100, s_first, data: [("Stage", "ActivationResult"), ("HResult", "0x0"), ("Serial", "QX07310000102")]).Build();
        (string, byte[])[] files = [("QX07310000101/CmitClient.evtx", log), ("QX07310000101/note.txt", "x"u8.ToArray())];

        AnalysisDocument asFound = Analyze([], files);
        AnalysisDocument moved = Analyze([("QX07310000101/", "QX07310000102")], files);

        Assert.Contains(asFound.Findings, finding => finding is { Code: "bundle-of-other-device", Outcome: FindingOutcome.Fired } && finding.Title.Contains("QX07310000102", StringComparison.Ordinal));
        Assert.True(asFound.Artifacts[0].Attribution?.Contradicted);
        Assert.DoesNotContain(moved.Findings, finding => finding is { Code: "bundle-of-other-device", Outcome: FindingOutcome.Fired });
        Assert.All(moved.Artifacts, artifact => Assert.Equal("QX07310000102", artifact.Device));
        Assert.Equal(DeviceOutcome.Activated, Assert.Single(moved.Devices).Outcome);
    }

    [Theory]
    [InlineData(Language.English, "one more device, activated, without a serial number")]
    [InlineData(Language.Chinese, "另一台已激活的设备，未提供序列号")]
    public void Analyze_DeviceThatNobodyNamed_HasALabelAndAHandle(Language language, string label)
    {
        DeviceSummary unnamed = Assert.Single(Analyze([], language, ("邮件.txt", Encoding.UTF8.GetBytes(Thread))).Devices, device => device.SerialNumber is null);

        Assert.Equal((label, "!/activated/1", DeviceOutcome.Activated), (unnamed.Label, unnamed.Handle, unnamed.Outcome));
    }

    [Theory]
    [InlineData("!/activated/1")]
    [InlineData("!/unknown/2")]
    public void Analyze_DeviceNamedByAPerson_KeepsWhatTheMailsSayOfIt(string handle)
    {
        AnalysisDocument document = Analyze([(handle, "QX07310000104")], ("邮件.txt", Encoding.UTF8.GetBytes(Thread)));

        DeviceSummary named = Assert.Single(document.Devices, device => device.Handle is not null);
        Assert.Equal(4, document.Devices.Length);
        Assert.Equal(("QX07310000104", handle, DeviceOutcome.Activated), (named.SerialNumber, named.Handle, named.Outcome));
        Assert.Equal("message 1", Assert.Single(named.OutcomeEvidence).Locator);
        Assert.DoesNotContain(document.Findings, finding => finding is { Code: "device-unnamed", Outcome: FindingOutcome.Fired });
    }

    [Fact]
    public void Analyze_FileThatAMailAnnounces_IsOfTheOnlyDeviceOfThatMail()
    {
        const string mail = "邮件主题：[案例号: CAS-73105-B4T9Q2 ] % 激活\n\n====第1封邮件====\n\n发件人：Gu Wenbo\n发送时间：2025-11-03 10:12:08+08:00\n邮件内容:\nQX07310000101 激活失败，日志见附件 logs-a.txt。\n";
        AnalysisDocument document = Analyze([], ("邮件.txt", Encoding.UTF8.GetBytes(mail)), ("logs-a.txt", "2025-11-03 09:26:14 INFO started\n"u8.ToArray()), ("logs-b.txt", "2025-11-03 09:26:14 INFO started\n"u8.ToArray()));

        ArtifactSummary announced = document.Artifacts.Single(artifact => artifact.Path == "logs-a.txt");
        Assert.Equal("QX07310000101", announced.Device);
        Assert.Equal(("message 1", WitnessKind.Mail), (announced.Attribution?.Witnesses[0].Evidence?.Locator, announced.Attribution?.Witnesses[0].Kind));
        Assert.Null(document.Artifacts.Single(artifact => artifact.Path == "logs-b.txt").Device);
    }

    private static string Hash(string serial, int day, params TestDisk[] disks)
    {
        var builder = new HardwareHashBuilder { SerialNumber = serial, OsSystemTime = s_first.AddDays(day) };
        foreach (TestDisk disk in disks)
        {
            builder.WithDisk(disk);
        }

        return builder.BuildBase64();
    }

    private static AnalysisDocument Analyze((string Path, string Device)[] byHand, params (string Path, byte[] Content)[] files) => Analyze(byHand, Language.English, files);

    private static AnalysisDocument Analyze((string Path, string Device)[] byHand, Language language, params (string Path, byte[] Content)[] files)
    {
        var request = new AnalysisRequest
        {
            Inputs = [.. files.Select(file => new CaseInput(file.Path, null, () => new MemoryStream(file.Content)))],
            Knowledge = Given.Knowledge,
            DeviceByArtifact = byHand.ToImmutableDictionary(entry => entry.Path, entry => entry.Device),
        };
        return new CaseAnalyzer().Analyze(request, new Silent(), TestContext.Current.CancellationToken).ToDocument(language);
    }

    private sealed class Silent : IAnalysisObserver
    {
        public void Progress(string stage, string? artifact, double share)
        {
        }

        public void Event(EventRow row)
        {
        }
    }
}
