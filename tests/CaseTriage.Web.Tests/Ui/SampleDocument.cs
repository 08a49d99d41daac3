using System.Collections.Immutable;
using CaseTriage.Analysis;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.Formats;

namespace CaseTriage.Web.Tests.Ui;

/// <summary>A document as the analysis gives it for a fictional case of four machines, with something of every sort.</summary>
internal static class SampleDocument
{
    public const string Failing = "QX07310000101";
    public const string FailingToo = "QX07310000103";
    public const string Working = "QX07310000102";

    private const string Thread = "往来邮件.txt";
    private const string FailingLog = "QX07310000101.zip!/logs/CmitClient.evtx";
    private static readonly DateTimeOffset Begin = new(2026, 3, 2, 1, 9, 34, TimeSpan.Zero);

    public static AnalysisDocument In(Language language)
    {
        string Say(string zh, string en) => language == Language.Chinese ? zh : en;
        Analysis.Documents.Evidence Mail(int index, string excerpt) => new(Thread, $"message {index}", excerpt);

        return new AnalysisDocument
        {
            Engine = "0.1.0",
            Packs = [new PackReference("activation", "0.1.0", new string('a', 64))],
            ResultHash = new string('b', 64),
            Case = new CaseSummary
            {
                Number = "CAS-07214-K3P9X1",
                Reference = "0004711",
                Title = Say("四台新机中两台无法激活", "Two of four new machines will not activate"),
                OpenedAt = Begin,
                LastActivityAt = Begin.AddDays(4),
                Solved = null,
            },
            Completeness =
            [
                Needs(null, "whole-case", Need("serial-numbers", EvidenceState.Present)),
                Needs(Failing, "offline-marker", Need("hardware-inventory", EvidenceState.Present), Need("licensingdiag", EvidenceState.Missing), Need("system-log", EvidenceState.Partial) with { Required = false, Reason = "The log is damaged." }),
                Needs(FailingToo, "offline-marker", Need("hardware-inventory", EvidenceState.Unusable), Need("licensingdiag", EvidenceState.Missing), Need("platform-log", EvidenceState.Missing) with { Audience = Party.Rnd }),
            ],
            Artifacts =
            [
                Artifact("QX07310000101.zip", ArtifactKind.Zip, 184_320, Failing, ArtifactStatus.Parsed, 3),
                Artifact(FailingLog, ArtifactKind.Evtx, 1_118_208, Failing, ArtifactStatus.Partial, 1_204) with
                {
                    Damage = [new Damage("chunk-checksum", "Chunk 3 of 'CmitClient.evtx' has a wrong checksum at offset 0x31000; its 91 records were found one by one.", 0x31000)],
                },
                Artifact("QX07310000101.zip!/OAG.txt", ArtifactKind.HardwareInventory, 4_108, Failing, ArtifactStatus.Parsed, 1),
                Artifact("QX07310000102-OAG.txt", ArtifactKind.HardwareInventory, 4_064, Working, ArtifactStatus.Parsed, 1),
                Artifact("QX07310000103-OAG.txt", ArtifactKind.HardwareInventory, 4_112, FailingToo, ArtifactStatus.Parsed, 1),
                Artifact("aps.txt", ArtifactKind.TextLog, 9_320, null, ArtifactStatus.Parsed, 88),
                Artifact("secret.zip", ArtifactKind.Zip, 20_480, null, ArtifactStatus.Refused, 0) with
                {
                    Damage = [new Damage("encrypted", "The archive is encrypted; none of its 4 entries can be read.", null)],
                },
                Artifact("notes.txt", ArtifactKind.Unknown, 312, null, ArtifactStatus.Stored, 0),
                Artifact("screenshot.png", ArtifactKind.Unknown, 0, null, ArtifactStatus.Refused, 0) with
                {
                    Damage = [new Damage("empty", "The file has 0 bytes: there is nothing in it. Collect it again.", 0)],
                },
                Artifact(Thread, ArtifactKind.MailThread, 12_800, null, ArtifactStatus.Parsed, 5),
            ],
            Devices =
            [
                Device(Failing, DeviceOutcome.Failed, Mail(2, "SN：QX07310000101 离线激活失败，手机端显示 Device marker binding is invalid"), SolidState("TC3001"), Mechanical("WX88A1200331")),
                Device(Working, DeviceOutcome.Activated, Mail(3, "QX07310000102 激活成功"), SolidState("TC3002")),
                Device(FailingToo, DeviceOutcome.Failed, Mail(3, "QX07310000103 同样失败"), SolidState("TC3003"), Mechanical("WX88A1200874")),
                new DeviceSummary { SerialNumber = null, Label = Say("第四台设备（未给出序列号）", "The fourth machine (no serial number given)"), Outcome = DeviceOutcome.Activated, OutcomeEvidence = [Mail(3, "另有一台激活成功")] },
            ],
            Messages =
            [
                Message(1, Party.Support, "Shen Yi", Begin, "您好：\n感谢来电。我们将协助分析激活失败的问题。请在故障机上运行日志收集工具，勾选系统日志、激活日志与网络信息，收集完成后上传压缩包。\n上传平台账号：[user name 1]，密码：[password 1]。\n如果现场无法联网，请告知，我们会另行安排。\n谢谢！"),
                Message(2, Party.Customer, "Lu Wei", Begin.AddHours(3), "我们四台新机，两台激活不了，手机扫码后显示：\nDevice marker binding is invalid.\nSN：QX07310000101 离线激活失败。现场不能联网，也不允许带 U 盘进出。"),
                Message(3, Party.Support, "Shen Yi", Begin.AddHours(5), "补充：QX07310000102 激活成功，QX07310000103 同样失败，另有一台激活成功。"),
                Message(4, Party.Rnd, "Dev team", Begin.AddDays(2), "硬件清单中 LocalOffset 为 +30:00，怀疑系统时间错误，请客户核对并重新收集日志。") with { AttachmentsExpected = ["clock.png", "系统信息.txt"] },
                Message(5, Party.Customer, "Lu Wei", Begin.AddDays(4), "时间是准的，对着手机看过。日志读给你们听也行。"),
            ],
            Timeline =
            [
                .. new[] { Begin, Begin.AddHours(3), Begin.AddHours(5) }.Select((at, i) => new TimelineEntry(at, "mail", null, "message", "Mail", Mail(i + 1, ""))),
                .. Enumerable.Range(0, 18).Select(i => new TimelineEntry(Begin.AddHours(6).AddMinutes(i), "evtx", Failing, i % 5 == 0 ? "activation" : "service", $"CmitClient {1000 + i}", new Analysis.Documents.Evidence(FailingLog, $"record {4711 + i}", $"EventID {1000 + i}"))),
                new TimelineEntry(Begin.AddDays(1), "log", FailingToo, "activation", "(code:106)0x80131501: Device marker binding is invalid.", new Analysis.Documents.Evidence("aps.txt", "line 17", "(code:106)0x80131501:Device marker binding is invalid.")),
                new TimelineEntry(Begin.AddDays(2), "mail", null, "message", "Mail", Mail(4, "")),
                new TimelineEntry(Begin.AddDays(4), "mail", null, "message", "Mail", Mail(5, "")),
            ],
            Findings =
            [
                new Finding
                {
                    Code = "marker-binding-invalid", RuleId = "activation/marker-binding-invalid", Role = FindingRole.Symptom, Outcome = FindingOutcome.Fired, Severity = Severity.High, Confidence = 0.98,
                    Devices = [Failing, FailingToo], Title = Say("激活平台拒绝了设备标记绑定（代码 106）", "The activation platform refuses the device marker binding (code 106)"),
                    Explanation = Say("平台根据硬件清单重新计算的标记与申请时不一致。它说明硬件清单中有平台不接受的内容，并不说明密钥或网络有问题。", "The marker that the platform works out from the hardware inventory does not fit the request. It speaks of the hardware that is listed, not of the key or the network."),
                    Evidence = [new Analysis.Documents.Evidence("aps.txt", "line 17", "(code:106)0x80131501:Device marker binding is invalid."), Mail(2, "手机端显示 Device marker binding is invalid"), Mail(3, "QX07310000103 同样失败")],
                },
                new Finding
                {
                    Code = "extra-internal-disk", RuleId = "activation/extra-internal-disk", Role = FindingRole.Cause, Outcome = FindingOutcome.Fired, Severity = Severity.Critical, Confidence = 0.86,
                    Devices = [Failing, FailingToo], Title = Say("失败的设备多出一块机械硬盘", "The failing machines hold a mechanical disk that the working one lacks"),
                    Explanation = Say("两台失败设备的清单中都有第二块内置机械硬盘，正常设备没有。绑定规则以硬盘为依据，多出的硬盘会改变标记。", "Both failing inventories list a second, mechanical disk inside; the one that works has none. The binding rule counts disks."),
                    Evidence = [new Analysis.Documents.Evidence("QX07310000101.zip!/OAG.txt", "field DiskInfo[1]", "ROTATOR R500 · 500 GB · SATA")],
                },
                new Finding
                {
                    Code = "siblings-differ", RuleId = "activation/siblings-differ", Role = FindingRole.Context, Outcome = FindingOutcome.Fired, Severity = Severity.Info, Confidence = 1,
                    Devices = [Failing, Working, FailingToo], Title = Say("与正常设备相比，只有磁盘不同", "Against the machine that works, only the disks differ"),
                    Explanation = Say("主板、网卡、固件标识与采集工具版本一致。", "Board, network adapters, firmware identity and collector are the same."),
                    Evidence = [new Analysis.Documents.Evidence("QX07310000102-OAG.txt", "field DiskInfo", "1 disk")],
                },
                new Finding
                {
                    Code = "local-offset-30h", RuleId = "activation/local-offset-30h", Role = FindingRole.Misreading, Outcome = FindingOutcome.Fired, Severity = Severity.Info, Confidence = 1,
                    Devices = [Failing, Working], Title = Say("“+30:00”时差由旧版采集工具写出，与系统时间无关", "\"+30:00\" is printed by an old collector and says nothing about the clock"),
                    Explanation = Say("10.0.17763 的采集工具在每台机器上都写 +30:00，包括激活成功的机器。要核对时钟，请比较 UTC 时间。", "The collector of build 10.0.17763 prints it on every machine, the working one too. To check a clock, compare the UTC time."),
                    Evidence = [new Analysis.Documents.Evidence("QX07310000102-OAG.txt", "line 9", "LocalTimeOffset +30:00")],
                },
                new Finding
                {
                    Code = "conclusion-refuted", RuleId = "activation/clock-wrong", Role = FindingRole.Cause, Outcome = FindingOutcome.Withdrawn, Severity = Severity.High, Confidence = 0.7,
                    Devices = [Failing], Title = Say("系统时间错误", "The clock is wrong"), Explanation = Say("第 4 封邮件据此要求重新收集日志。", "Mail 4 asks for new logs because of it."),
                    Reason = Say("该结论依据“+30:00”，而它是已知假象。", "It leans on \"+30:00\", which is a known artefact."), Evidence = [Mail(4, "怀疑系统时间错误")],
                },
                new Finding
                {
                    Code = "duplicate-identity", RuleId = "activation/duplicate-identity", Role = FindingRole.Cause, Outcome = FindingOutcome.Unknown, Severity = Severity.Medium, Confidence = 0.5,
                    Title = Say("是否有设备标识重复", "Whether two machines share an identity"), Explanation = Say("需要第四台设备的硬件清单。", "The fourth machine's inventory would tell."),
                    Reason = Say("第四台设备没有清单。", "There is no inventory of the fourth machine."),
                },
                new Finding
                {
                    Code = "evidence-damaged", RuleId = "activation/evidence-damaged", Role = FindingRole.Quality, Outcome = FindingOutcome.Fired, Severity = Severity.Low, Confidence = 1,
                    Devices = [Failing], Title = Say("事件日志部分损坏", "An event log is damaged in part"), Explanation = Say("已读取 1204 条记录；损坏区域内没有找到的事件不代表没有发生。", "1,204 records were read. What is not found inside the damaged part may have happened all the same."),
                    Evidence = [new Analysis.Documents.Evidence(FailingLog, "offset 0x31000", "chunk checksum")],
                },
                new Finding
                {
                    Code = "credentials-in-mail", RuleId = "activation/credentials-in-mail", Role = FindingRole.Process, Outcome = FindingOutcome.Fired, Severity = Severity.Medium, Confidence = 1,
                    Title = Say("邮件中有上传平台的密码", "A mail holds the password of the upload portal"), Explanation = Say("密码已隐去。请更换该密码。", "It is masked here. Please change it."), Evidence = [Mail(1, "密码：[password 1]")],
                },
            ],
            Hypotheses =
            [
                new Hypothesis { Code = "extra-internal-disk", Title = Say("多出的内置硬盘", "An extra disk inside"), Probability = 0.81, Devices = [Failing, FailingToo], SupportedBy = ["extra-internal-disk", "siblings-differ", "marker-binding-invalid"], Reason = Say("两台失败设备都有，正常设备没有。", "Both failing machines have it, the working one does not.") },
                new Hypothesis { Code = "server-record", Title = Say("激活平台上的序列号记录", "The serial's record at the platform"), Probability = 0.12, Devices = [Failing, FailingToo], SupportedBy = ["marker-binding-invalid"], ContradictedBy = ["siblings-differ"], Reason = Say("可能，但两台同时出错较少见。", "Possible, though seldom for two at once.") },
                new Hypothesis { Code = "clock-wrong", Title = Say("系统时间错误", "A wrong clock"), Probability = 0, Devices = [Failing], Refuted = true, Reason = Say("清单的 UTC 时间与邮件时间相差不到一分钟。", "The inventory's UTC time fits the mails to the minute.") },
            ],
            NextSteps =
            [
                Step("ask-hardware-list-by-phone", 1, null, Party.Customer, "phone", 5, Say("现场不能联网也不能带出数据，电话最快。", "The site has no network and lets nothing out; a call is fastest."), Say("您好，请在两台失败的机器上打开“磁盘管理”，读一下左侧列出了几块磁盘，以及每块的大小和类型。请不要带出任何文件。", "Please open Disk Management on both failing machines and read out how many disks are listed on the left, with the size and type of each. Please take no files out.")),
                Step("unplug-extra-disk", 2, Failing, Party.Customer, "on-site", 20, Say("与正常设备相比只有硬盘不同。", "The disk is all that differs from the machine that works."), Say("关机后拔下第二块机械硬盘的数据线，开机，重新生成申请码并激活。", "Switch off, unplug the data cable of the second, mechanical disk, start, make a new request and activate.")),
                Step("check-server-record", 3, FailingToo, Party.Rnd, "internal", 15, Say("排除平台记录问题。", "Rules the platform's record out."), Say("请核对 QX07310000103 在平台上的记录。", "Please check the platform's record of QX07310000103.")),
                Step("recollect-archive", 4, Failing, Party.Customer, "upload", 45, Say("事件日志部分损坏。", "The event log is damaged in part."), Say("请重新采集并上传。", "Please collect and upload again.")) with { BlockedBy = "no-network" },
            ],
            Waiting = Waiting(),
            Redactions = [new Redaction(RedactionKind.Password, Mail(1, "")), new Redaction(RedactionKind.UserName, Mail(1, ""))],
        };
    }

