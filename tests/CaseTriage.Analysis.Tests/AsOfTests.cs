using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Tests.Mail;
using CaseTriage.TestKit;

namespace CaseTriage.Analysis.Tests;

/// <summary>A case as it was known at an instant, replayed mail by mail.</summary>
public sealed class AsOfTests
{
    private const string Failing = "QX07310000201";
    private const string Twin = "QX07310000202";
    private const string Second = "QX07310000203";

    private static readonly byte[] s_thread = new ThreadBuilder()
        .Mail("Qiao Lan", "尚先生，您好：\n电话里您说离线激活时手机端提示 Device marker binding is invalid。请把日志传上来，我们再看。\n--------------\n乔岚\n服务电话：400-000-0000", "2024-03-04 09:30")
        .Mail("Qiao Lan", $"Hi Dev:\n序列号 {Failing} 离线激活失败，APS 日志是 (code:106)0x80131501:Device marker binding is invalid。请帮忙看看。", "2024-03-04 10:10")
        .Mail("Qiao Lan", $"Hi Dev:\n补充：现场不能连外网。同型号一共三台，{Failing} 和 {Second} 两台激活失败，{Twin} 激活成功。", "2024-03-04 10:40")
        .Mail("Mo Fei", "Hi:\n请用户用 oagtool 采集硬件信息。\nR&D", "2024-03-05 15:00")
        .Mail("Qiao Lan", "Hi:\n用户采集的信息见附件 inventory-bad.txt。", "2024-03-06 09:20")
        .Mail("Mo Fei", "看了发来的清单，系统时间错误，建议核对\nToolVersion: 3\nToolBuild: 10.0.17763.1075\nOsBuild: 10.0.17763.1192\nOsSystemTime: 2024-03-06T00:40:00Z\nOsLocalTime: 2024-03-07T06:40:00+30:00\nR&D", "2024-03-06 10:00")
        .Mail("Qiao Lan", $"尚先生，您好：\n感谢接听电话。问题已解决，案例现在归档。\n问题总结：现场拔掉多出的机械硬盘以后，{Failing} 离线激活成功。", "2024-03-07 14:00")
        .ToBytes();

    [Fact]
    public void Analyze_AfterTheSiblingsAreNamed_FirstStepIsTheComparisonByPhone()
    {
        AnalysisDocument document = Replay("2024-03-04T10:40:00+08:00");

        Assert.Equal(3, document.Messages.Length);
        Assert.Equal(("compare-with-working-sibling", "phone"), (document.NextSteps[0].Code, document.NextSteps[0].Channel));
        Assert.Null(document.Case.Solved);
        Assert.Empty(document.Claims.Where(claim => claim.Topic == "clock"));
    }

    [Fact]
    public void Analyze_AtNoTime_IsTheClockProposed() => Assert.All(
        (string[])["2024-03-04T09:30:00+08:00", "2024-03-04T10:10:00+08:00", "2024-03-04T10:40:00+08:00", "2024-03-05T15:00:00+08:00", "2024-03-06T09:20:00+08:00", "2024-03-06T10:00:00+08:00", "2024-03-07T14:00:00+08:00"],
        instant => AssertClockIsLeftAlone(Replay(instant)));

    [Fact]
    public void Analyze_OnceTheClockIsBlamed_TheClaimIsContradictedWithEvidence()
    {
        ClaimSummary claim = Assert.Single(Replay("2024-03-06T10:00:00+08:00").Claims, claim => claim.Topic == "clock");

        Assert.Equal(("wrong", Party.Rnd, ClaimState.Contradicted), (claim.Says, claim.By, claim.State));
        Assert.NotNull(claim.Reason);
        Assert.NotEmpty(claim.Evidence);
    }

