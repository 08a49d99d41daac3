using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Web.Features.Cases.Findings;

/// <summary>A group of findings under one heading; the name is the key of its texts.</summary>
public sealed record FindingGroup(string Name, ImmutableArray<Finding> Findings);

/// <summary>Parts findings by what they are good for: what happened and why comes first, what is not the cause second.</summary>
public static class FindingGroups
{
    public const string NotTheCause = "notCause";

    /// <summary>The groups in the order of the page. Only <see cref="NotTheCause"/> may be empty, as refuted causes stand there too.</summary>
    public static ImmutableArray<FindingGroup> Of(AnalysisDocument document)
    {
        ILookup<string, Finding> byGroup = document.Findings.ToLookup(GroupOf);
        bool isRefuted = document.Hypotheses.Any(hypothesis => hypothesis.Refuted);
        return
        [
            .. new[] { "known", NotTheCause, "context", "unknown", "quality", "process" }
                .Where(name => byGroup.Contains(name) || (name == NotTheCause && isRefuted))
                .Select(name => new FindingGroup(name, [.. byGroup[name]])),
        ];
    }

    private static string GroupOf(Finding finding) => finding switch
    {
        { Outcome: FindingOutcome.Unknown } => "unknown",
        { Outcome: FindingOutcome.Withdrawn } or { Role: FindingRole.Misreading } => NotTheCause,
        { Role: FindingRole.Quality } => "quality",
        { Role: FindingRole.Process } => "process",
        { Role: FindingRole.Context } => "context",
        _ => "known",
    };
}
