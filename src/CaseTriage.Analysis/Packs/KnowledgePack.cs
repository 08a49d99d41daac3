using System.Collections.Immutable;
using CaseTriage.Analysis.Claims;
using CaseTriage.Analysis.Completeness;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Hypotheses;
using CaseTriage.Analysis.Rules;
using CaseTriage.Analysis.Steps;

namespace CaseTriage.Analysis.Packs;

/// <summary>One pack as loaded.</summary>
internal sealed record KnowledgePack
{
    public required PackReference Reference { get; init; }

    public required ImmutableArray<EventPattern> Events { get; init; }

    public required ImmutableArray<CatalogedMessage> Messages { get; init; }

    public required ImmutableArray<CodeMeaning> Codes { get; init; }

    public required ImmutableArray<Rule> Rules { get; init; }

    public required CauseCatalog? Causes { get; init; }

    public required ImmutableArray<StepDefinition> Steps { get; init; }

    public required ImmutableArray<Scenario> Scenarios { get; init; }

    public required ImmutableArray<ClaimDefinition> Claims { get; init; }

    public required ImmutableArray<KeyValuePair<string, LocalizedText>> Texts { get; init; }
}
