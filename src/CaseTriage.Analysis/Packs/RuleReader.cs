using System.Collections.Immutable;
using System.Globalization;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Rules;

namespace CaseTriage.Analysis.Packs;

/// <summary>Reads one rule file.</summary>
internal static class RuleReader
{
    private static readonly ImmutableArray<string> s_states = ["experimental", "test", "stable", "deprecated"];

    /// <summary>Compiles the rule.</summary>
    /// <param name="packId">Pack that it belongs to.</param>
    /// <param name="name">File name without extension, which the rule's id must equal.</param>
    /// <param name="node">The file.</param>
    /// <param name="codes">The codes of the pack.</param>
    public static Rule Read(string packId, string name, PackNode node, CodeBook codes)
    {
        RequireHouseRules(name, node);
        var conditions = new ConditionReader(codes);
        var rule = new Rule
        {
            Id = $"{packId}/{name}",
            Code = node.OptionalText("code") ?? name,
            Role = node.Word("role", Words.Roles),
            Severity = node.Word("severity", Words.Severities),
            Confidence = node.Word("confidence", Words.Confidences),
            Asks = node.Word("per", Words.RuleScopes),
            Relevant = node.Find("relevant") is { } relevant ? conditions.Read(relevant) : null,
            When = conditions.Read(node.Get("when")),
            Each = node.OptionalText("each"),
            TellsUnknown = node.Find("tells-unknown")?.AsWord(Words.Flags) ?? false,
            ClaimTopic = node.OptionalText("claims"),
            Taints = [.. node.List("taints").Select(taint => Taint(taint, conditions))],
            Title = node.Words("title"),
            Explanation = node.Words("explanation"),
        };
        node.Finish();
        return rule with { Needs = conditions.Findings, FactNames = conditions.Facts };
    }

    private static void RequireHouseRules(string name, PackNode node)
    {
        if (node.Text("id") != name)
        {
            throw node.Complaint($"the id '{node.Text("id")}' must equal the file name '{name}'.");
        }

        if (!s_states.Contains(node.Text("status")))
        {
            throw node.Complaint($"the status must be one of {string.Join(", ", s_states)}.");
        }

        if (!node.Text("description").StartsWith("Detects ", StringComparison.Ordinal))
        {
            throw node.Complaint("the description must begin with 'Detects '.");
        }

        _ = node.Text("false-positives");
        _ = node.Texts("references");
        _ = ReviewedOn(node);
    }

    /// <summary>When a person last looked the rule over, or null.</summary>
    internal static DateOnly? ReviewedOn(PackNode node) =>
        node.Find("reviewed") is not { } reviewed ? null
        : DateOnly.TryParseExact(reviewed.AsText(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day
        : throw reviewed.Complaint($"'{reviewed.Scalar}' is no day; write it as 2026-11-26.");

    private static TaintPattern Taint(PackNode node, ConditionReader conditions)
    {
        string fact = ConditionReader.KnownFact(node.Get("fact"));
        var taint = new TaintPattern(
            fact,
            node.Find("field") is { } field ? ConditionReader.KnownField(fact, field.AsText(), field) : null,
            conditions.Tests(fact, node.Find("where")),
            node.Find("everywhere")?.AsWord(Words.Flags) ?? false);
        node.Finish();
        return taint;
    }
}
