using System.Collections.Immutable;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Rules;
using CaseTriage.Analysis.Steps;

namespace CaseTriage.Analysis.Packs;

/// <summary>Reads <c>steps.yaml</c>.</summary>
internal static class StepReader
{
    /// <summary>Compiles the steps, ordered by code.</summary>
    public static ImmutableArray<StepDefinition> Read(PackNode file, CodeBook codes)
    {
        ImmutableSortedDictionary<string, int> channels = file.Get("channels").Entries
            .ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value.AsCount(), StringComparer.Ordinal);
        Condition? done = file.Find("done-if") is { } node ? new ConditionReader(codes).Read(node) : null;
        ImmutableArray<StepDefinition> steps = [.. file.List("steps").Select(step => Step(step, channels, codes)).Select(step => step.PerDevice ? step with { Unless = Either(step.Unless, done) } : step).OrderBy(step => step.Code, StringComparer.Ordinal)];
        file.Finish();
        return steps;
    }

    private static Condition? Either(Condition? one, Condition? other) => one is null ? other : other is null ? one : new AnyOf([one, other]);

    private static StepDefinition Step(PackNode node, ImmutableSortedDictionary<string, int> channels, CodeBook codes)
    {
        string per = node.Text("per");
        string channel = node.Text("channel");
        var step = new StepDefinition
        {
            Code = node.Text("code"),
            Audience = node.Word("audience", Words.Parties),
            Channel = channel,
            OpeningMinutes = node.Get("channel").AsWord(channels),
            Minutes = node.Get("minutes").AsCount(),
            PerDevice = per == "device" || (per == "case" ? false : throw node.Complaint("'per' is device or case.")),
            When = node.Find("when") is { } when ? new ConditionReader(codes).Read(when) : null,
            Unless = node.Find("unless") is { } unless ? new ConditionReader(codes).Read(unless) : null,
            ForbiddenIf = node.Texts("forbidden-if"),
            WorksFor = (node.Find("works-for")?.Entries ?? [])
                .ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value.AsWord(Words.Likelihoods), StringComparer.Ordinal),
            Separates = node.Texts("separates"),
            Tells = node.Find("tells")?.AsWord(Words.Likelihoods) ?? Words.Likelihoods["likely"],
            NotCovered = node.Find("not-covered")?.AsWords(),
            Worth = node.Find("worth")?.AsWord(Words.Likelihoods) ?? 0,
            Text = node.Words("text"),
            Why = node.Words("why"),
        };
        node.Finish();
        return step;
    }
}
