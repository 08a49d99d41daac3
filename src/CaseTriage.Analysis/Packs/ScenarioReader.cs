using System.Collections.Immutable;
using CaseTriage.Analysis.Completeness;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Packs;

/// <summary>Reads <c>scenarios.yaml</c>: the things that can be needed, and the scenarios that need them.</summary>
internal static class ScenarioReader
{
    /// <summary>Compiles the scenarios in the order of the file, which is the order in which they are tried.</summary>
    public static ImmutableArray<Scenario> Read(PackNode file, CodeBook codes)
    {
        var items = new Dictionary<string, EvidenceItem>(StringComparer.Ordinal);
        foreach (PackNode node in file.List("items"))
        {
            EvidenceItem item = Item(node, codes);
            if (!items.TryAdd(item.Code, item))
            {
                throw node.Complaint($"the item '{item.Code}' is there twice.");
            }
        }

        ImmutableArray<Scenario> scenarios = [.. file.List("scenarios").Select(node => ScenarioOf(node, items, codes))];
        file.Finish();
        return scenarios;
    }

    private static EvidenceItem Item(PackNode node, CodeBook codes)
    {
        var item = new EvidenceItem
        {
            Code = node.Text("code"),
            Title = node.Words("title"),
            Present = new ConditionReader(codes).Read(node.Get("present")),
            Partial = [.. node.List("partial").Select(part => ShortcomingOf(part, codes))],
            Unusable = [.. node.List("unusable").Select(part => ShortcomingOf(part, codes))],
            Why = node.Words("why"),
            Audience = node.Find("audience")?.AsWord(Words.Parties) ?? Party.Customer,
            Ask = node.Words("ask"),
            Command = node.OptionalText("command"),
            Minutes = node.Get("minutes").AsCount(),
        };
        node.Finish();
        return item;
    }

    private static Shortcoming ShortcomingOf(PackNode node, CodeBook codes)
    {
        var shortcoming = new Shortcoming(new ConditionReader(codes).Read(node.Get("when")), node.Words("because"));
        node.Finish();
        return shortcoming;
    }

    private static Scenario ScenarioOf(PackNode node, Dictionary<string, EvidenceItem> items, CodeBook codes)
    {
        string per = node.Text("per");
        var scenario = new Scenario
        {
            Code = node.Text("code"),
            PerDevice = per == "device" || (per == "case" ? false : throw node.Complaint("'per' is device or case.")),
            Title = node.Words("title"),
            Reason = node.Words("reason"),
            When = node.Find("when") is { } when ? new ConditionReader(codes).Read(when) : null,
            Required = ItemsOf(node, "required", items),
            Helpful = ItemsOf(node, "helpful", items),
        };
        node.Finish();
        return scenario;
    }

    private static ImmutableArray<EvidenceItem> ItemsOf(PackNode node, string key, Dictionary<string, EvidenceItem> items) =>
        node.Find(key) is { } list ? [.. (list.Items ?? throw list.Complaint($"'{key}' must be a list.")).Select(item => item.AsWord(items))] : [];
}
