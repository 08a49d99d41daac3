using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Mail;

/// <summary>Parties as facts and documents write them.</summary>
public static class PartyNames
{
    /// <summary>The word for a party.</summary>
    public static string Of(Party party) => party switch
    {
        Party.Customer => "customer",
        Party.Support => "support",
        Party.Rnd => "rnd",
        Party.Vendor => "vendor",
        _ => "unknown",
    };

    /// <summary>The party that a word names, or null.</summary>
    public static Party? Parse(string word) => Enum.GetValues<Party>().Cast<Party?>().FirstOrDefault(party => Of(party.GetValueOrDefault()) == word);
}
