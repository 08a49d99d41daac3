using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Hypotheses;

/// <summary>A suspected cause before it is put into one language.</summary>
public sealed record CauseDraft
{
    /// <summary>Code.</summary>
    public required string Code { get; init; }

    /// <summary>Name.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>0 to 1.</summary>
    public required double Probability { get; init; }

    /// <summary>The same in a word of the packs, capped by the weakest evidence.</summary>
    public required string Likelihood { get; init; }

    /// <summary>Serial numbers, ordinal order; empty for the whole case.</summary>
    public required ImmutableArray<string> Devices { get; init; }

    /// <summary>Codes of findings for it.</summary>
    public ImmutableArray<string> SupportedBy { get; init; } = [];

    /// <summary>Codes of findings against it.</summary>
    public ImmutableArray<string> ContradictedBy { get; init; } = [];

    /// <summary>Whether the evidence excludes it.</summary>
    public bool Refuted { get; init; }

    /// <summary>Why it stands where it stands.</summary>
    public required LocalizedText Reason { get; init; }

    /// <summary>The hypothesis in one language.</summary>
    public Hypothesis In(Language language) => new()
    {
        Code = Code,
        Title = Title.In(language),
        Probability = Probability,
        Likelihood = Likelihood,
        Devices = Devices,
        SupportedBy = SupportedBy,
        ContradictedBy = ContradictedBy,
        Refuted = Refuted,
        Reason = Reason.In(language),
    };
}
