using CaseTriage.Analysis.Documents;

namespace CaseTriage.Web.Features.Cases.Waiting;

/// <summary>What the list of waiting can be narrowed to, as the address writes it.</summary>
public static class WaitingPlace
{
    /// <summary>The mails that asked the customer for data.</summary>
    public const string Rounds = "rounds";

    /// <summary>Of them, those that need not have been.</summary>
    public const string Avoidable = "avoidable";

    /// <summary>A party as the address writes it.</summary>
    public static string Name(Party party) => party.ToString().ToLowerInvariant();
}
