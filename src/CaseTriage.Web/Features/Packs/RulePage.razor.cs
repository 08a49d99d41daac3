using System.Collections.Immutable;
using CaseTriage.Analysis.Packs;
using Microsoft.AspNetCore.Components;

namespace CaseTriage.Web.Features.Packs;

/// <summary>One rule: what it says, where it comes from, how it is tested, and where it fired.</summary>
public sealed partial class RulePage : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private RuleListing? _rule;
    private RuleHits _hits = RuleHits.None;
    private ImmutableArray<HitCase> _cases = [];

    [Inject] public required PackReading Reading { get; init; }

    [Inject] public required CountHits Hits { get; init; }

    [Parameter] public string Pack { get; set; } = "";

    [Parameter] public string Name { get; set; } = "";

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        _rule = Reading.Current.Find(Pack)?.Rules.FirstOrDefault(rule => rule.Name == Name);
        if (_rule is not null)
        {
            _hits = (await Hits.RunAsync(_gone.Token)).GetValueOrDefault(_rule.Rule.Id) ?? RuleHits.None;
            _cases = await Hits.FindCasesAsync(_rule.Rule.Id, _gone.Token);
        }
    }

    private string? FailureOf(RuleTestListing test) =>
        Reading.Current.Tests.Failures.FirstOrDefault(failure => failure.Rule == _rule?.Rule.Id && failure.Test == test.Name)?.Message;
}
