using System.Collections.Immutable;
using CaseTriage.Analysis.Packs;
using CaseTriage.Web.Resources;
using Microsoft.AspNetCore.Components;

namespace CaseTriage.Web.Features.Packs;

/// <summary>The rules of one pack, by what they say.</summary>
public sealed partial class PackPage : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private PackListing? _pack;
    private ImmutableArray<RuleListing> _rules = [];
    private ImmutableDictionary<string, RuleHits> _hits = ImmutableDictionary<string, RuleHits>.Empty;

    [Inject] public required PackReading Reading { get; init; }

    [Inject] public required CountHits Hits { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Parameter] public string Id { get; set; } = "";

    [SupplyParameterFromQuery(Name = "q")] public string? Query { get; set; }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override void OnParametersSet()
    {
        _pack = Reading.Current.Find(Id);
        _rules = [.. (_pack?.Rules ?? []).Where(rule => string.IsNullOrWhiteSpace(Query) || Matches(rule, Query.Trim()))];
    }

    protected override async Task OnInitializedAsync() => _hits = await Hits.RunAsync(_gone.Token);

    private static bool Matches(RuleListing rule, string query) =>
        new[] { rule.Name, rule.Rule.Title.In(Languages.Current), rule.Rule.Explanation.In(Languages.Current), rule.Description }.Any(text => text.Contains(query, StringComparison.OrdinalIgnoreCase));

    private RuleHits HitsOf(RuleListing rule) => _hits.GetValueOrDefault(rule.Rule.Id) ?? RuleHits.None;

    private void Search(string? query) =>
        Navigation.NavigateTo(PacksFeature.PackUrl(Id) + (string.IsNullOrWhiteSpace(query) ? "" : "?q=" + Uri.EscapeDataString(query)), replace: true);
}
