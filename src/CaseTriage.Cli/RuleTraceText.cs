using CaseTriage.Analysis;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Packs;
using CaseTriage.Analysis.Rules;

namespace CaseTriage.Cli;

/// <summary>Why a rule came out as it did, for a terminal: for each device and the case the conditions with what each came to, the deciding ones marked.</summary>
internal sealed class RuleTraceText(Language language, Wording texts)
{
    /// <summary>The traces, line by line.</summary>
    public IEnumerable<string> Lines(IEnumerable<RuleTrace> traces) => traces.SelectMany(Trace);

    private IEnumerable<string> Trace(RuleTrace trace)
    {
        string outcome = trace.Outcome switch
        {
            FindingOutcome.Fired => Say("触发", "fired"),
            FindingOutcome.Withdrawn => Say("撤回", "withdrawn"),
            FindingOutcome.Unknown => Say("无法判断", "unknown"),
            _ when trace.Relevant is { Truth: not Truth.True } => Say("不适用", "silent, the question does not arise"),
            _ => Say("未触发", "silent"),
        };
        HashSet<ConditionTrace> deciding = new(trace.Decisive.Deciding, ReferenceEqualityComparer.Instance);
        return
        [
            $"{trace.Rule.Id}  {trace.Device ?? Say("整个案例", "the case")}: {outcome}",
            .. trace.Relevant is { } relevant ? Condition(Say("适用", "relevant"), relevant, deciding) : [],
            .. Condition(Say("条件", "when"), trace.When, deciding),
            .. trace.Doubting is { } doubting && doubting.Truth != trace.When.Truth ? Condition(Say("除去误读", "without misreadings"), doubting, deciding) : [],
            "",
        ];
    }

    private IEnumerable<string> Condition(string title, ConditionTrace trace, HashSet<ConditionTrace> deciding) => [$"  {title}", .. Tree(trace, deciding, 2)];

    private IEnumerable<string> Tree(ConditionTrace trace, HashSet<ConditionTrace> deciding, int depth)
    {
        string indent = new(' ', depth * 2);
        string truth = trace.Truth switch { Truth.True => Say("成立", "true"), Truth.False => Say("不成立", "false"), _ => Say("未知", "unknown") };
        string word = trace.Parts.IsEmpty ? trace.Condition : trace.Condition.Split(':')[0].TrimStart('{', ' ');
        string mark = deciding.Contains(trace) ? "*" : " ";
        IEnumerable<string> gaps = trace.Parts.IsEmpty ? trace.Gaps.Select(gap => $"{indent}    ? {texts[$"gap.{gap}"].In(language)}") : [];
        IEnumerable<string> evidence = trace.Parts.IsEmpty ? trace.Evidence.Select(evidence => $"{indent}    → {evidence.Artifact} {evidence.Locator}") : [];
        return [$"{indent}{mark} {truth}: {word}", .. gaps, .. evidence, .. trace.Parts.SelectMany(part => Tree(part, deciding, depth + 1))];
    }

    private string Say(string chinese, string english) => language == Language.Chinese ? chinese : english;
}
