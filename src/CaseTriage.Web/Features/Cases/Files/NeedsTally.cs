using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Web.Features.Cases.Files;

/// <summary>How much of what is required is there and can be used.</summary>
/// <param name="Present">Number of things that are there.</param>
/// <param name="Total">Number of things that are required.</param>
/// <param name="Open">Those that are not there, or not whole, each with its device.</param>
public sealed record NeedsTally(int Present, int Total, ImmutableArray<(string? Device, CompletenessItem Item)> Open)
{
    /// <summary>Counts; what only helps is not counted.</summary>
    public static NeedsTally Of(params IEnumerable<CompletenessSummary> needs)
    {
        ImmutableArray<(string? Device, CompletenessItem Item)> required = [.. needs.SelectMany(need => need.Items.Where(item => item.Required).Select(item => (need.Device, item)))];
        ImmutableArray<(string? Device, CompletenessItem Item)> open = [.. required.Where(pair => pair.Item.State != EvidenceState.Present)];
        return new NeedsTally(required.Length - open.Length, required.Length, open);
    }
}
