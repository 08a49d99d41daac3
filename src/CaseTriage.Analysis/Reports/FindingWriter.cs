using System.Collections.Immutable;
using System.Globalization;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Packs;
using CaseTriage.Analysis.Rules;

namespace CaseTriage.Analysis.Reports;

/// <summary>Makes findings of what the rules concluded: devices of which the same is true share one.</summary>
public static class FindingWriter
{
    // A reader opens the first few; the rest only say that there is more.
    private const int MaxEvidencePerArtifact = 6;
    private const int MaxEvidence = 48;

    /// <summary>The findings, most severe first.</summary>
    public static ImmutableArray<FindingDraft> Write(FindingBoard board, KnowledgeBase knowledge) =>
    [
        .. board.Results.Where(result => result.IsTold).SelectMany(Split)
            .GroupBy(part => (part.Result.Rule, part.Result.Outcome, part.Value, Gaps: string.Join(',', part.Result.Gaps.Order()), Differences: Differences(part.Facts, knowledge)))
            .Select(group => Draft([.. group], knowledge))
            .OrderBy(draft => draft.Outcome)
            .ThenByDescending(draft => draft.Rule.Severity)
            .ThenBy(draft => draft.Rule.Role)
            .ThenBy(draft => draft.Rule.Code, StringComparer.Ordinal)
            .ThenBy(draft => string.Join(',', draft.Devices), StringComparer.Ordinal)
            .ThenBy(draft => draft.Title.English, StringComparer.Ordinal),
    ];

    private static IEnumerable<Part> Split(RuleResult result) => result.Rule.Each is { } field && result.Outcome == FindingOutcome.Fired
        ? result.Facts.Where(fact => fact.Text(field) is not null).GroupBy(fact => fact.Text(field)).Select(group => new Part(result, group.Key, [.. group]))
        : [new Part(result, null, result.Facts)];

    private static FindingDraft Draft(ImmutableArray<Part> parts, KnowledgeBase knowledge)
    {
        Rule rule = parts[0].Result.Rule;
        ImmutableArray<Fact> facts = [.. parts.SelectMany(part => part.Facts).Distinct(ReferenceEqualityComparer.Instance).Cast<Fact>()];
        ImmutableArray<string> devices = [.. parts.Select(part => part.Result.Device).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        string? Value(string name, Language language) => Placeholder(name, language, facts, devices, (rule.Each, parts[0].Value), knowledge);
        return new FindingDraft
        {
            Rule = rule,
            Outcome = parts[0].Result.Outcome,
            Reason = Reason(parts[0].Result, knowledge.Texts),
            Devices = devices,
            Title = rule.Title.With(Value),
            Explanation = rule.Explanation.With(Value),
            Evidence = EvidenceOf(facts),
        };
    }

    private static LocalizedText? Reason(RuleResult result, Wording texts) => result.Gaps.IsEmpty
        ? null
        : result.Gaps.Select(gap => texts[$"gap.{gap}"]).Aggregate((all, next) => new LocalizedText(all.Chinese + "；" + next.Chinese, all.English + "; " + next.English));

    private static ImmutableArray<Evidence> EvidenceOf(ImmutableArray<Fact> facts) =>
    [
        .. facts.Select(fact => fact.Evidence)
            .DistinctBy(evidence => (evidence.Artifact, evidence.Locator))
            .OrderBy(evidence => evidence.Artifact, StringComparer.Ordinal)
            .ThenBy(evidence => FactOrder.LocatorNumber(evidence.Locator))
            .ThenBy(evidence => evidence.Locator, StringComparer.Ordinal)
            .GroupBy(evidence => evidence.Artifact)
            .SelectMany(artifact => artifact.Take(MaxEvidencePerArtifact))
            .Take(MaxEvidence),
    ];

    private static string? Placeholder(string name, Language language, ImmutableArray<Fact> facts, ImmutableArray<string> devices, (string? Field, string? Value) each, KnowledgeBase knowledge) => name switch
    {
        "devices" => string.Join(language == Language.Chinese ? "、" : ", ", devices),
        "value" => each.Value,
        "meaning" => Meaning(each.Field, each.Value, knowledge).In(language),
        "count" => facts.Sum(fact => fact.Fields.TryGetValue("count", out object? count) && count is long many ? many : 1).ToString(CultureInfo.InvariantCulture),
        "differences" => knowledge.Texts["list"].In(language, _ => Differences(facts, knowledge).In(language)),
        _ when name.StartsWith("field:", StringComparison.Ordinal) => Join(facts.Select(fact => fact.Text(name["field:".Length..])), language),
        _ => null,
    };

    /// <summary>Of a result code, or of a word that the texts have as <c>field.word</c>.</summary>
    private static LocalizedText Meaning(string? field, string? value, KnowledgeBase knowledge) =>
        value is not null && knowledge.Codes.Find(value) is { } known ? known.Text
        : knowledge.Texts[knowledge.Texts.Has($"{field}.{value}") ? $"{field}.{value}" : "code.unlisted"];

    private static LocalizedText Differences(ImmutableArray<Fact> facts, KnowledgeBase knowledge)
    {
        List<LocalizedText> differences =
        [
            .. facts.Where(fact => fact.Name == "siblings" && fact.Text("field") is not null)
                .Select(fact => knowledge.Texts[$"differs.{fact.Text("field")}"].With((name, _) => fact.Text(name)))
                .Distinct(),
        ];
        return new LocalizedText(string.Join('；', differences.Select(text => text.Chinese)), string.Join("; ", differences.Select(text => text.English)));
    }

    private static string Join(IEnumerable<string?> values, Language language) =>
        string.Join(language == Language.Chinese ? "、" : ", ", values.OfType<string>().Distinct().Order(StringComparer.Ordinal).Take(6));

    /// <summary>A result, or the part of it that concerns one value of the field by which the rule splits.</summary>
    private sealed record Part(RuleResult Result, string? Value, ImmutableArray<Fact> Facts);
}
