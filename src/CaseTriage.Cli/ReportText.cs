using System.Globalization;
using CaseTriage.Analysis;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Cli;

/// <summary>The document as a report for a terminal: what is known first, then what it means, what it does not mean, and what to do next.</summary>
internal sealed class ReportText(Language language)
{
    private const int EvidenceShown = 3;

    /// <summary>The report, line by line.</summary>
    public IEnumerable<string> Lines(AnalysisDocument document) =>
    [
        .. Head(document),
        .. Section(Say("设备", "Devices"), document.Devices.Select(Device)),
        .. Findings(document, Say("发现", "Findings"), finding => finding.Outcome == FindingOutcome.Fired && finding.Role is FindingRole.Symptom or FindingRole.Cause or FindingRole.Context),
        .. Section(Say("可能的原因", "Suspected causes"), document.Hypotheses.Where(cause => !cause.Refuted).SelectMany(Cause)),
        .. NotTheCause(document),
        .. Section(Say("说法与证据", "Claims and the evidence"), document.Claims.Select(Claim)),
        .. Section(Say("下一步", "Next steps"), document.NextSteps.SelectMany(Step)),
        .. Section(Say("需要的材料", "What is needed"), document.Completeness.SelectMany(Needs)),
        .. Findings(document, Say("证据的状况", "State of the evidence"), finding => finding.Outcome == FindingOutcome.Fired && finding.Role == FindingRole.Quality),
        .. Findings(document, Say("处理过程", "How the case is worked"), finding => finding.Outcome == FindingOutcome.Fired && finding.Role == FindingRole.Process),
        .. Findings(document, Say("还不能判断", "Cannot be told yet"), finding => finding.Outcome == FindingOutcome.Unknown),
        .. Section(Say("文件", "Files"), document.Artifacts.SelectMany(Artifact)),
        .. Waiting(document.Waiting),
    ];

    private IEnumerable<string> Head(AnalysisDocument document)
    {
        CaseSummary summary = document.Case;
        string title = string.Join("  ", new[] { summary.Number, summary.Reference, summary.Title }.OfType<string>());
        yield return title.Length > 0 ? title : Say("案例", "Case");
        string solved = summary.Solved switch { true => Say("已解决", "solved"), false => Say("未解决", "open"), _ => Say("是否解决未说明", "not said whether solved") };
        yield return $"{Say("邮件", "Messages")} {document.Messages.Length} · {Say("文件", "files")} {document.Artifacts.Length} · {solved}";
    }

    private static IEnumerable<string> Section(string title, IEnumerable<string> lines)
    {
        List<string> body = [.. lines];
        return body.Count == 0 ? [] : ["", title, .. body.Select(line => "  " + line)];
    }

    private string Device(DeviceSummary device)
    {
        string outcome = device.Outcome switch
        {
            DeviceOutcome.Activated => Say("已激活", "activated"),
            DeviceOutcome.Failed => Say("激活失败", "failed"),
            _ => Say("未知", "unknown"),
        };
        string inventory = device.Inventory is { } seen
            ? Invariant($" · {Say("硬盘", "disks")} {seen.Disks.Length} · {Say("网卡", "adapters")} {seen.NetworkAdapters.Length} · {seen.OsBuild}")
            : "";
        return $"{device.Label}  {outcome}{inventory}";
    }

    private IEnumerable<string> Findings(AnalysisDocument document, string title, Func<Finding, bool> belongs) =>
        Section(title, document.Findings.Where(belongs).SelectMany(Finding));

    private IEnumerable<string> Finding(Finding finding)
    {
        string devices = finding.Devices.IsEmpty ? "" : $"  [{string.Join(", ", finding.Devices)}]";
        yield return $"{Mark(finding.Severity)} {finding.Title}{devices}";
        yield return $"    {finding.Explanation}";
        if (finding.Reason is { } reason)
        {
            yield return $"    {Say("原因", "Reason")}: {reason}";
        }

        foreach (Evidence evidence in finding.Evidence.Take(EvidenceShown))
        {
            yield return $"    → {evidence.Artifact} {evidence.Locator}{(evidence.Excerpt.Length > 0 ? $"  “{Short(evidence.Excerpt)}”" : "")}";
        }

        if (finding.Evidence.Length > EvidenceShown)
        {
            yield return Invariant($"    → {Say("另有", "and")} {finding.Evidence.Length - EvidenceShown} {Say("处", "more")}");
        }
    }

