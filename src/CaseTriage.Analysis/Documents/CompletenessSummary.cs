using System.Collections.Immutable;

namespace CaseTriage.Analysis.Documents;

/// <summary>Whether a thing that is needed is there.</summary>
public enum EvidenceState
{
    /// <summary>It is not in the case.</summary>
    Missing,

    /// <summary>It is there and cannot be used.</summary>
    Unusable,

    /// <summary>A part of it is there, or can be used.</summary>
    Partial,

    /// <summary>It is there and can be used.</summary>
    Present,
}

/// <summary>What is needed to judge one device, or the case, and what of it is there.</summary>
public sealed record CompletenessSummary
{
    /// <summary>Code of the scenario.</summary>
    public required string Scenario { get; init; }

    /// <summary>What the scenario is called, in the language asked for.</summary>
    public required string Title { get; init; }

    /// <summary>Why this scenario was chosen.</summary>
    public required string Reason { get; init; }

    /// <summary>What it was chosen by; empty where nothing spoke for any.</summary>
    public ImmutableArray<Evidence> Evidence { get; init; } = [];

    /// <summary>Serial number, or null for the case as a whole.</summary>
    public string? Device { get; init; }

    /// <summary>What is needed, the required things first, in the order of the pack.</summary>
    public required ImmutableArray<CompletenessItem> Items { get; init; }
}

/// <summary>One thing that is needed.</summary>
public sealed record CompletenessItem
{
    /// <summary>Code of the thing.</summary>
    public required string Code { get; init; }

    /// <summary>What it is called, in the language asked for.</summary>
    public required string Title { get; init; }

    /// <summary>Whether it is there.</summary>
    public required EvidenceState State { get; init; }

    /// <summary>Whether nothing can be concluded without it; else it only helps.</summary>
    public required bool Required { get; init; }

    /// <summary>What is wrong with it where it is partial or unusable; else null.</summary>
    public string? Reason { get; init; }

    /// <summary>Where it was found; empty where it is missing.</summary>
    public ImmutableArray<Evidence> Evidence { get; init; } = [];

    /// <summary>Who has it, and is to be asked.</summary>
    public required Party Audience { get; init; }

    /// <summary>What to say to whoever is to send it.</summary>
    public required string Ask { get; init; }

    /// <summary>What it is asked for.</summary>
    public required string Why { get; init; }

    /// <summary>The one command that collects it, or null where there is none.</summary>
    public string? Command { get; init; }

    /// <summary>Minutes that it costs whoever collects it.</summary>
    public required int CostMinutes { get; init; }
}
