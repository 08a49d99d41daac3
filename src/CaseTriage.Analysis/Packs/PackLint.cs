using System.Collections.Immutable;
using CaseTriage.Analysis.Completeness;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Hypotheses;
using CaseTriage.Analysis.Rules;
using CaseTriage.Analysis.Steps;

namespace CaseTriage.Analysis.Packs;

/// <summary>What the loader cannot refuse but the house does not want: rules without tests, words without a text, steps for causes that nobody knows.</summary>
public static class PackLint
{
    /// <summary>Complaints, in order; and the number of things that were looked at.</summary>
    /// <exception cref="InvalidPackException">A pack cannot be loaded at all.</exception>
    public static (int Checked, ImmutableArray<string> Complaints) Check(string folder)
    {
        KnowledgeBase knowledge = KnowledgeBase.Load(folder);
        ImmutableArray<string> complaints =
        [
            .. KnowledgeBase.PackFolders(folder).SelectMany(pack => TestsOf(pack, knowledge)),
            .. TextsOf(knowledge),
            .. MessagesOf(knowledge.Messages),
            .. ScenariosOf(knowledge.Scenarios),
            .. knowledge.Steps.SelectMany(step => CausesOf(step, knowledge.Causes)),
            .. knowledge.Codes.All.SelectMany(code => code.SpeaksFor.Where(cause => !Knows(knowledge.Causes, cause)).Select(cause => $"codes.yaml: {code.Code} speaks for the cause '{cause}', which hypotheses.yaml does not have.")),
            .. knowledge.Rules.SelectMany(rule => rule.Needs.Where(code => knowledge.Rules.All(other => other.Code != code)).Select(code => $"{rule.Id}: asks for the finding '{code}', which no rule gives.")),
        ];
        return (knowledge.Rules.Length + knowledge.Steps.Length + (knowledge.Causes?.Causes.Length ?? 0) + knowledge.Scenarios.Length, complaints);
    }

    private static IEnumerable<string> TestsOf(string pack, KnowledgeBase knowledge)
    {
        var files = PackFiles.Open(pack);
        string id = files.Get("pack.yaml").Text("id");
        Dictionary<string, ImmutableHashSet<FindingOutcome?>> outcomes = files.Tests.ToDictionary(
            file => $"{id}/{file.Name}",
            file => PackTests.RuleTest.Read(file.Node).SelectMany(test => test.Expected).Select(expected => expected.Value).ToImmutableHashSet(),
            StringComparer.Ordinal);
        foreach (Rule rule in knowledge.Rules.Where(rule => rule.Id.StartsWith(id + "/", StringComparison.Ordinal)))
        {
            ImmutableHashSet<FindingOutcome?> tested = outcomes.GetValueOrDefault(rule.Id) ?? [];
            foreach ((FindingOutcome? outcome, string word) in ((FindingOutcome?, string)[])[(FindingOutcome.Fired, "fires"), (null, "stays silent"), (FindingOutcome.Unknown, "is unknown")])
            {
                bool cannotBe = outcome == FindingOutcome.Unknown && (rule.FactNames.All(Coverage.IsAlwaysClosed) || rule.Code == "conclusion-refuted");
                if (!tested.Contains(outcome) && !cannotBe)
                {
                    yield return $"{rule.Id}: no test in which it {word}.";
                }
            }
        }

        foreach (string orphan in outcomes.Keys.Where(name => knowledge.Rules.All(rule => rule.Id != name)))
        {
            yield return $"{orphan}: tests without a rule.";
        }
    }

    private static IEnumerable<string> TextsOf(KnowledgeBase knowledge) =>
        Enum.GetNames<Gap>().Select(gap => $"gap.{gap}").Concat(["code.unlisted", "device.any", "device.unnamed.failed", "device.unnamed.activated", "device.unnamed.unknown", "timeline.inventory", "card.suspected", "card.saves", "card.cost", "card.ask-with", "card.after-answer", "card.after-fix"])
            .Concat(Words.Likelihoods.Keys.Select(word => $"likelihood.{word}")).Where(key => !knowledge.Texts.Has(key))
            .Select(key => $"texts.yaml: the text '{key}' is missing.");

    private static IEnumerable<string> MessagesOf(MessageCatalog messages)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return from message in messages.All
               from provider in message.Providers
               from id in message.Ids.IsEmpty ? [-1] : message.Ids
               let name = id < 0 ? $"all other events of {provider}" : FormattableString.Invariant($"{provider} {id}")
               where !seen.Add(name)
               select $"messages.yaml: there are two texts for {name}; only the first is used.";
    }

    private static IEnumerable<string> ScenariosOf(ImmutableArray<Scenario> scenarios) =>
    [
        .. scenarios.GroupBy(scenario => scenario.Code, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => $"scenarios.yaml: the scenario '{group.Key}' is there twice."),
        .. scenarios.Where(scenario => scenario.Required.IsEmpty && scenario.Helpful.IsEmpty).Select(scenario => $"scenarios.yaml: {scenario.Code} needs nothing."),
        .. scenarios.SelectMany(scenario => scenario.Required.Intersect(scenario.Helpful).Select(item => $"scenarios.yaml: {scenario.Code} has '{item.Code}' as required and as helpful.")),
        .. scenarios.GroupBy(scenario => scenario.PerDevice).Where(group => group.Last().When is not null).Select(group => $"scenarios.yaml: {group.Last().Code} is the last of its sort and has a condition, so that a case may have none."),
        .. scenarios.GroupBy(scenario => scenario.PerDevice).SelectMany(group => group.SkipLast(1)).Where(scenario => scenario.When is null).Select(scenario => $"scenarios.yaml: {scenario.Code} has no condition, so that those after it are never tried."),
    ];

    private static IEnumerable<string> CausesOf(StepDefinition step, CauseCatalog? causes) =>
        step.WorksFor.Keys.Concat(step.Separates).Distinct().Where(cause => !Knows(causes, cause)).Select(cause => $"steps.yaml: {step.Code} names the cause '{cause}', which hypotheses.yaml does not have.");

    private static bool Knows(CauseCatalog? causes, string cause) => cause == "other" || causes?.Causes.Any(known => known.Code == cause) == true;
}
