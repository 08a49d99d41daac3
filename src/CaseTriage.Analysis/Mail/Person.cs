using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Mail;

/// <summary>A sender of the case and what his mails tell about him.</summary>
internal sealed class Person
{
    /// <summary>Names as the mails show them, the one that comes first in the case first.</summary>
    public required ImmutableArray<string> Names { get; init; }

    /// <summary>His mails in order.</summary>
    public required IReadOnlyList<Letter> Letters { get; init; }

    /// <summary>Chinese name of the signature or the header, or null.</summary>
    public string? ChineseName { get; init; }

    /// <summary>Latin words of the header and the signature, lower case: names by which he is greeted.</summary>
    public required IReadOnlySet<string> LatinNames { get; init; }

    /// <summary>Domain of his mail address, or null.</summary>
    public string? Domain { get; init; }

    /// <summary>Whether a person said that the names are one person.</summary>
    public bool IsJoinedByHand { get; init; }

    /// <summary>Party, once told.</summary>
    public Party Party { get; private set; }

    /// <summary>What told it.</summary>
    public PartyReason Why { get; private set; }

    /// <summary>Case in which a person told it, or null.</summary>
    public string? RememberedFrom { get; private set; }

    private Evidence? Because { get; set; }

    /// <summary>Whether nothing has told the party yet; a person can tell that it is not known.</summary>
    public bool IsOpen => Why == PartyReason.None;

    /// <summary>Settles the party; unknown leaves it open, unless a person says so.</summary>
    public void Settle(Party party, PartyReason why, Evidence? because = null, string? rememberedFrom = null)
    {
        if (party != Party.Unknown || why == PartyReason.Hand)
        {
            (Party, Why, Because, RememberedFrom) = (party, why, because, rememberedFrom);
        }
    }

    /// <summary>The person as documents have him.</summary>
    public PersonSummary Summarize() => new()
    {
        Names = Names,
        Domain = Domain,
        Party = Party,
        Why = Why,
        RememberedFrom = RememberedFrom,
        Evidence = Because ?? Letters[0].Cite(Letters[0].Message.From),
        IsJoinedByHand = IsJoinedByHand,
        Messages = Letters.Count,
    };
}