    [Fact]
    public void Analyze_OnceItIsSolved_AsksForWhatWasNotStated()
    {
        AnalysisDocument document = Replay("2024-03-07T14:00:00+08:00");

        Assert.True(document.Case.Solved);
        Assert.Equal([Second], Assert.Single(document.Findings, finding => finding.Code == "outcome-missing-for-device" && finding.Outcome == FindingOutcome.Fired).Devices);
        Assert.Equal("verify-activation", document.NextSteps[0].Code);
    }

    [Fact]
    public void Analyze_FileThatALaterMailBrought_IsNotThereYet()
    {
        var file = new CaseInput("inventory-bad.txt", null, () => new MemoryStream("OsBuild: 10.0.17763.1192\n"u8.ToArray()));
        var other = new CaseInput("notes.txt", null, () => new MemoryStream("nobody speaks of it\n"u8.ToArray()));

        Assert.DoesNotContain(Replay("2024-03-05T18:00:00+08:00", file, other).Artifacts, artifact => artifact.Path == "inventory-bad.txt");
        Assert.Contains(Replay("2024-03-05T18:00:00+08:00", file, other).Artifacts, artifact => artifact.Path == "notes.txt");
        Assert.Contains(Replay("2024-03-06T09:20:00+08:00", file, other).Artifacts, artifact => artifact.Path == "inventory-bad.txt");
    }

    [Fact]
    public void Analyze_BeforeTheFirstMail_KnowsNothing()
    {
        AnalysisDocument document = Replay("2024-03-01T00:00:00Z");

        Assert.Empty(document.Messages);
        Assert.Empty(document.Findings);
        Assert.Null(document.Waiting);
    }

    [Fact]
    public void Analyze_RealThreadReplayed_KnowsAtEachMailWhatWasKnown()
    {
        string? thread = SharedFolder.Find("seed-case", "thread.txt");
        Assert.SkipWhen(thread is null, SharedFolder.AbsentReason);
        byte[] bytes = Encoding.UTF8.GetBytes(File.ReadAllText(thread));
        ImmutableArray<MessageSummary> messages = Analyze(bytes, null).Messages;

        AnalysisDocument[] known = [.. messages.Select(message => Analyze(bytes, message.SentAt))];

        Assert.Equal(Enumerable.Range(1, 22), known.Select(document => document.Messages.Length));
        Assert.All(known, AssertClockIsLeftAlone);
        Assert.Equal(("compare-with-working-sibling", "phone"), (known[2].NextSteps[0].Code, known[2].NextSteps[0].Channel));
        Assert.All(known[14..], document => Assert.All(document.Claims.Where(claim => claim is { Topic: "clock", Says: "wrong" }), claim => Assert.Equal(ClaimState.Contradicted, claim.State)));
        Assert.Contains(known[14].Claims, claim => claim is { Topic: "clock", Says: "wrong" });
        Assert.True(known[21].Case.Solved);
        Assert.Contains(known[21].Findings, finding => finding is { Code: "outcome-missing-for-device", Outcome: FindingOutcome.Fired });
        Assert.All(known[..21], document => Assert.NotEqual(true, document.Case.Solved));
    }

    private static void AssertClockIsLeftAlone(AnalysisDocument document)
    {
        Assert.DoesNotContain(document.NextSteps, step => step.Code == "fix-utc-time");
        Assert.DoesNotContain(document.Hypotheses, cause => cause is { Code: "clock-wrong", Refuted: false });
        Assert.DoesNotContain(document.Findings, finding => finding is { Code: "clock-wrong", Outcome: FindingOutcome.Fired });
    }

    private static AnalysisDocument Replay(string instant, params ImmutableArray<CaseInput> others) => Analyze(s_thread, DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture), others);

    private static AnalysisDocument Analyze(byte[] thread, DateTimeOffset? asOf, params ImmutableArray<CaseInput> others) =>
        Given.Analyze([new CaseInput("thread.txt", null, () => new MemoryStream(thread)), .. others], asOf: asOf).ToDocument(Language.English);
}
