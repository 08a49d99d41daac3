using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Mail;

/// <summary>Parties as facts and documents write them.</summary>
internal static class PartyNames
{
    public static string Of(Party party) => party switch
    {
        Party.Customer => "customer",
        Party.Support => "support",
        Party.Rnd => "rnd",
        Party.Vendor => "vendor",
        _ => "unknown",
    };
}
