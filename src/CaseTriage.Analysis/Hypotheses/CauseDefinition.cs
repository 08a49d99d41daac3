using System.Collections.Immutable;
using CaseTriage.Analysis.Rules;

namespace CaseTriage.Analysis.Hypotheses;

/// <summary>A cause that the packs know, and what speaks for and against it.</summary>
public sealed record CauseDefinition
{
    /// <summary>Code of the vocabulary.</summary>
    public required string Code { get; init; }

    /// <summary>Name of the cause.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>How common it is among failing devices, before anything is known; 0 to 1.</summary>
    public required double Prior { get; init; }

    /// <summary>What speaks for or against it.</summary>
    public required ImmutableArray<CauseEvidence> Evidence { get; init; }

    /// <summary>What excludes it, or null.</summary>
    public Condition? RefutedIf { get; init; }

    /// <summary>Why it is excluded; there where <see cref="RefutedIf"/> is.</summary>
    public LocalizedText? RefutedBecause { get; init; }
}

/// <summary>One thing that speaks for or against a cause.</summary>
/// <param name="If">What is observed.</param>
/// <param name="Here">How likely it is where this cause is at work; 0 to 1.</param>
/// <param name="Elsewhere">How likely it is where another cause is at work; 0 to 1.</param>
/// <param name="Group">Items of one group say the same thing twice: only the strongest counts.</param>
/// <param name="Findings">Codes of the findings that it asks for.</param>
/// <param name="Because">What it says, in words, where no finding says it.</param>
public sealed record CauseEvidence(Condition If, double Here, double Elsewhere, string Group, ImmutableArray<string> Findings, LocalizedText? Because);

/// <summary>The causes of all packs.</summary>
/// <param name="Applies">Which devices have a cause to look for.</param>
/// <param name="OtherPrior">Share of causes that nobody has written down.</param>
/// <param name="OtherTitle">What to call them.</param>
/// <param name="Causes">Ordered by code.</param>
public sealed record CauseCatalog(Condition Applies, double OtherPrior, LocalizedText OtherTitle, ImmutableArray<CauseDefinition> Causes);
