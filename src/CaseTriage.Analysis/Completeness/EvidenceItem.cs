using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Rules;

namespace CaseTriage.Analysis.Completeness;

/// <summary>A thing that can be needed to judge a case: what makes it present, partial or unusable, and how to ask for it.</summary>
public sealed record EvidenceItem
{
    /// <summary>Code of the vocabulary.</summary>
    public required string Code { get; init; }

    /// <summary>What it is called.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>Holds where it is there and can be used.</summary>
    public required Condition Present { get; init; }

    /// <summary>Looked at one after the other where it is not present.</summary>
    public ImmutableArray<Shortcoming> Partial { get; init; } = [];

    /// <summary>Looked at one after the other where it is not partial either.</summary>
    public ImmutableArray<Shortcoming> Unusable { get; init; } = [];

    /// <summary>What it is asked for.</summary>
    public required LocalizedText Why { get; init; }

    /// <summary>Who has it.</summary>
    public required Party Audience { get; init; }

    /// <summary>What to say to whoever is to send it.</summary>
    public required LocalizedText Ask { get; init; }

    /// <summary>The one command that collects it, or null.</summary>
    public string? Command { get; init; }

    /// <summary>Minutes that it costs whoever collects it.</summary>
    public required int Minutes { get; init; }
}

/// <summary>What can be wrong with a thing that is there.</summary>
/// <param name="When">Holds where it is so.</param>
/// <param name="Because">What is wrong, for people.</param>
public sealed record Shortcoming(Condition When, LocalizedText Because);