    private IEnumerable<string> NotTheCause(AnalysisDocument document) => Section(
        Say("不是原因", "Not the cause"),
        document.Findings.Where(finding => finding.Outcome == FindingOutcome.Fired && finding.Role == FindingRole.Misreading).SelectMany(Finding)
            .Concat(document.Hypotheses.Where(cause => cause.Refuted).Select(cause => $"✗ {cause.Title}: {cause.Reason}")));

    private IEnumerable<string> Cause(Hypothesis cause)
    {
        string devices = cause.Devices.IsEmpty ? "" : $"  [{string.Join(", ", cause.Devices)}]";
        yield return $"{cause.Probability.ToString("P0", CultureInfo.InvariantCulture)}  {cause.Title}{devices}";
        if (cause.Reason.Length > 0 && cause.Reason != cause.Title)
        {
            yield return $"    {cause.Reason}";
        }
    }

    private string Claim(ClaimSummary claim)
    {
        string state = claim.State switch
        {
            ClaimState.Supported => Say("有据", "supported"),
            ClaimState.Contradicted => Say("被推翻", "contradicted"),
            _ => Say("未检验", "untested"),
        };
        return $"{state}: {claim.Title} ({claim.By}, {claim.Where.Locator}){(claim.Reason is { } reason ? $": {reason}" : "")}";
    }

    private IEnumerable<string> Step(NextStep step)
    {
        string blocked = step.BlockedBy is { } rule ? $"  ({Say("现场禁止", "forbidden on site")}: {rule})" : "";
        yield return Invariant($"{step.Rank}. {step.Text}{blocked}");
        yield return Invariant($"    {step.Why}  ({step.Channel}, {step.CostMinutes} min)");
    }

    private IEnumerable<string> Needs(CompletenessSummary needs)
    {
        int required = needs.Items.Count(item => item.Required);
        int present = needs.Items.Count(item => item.Required && item.State == EvidenceState.Present);
        string count = required == 0 ? "" : Invariant($": {present}/{required}");
        yield return $"{needs.Device ?? Say("整个工单", "The case")}  {needs.Title}{count}  ({needs.Reason})";
        foreach (CompletenessItem item in needs.Items)
        {
            string state = item.State switch
            {
                EvidenceState.Present => Say("✓ 齐全", "✓ present"),
                EvidenceState.Partial => Say("~ 不全", "~ partial"),
                EvidenceState.Unusable => Say("✗ 不可用", "✗ unusable"),
                _ => Say("– 缺少", "– missing"),
            };
            string helpful = item.Required ? "" : Say("（有则更好）", " (helpful)");
            yield return $"    {state}  {item.Title}{helpful}{(item.Reason is { } reason ? $": {reason}" : "")}";
            if (item.State != EvidenceState.Present)
            {
                yield return Invariant($"        {item.Ask}{(item.Command is { } command ? $"  {command}" : "")}  ({item.CostMinutes} min)");
            }
        }
    }

    private static IEnumerable<string> Artifact(ArtifactSummary artifact)
    {
        yield return Invariant($"{artifact.Status,-8} {artifact.Kind,-18} {artifact.Format.Word(),-20} {artifact.Records,7}  {artifact.Path}");
        foreach (Formats.Damage damage in artifact.Damage.Take(EvidenceShown))
        {
            yield return $"    ! {damage.Message}";
        }
    }

    private IEnumerable<string> Waiting(WaitingLedger? waiting) => waiting is null
        ? []
        : Section(Say("等待（自然 / 工作小时）", "Waiting (wall / business hours)"), waiting.ByParty.Select(party => Hours(party.Key.ToString(), party.Value)).Append(Hours(Say("合计", "Total"), waiting.Total)));

    private static string Hours(string who, WaitingTime time) => Invariant($"{who,-9} {time.Wall.TotalHours,7:0.0} / {time.Business.TotalHours:0.0}");

    private static string Mark(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => "!!",
        Severity.Medium => "! ",
        _ => "· ",
    };

    private static string Short(string excerpt)
    {
        string line = excerpt.ReplaceLineEndings(" ");
        return line.Length <= 100 ? line : line[..100] + "…";
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private string Say(string chinese, string english) => language == Language.Chinese ? chinese : english;
}
