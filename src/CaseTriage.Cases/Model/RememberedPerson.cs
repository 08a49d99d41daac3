using CaseTriage.Analysis;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Cases.Model;

/// <summary>The party of a person as it was last put right by hand, for the cases that come later. An address is never part of the key.</summary>
public sealed class RememberedPerson(string key, Party party, string caseNumber, DateTimeOffset givenAt)
{
    /// <summary>Longest key, in characters; a longer one is not remembered.</summary>
    public const int MaxKeyLength = 200;

    /// <summary>How many an analysis is given; the newest.</summary>
    public const int MostGiven = 5000;

    public int Id { get; private set; }

    /// <summary>From <see cref="Analysis.Mail.PersonName.KeyOf"/>; unique.</summary>
    public string Key { get; private set; } = key;

    public Party Party { get; private set; } = party;

    /// <summary>Number of the case in which it was said.</summary>
    public string CaseNumber { get; private set; } = caseNumber;

    public DateTimeOffset GivenAt { get; private set; } = givenAt;

    /// <summary>The last word counts.</summary>
    public void Tell(Party party, string caseNumber, DateTimeOffset now) => (Party, CaseNumber, GivenAt) = (party, caseNumber, now);

    /// <summary>As the analysis takes it.</summary>
    public KnownPerson ToKnown() => new(Key, Party, CaseNumber);
}
