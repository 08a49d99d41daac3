using System.Collections.Immutable;

namespace CaseTriage.Analysis.Documents;

/// <summary>What told the party of a person.</summary>
public enum PartyReason
{
    /// <summary>Nothing; the party is not known.</summary>
    None,

    /// <summary>A signature names the department.</summary>
    Signature,

    /// <summary>The way he writes.</summary>
    Words,

    /// <summary>Whom he greets, or who greets him.</summary>
    Greeting,

    /// <summary>The domain of his address.</summary>
    Domain,

    /// <summary>Nobody else is left.</summary>
    Exclusion,

    /// <summary>A person said so in an earlier case.</summary>
    Remembered,

    /// <summary>A person said so.</summary>
    Hand,
}

/// <summary>Somebody who wrote mails of the case.</summary>
public sealed record PersonSummary
{
    /// <summary>Names as the mails show them, addresses masked; the one that comes first in the case first.</summary>
    public required ImmutableArray<string> Names { get; init; }

    /// <summary>Domain of the mail address, or null.</summary>
    public string? Domain { get; init; }

    /// <summary>Party of the person.</summary>
    public required Party Party { get; init; }

    /// <summary>What told it.</summary>
    public required PartyReason Why { get; init; }

    /// <summary>Number of the case in which it was said; with <see cref="PartyReason.Remembered"/> only.</summary>
    public string? RememberedFrom { get; init; }

    /// <summary>The words that told it, or the first mail.</summary>
    public required Evidence Evidence { get; init; }

    /// <summary>Whether a person said that several names are one person.</summary>
    public bool IsJoinedByHand { get; init; }

    /// <summary>Number of mails.</summary>
    public required int Messages { get; init; }
}
