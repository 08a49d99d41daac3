using System.Collections.Immutable;

namespace CaseTriage.Analysis.Documents;

/// <summary>Something unknown that would change the first cause or the first step if it were known.</summary>
public sealed record OrderChangeSummary
{
    /// <summary>Serial number; null for the whole case.</summary>
    public string? Device { get; init; }

    /// <summary>What is unknown, in the language asked for.</summary>
    public required string Unknown { get; init; }

    /// <summary>Codes of the findings that it asks for; empty where it asks for facts only.</summary>
    public ImmutableArray<string> Findings { get; init; } = [];

    /// <summary>Whether the order changes if it turns out to be so; else it changes if it turns out not to be so.</summary>
    public required bool IfSo { get; init; }

    /// <summary>Code of the cause that would then be first; null where none is left.</summary>
    public string? FirstCause { get; init; }

    /// <summary>Code of the step that would then be first; null where none is left.</summary>
    public string? FirstStep { get; init; }
}
