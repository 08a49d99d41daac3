using System.Collections.Immutable;

namespace CaseTriage.Analysis.Documents;

/// <summary>What the evidence says to a claim.</summary>
public enum ClaimState
{
    /// <summary>Nothing in the case speaks for it or against it.</summary>
    Untested,

    /// <summary>The evidence says the same.</summary>
    Supported,

    /// <summary>The evidence says the opposite, or the claim rests on nothing but a known misreading.</summary>
    Contradicted,
}

/// <summary>What somebody claims in a mail, held against the evidence.</summary>
public sealed record ClaimSummary
{
    /// <summary><c>clock</c>, <c>network</c>, <c>kms</c>, <c>disk</c> or <c>identity</c>.</summary>
    public required string Topic { get; init; }

    /// <summary><c>wrong</c> or <c>fine</c>.</summary>
    public required string Says { get; init; }

    /// <summary>Who claims it.</summary>
    public required Party By { get; init; }

    /// <summary>When; null where the mail has no time.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>What the evidence says to it.</summary>
    public required ClaimState State { get; init; }

    /// <summary>The claim in one line, in the language asked for.</summary>
    public required string Title { get; init; }

    /// <summary>Why it stands so; null where it is untested.</summary>
    public string? Reason { get; init; }

    /// <summary>Where it was said.</summary>
    public required Evidence Where { get; init; }

    /// <summary>What it was tested by; empty where a claim falls with its misreading and nothing else is known.</summary>
    public ImmutableArray<Evidence> Evidence { get; init; } = [];
}
