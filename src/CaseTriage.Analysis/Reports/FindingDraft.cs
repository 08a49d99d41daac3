using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Rules;

namespace CaseTriage.Analysis.Reports;

/// <summary>A finding before it is put into one language.</summary>
public sealed record FindingDraft
{
    /// <summary>The rule that concluded it.</summary>
    public required Rule Rule { get; init; }

    /// <summary>Fired, withdrawn or unknown.</summary>
    public required FindingOutcome Outcome { get; init; }

    /// <summary>Why it is withdrawn or unknown; else null.</summary>
    public LocalizedText? Reason { get; init; }

    /// <summary>Serial numbers, ordinal order; empty for the whole case.</summary>
    public required ImmutableArray<string> Devices { get; init; }

    /// <summary>One line, filled in.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>What it means, filled in.</summary>
    public required LocalizedText Explanation { get; init; }

    /// <summary>Where it was read.</summary>
    public required ImmutableArray<Evidence> Evidence { get; init; }

    /// <summary>The finding in one language.</summary>
    public Finding In(Language language) => new()
    {
        Code = Rule.Code,
        RuleId = Rule.Id,
        Role = Rule.Role,
        Outcome = Outcome,
        Reason = Reason?.In(language),
        Severity = Rule.Severity,
        Confidence = Outcome == FindingOutcome.Fired ? Rule.Confidence : 0,
        Devices = Devices,
        Title = Title.In(language),
        Explanation = Explanation.In(language),
        Evidence = [.. Evidence.Select(evidence => evidence.In(language))],
    };
}
