using System.Collections.Immutable;
using CaseTriage.Analysis.Rules;

namespace CaseTriage.Analysis.Completeness;

/// <summary>A way of activating, or a part in a case, and what is needed to judge it.</summary>
public sealed record Scenario
{
    /// <summary>Code of the vocabulary.</summary>
    public required string Code { get; init; }

    /// <summary>Whether it is about a device; else it is about the case.</summary>
    public required bool PerDevice { get; init; }

    /// <summary>What it is called.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>Why it is chosen where <see cref="When"/> holds.</summary>
    public required LocalizedText Reason { get; init; }

    /// <summary>It is chosen where this is known to hold; null: always.</summary>
    public Condition? When { get; init; }

    /// <summary>Without these nothing can be concluded.</summary>
    public required ImmutableArray<EvidenceItem> Required { get; init; }

    /// <summary>These help.</summary>
    public required ImmutableArray<EvidenceItem> Helpful { get; init; }
}