    private static WaitingLedger Waiting()
    {
        (Party Party, DateTimeOffset From, DateTimeOffset To)[] held =
        [
            (Party.Customer, Begin, Begin.AddHours(3)), (Party.Support, Begin.AddHours(3), Begin.AddHours(5)), (Party.Rnd, Begin.AddHours(5), Begin.AddDays(2)),
            (Party.Customer, Begin.AddDays(2), Begin.AddDays(4)), (Party.Support, Begin.AddDays(4), Begin.AddDays(5)),
        ];
        return new WaitingLedger
        {
            Total = new WaitingTime(TimeSpan.FromDays(5), TimeSpan.FromHours(36)),
            ByParty = held.GroupBy(span => span.Party).ToImmutableSortedDictionary(
                group => group.Key,
                group => new WaitingTime(group.Aggregate(TimeSpan.Zero, (sum, span) => sum + (span.To - span.From)), TimeSpan.FromHours(9))),
            Intervals = [.. held.Select((span, i) => new WaitingInterval(span.Party, span.From, span.To, new Analysis.Documents.Evidence(Thread, $"message {i + 1}", "")))],
        };
    }

    private static ArtifactSummary Artifact(string path, ArtifactKind kind, long size, string? device, ArtifactStatus status, long records) =>
        new() { Path = path, Kind = kind, SizeInBytes = size, Sha256 = new string('c', 64), Device = device, Status = status, Records = records };

