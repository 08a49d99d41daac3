using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Completeness;

/// <summary>What is needed and what is there, before it is put into one language.</summary>
/// <param name="Scenario">What was chosen.</param>
/// <param name="Device">Serial number, or null.</param>
/// <param name="Evidence">What it was chosen by.</param>
/// <param name="Items">What is needed, required things first.</param>
public sealed record CompletenessDraft(Scenario Scenario, string? Device, ImmutableArray<Evidence> Evidence, ImmutableArray<ItemDraft> Items)
{
    /// <summary>The same in one language.</summary>
    public CompletenessSummary In(Language language) => new()
    {
        Scenario = Scenario.Code,
        Title = Scenario.Title.In(language),
        Reason = Scenario.Reason.In(language),
        Evidence = [.. Evidence.Select(evidence => evidence.In(language))],
        Device = Device,
        Items = [.. Items.Select(item => item.In(language))],
    };
}

/// <summary>One needed thing before it is put into one language.</summary>
/// <param name="Item">What is needed.</param>
/// <param name="IsRequired">Whether nothing can be concluded without it.</param>
/// <param name="State">Whether it is there.</param>
/// <param name="Because">What is wrong with it, or null.</param>
/// <param name="Evidence">Where it was found.</param>
public sealed record ItemDraft(EvidenceItem Item, bool IsRequired, EvidenceState State, LocalizedText? Because, ImmutableArray<Evidence> Evidence)
{
    /// <summary>The same in one language.</summary>
    public CompletenessItem In(Language language) => new()
    {
        Code = Item.Code,
        Title = Item.Title.In(language),
        State = State,
        Required = IsRequired,
        Reason = Because?.In(language),
        Evidence = [.. Evidence.Select(evidence => evidence.In(language))],
        Audience = Item.Audience,
        Ask = Item.Ask.In(language),
        Why = Item.Why.In(language),
        Command = Item.Command,
        CostMinutes = Item.Minutes,
    };
}