    private static DiskSummary SolidState(string serial) => new("TURBOCELL M2 256", serial, 256, "NVMe", Mechanical: false, Boot: true);

    private static DiskSummary Mechanical(string serial) => new("ROTATOR R500", serial, 500, "SATA", Mechanical: true, Boot: false);

    private static DeviceSummary Device(string serial, DeviceOutcome outcome, Analysis.Documents.Evidence evidence, params DiskSummary[] disks) => new()
    {
        SerialNumber = serial,
        Label = serial,
        Outcome = outcome,
        OutcomeEvidence = [evidence],
        Inventory = new InventorySummary
        {
            Form = "hash",
            Integrity = InventoryIntegrity.Intact,
            Complete = true,
            ToolBuild = "10.0.17763.1075",
            OsBuild = "10.0.17763",
            OsSystemTime = Begin.AddHours(1),
            LocalOffset = "+30:00",
            Disks = [.. disks],
            NetworkAdapters = [new NetworkAdapterSummary("02-00-5E-10-00-" + serial[^2..], "802.3", "PCI")],
            Smbios = new SmbiosSummary("Fictional Works", "QX Desk 7", serial, $"4C4C4544-0000-1000-8000-0000000000{serial[^2..]}", "QX", "QX-7"),
            Tpm = "2.0",
        },
    };

    private static MessageSummary Message(int index, Party role, string from, DateTimeOffset at, string text) => new()
    {
        Index = index,
        Artifact = Thread,
        From = from,
        Role = role,
        SentAtRaw = at.ToString("yyyy-MM-dd HH:mm:ss.ffffffzzz", System.Globalization.CultureInfo.InvariantCulture),
        SentAt = at,
        Subject = "回复: [案例号: CAS-07214-K3P9X1] 激活问题",
        Text = text,
    };

    private static NextStep Step(string code, int rank, string? device, Party audience, string channel, int minutes, string why, string text) =>
        new() { Code = code, Rank = rank, Device = device, Audience = audience, Channel = channel, CostMinutes = minutes, Why = why, Text = text };

    private static CompletenessSummary Needs(string? device, string scenario, params ImmutableArray<CompletenessItem> items) =>
        new() { Scenario = scenario, Title = $"title of {scenario}", Reason = "traces", Device = device, Items = items };

    private static CompletenessItem Need(string code, EvidenceState state) => new()
    {
        Code = code, Title = $"title of {code}", State = state, Required = true, Audience = Party.Customer, Ask = $"Send {code}.", Why = "It helps.", Command = $"collect {code}", CostMinutes = 3,
    };
}
