using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Mail;

/// <summary>A sender of the case and what his mails tell about him.</summary>
internal sealed class Person
{
    /// <summary>What tells him from others, see <see cref="Sender.Of"/>.</summary>
    public required string Key { get; init; }

    /// <summary>Sender as shown.</summary>
    public required string From { get; init; }

    /// <summary>His mails in order.</summary>
    public required IReadOnlyList<Letter> Letters { get; init; }

    /// <summary>Chinese name of the signature or the header, or null.</summary>
    public string? ChineseName { get; init; }

    /// <summary>Latin words of the header and the signature, lower case: names by which he is greeted.</summary>
    public required IReadOnlySet<string> LatinNames { get; init; }

    /// <summary>Domain of his mail address, or null.</summary>
    public string? Domain { get; init; }

    /// <summary>Party, once told.</summary>
    public Party Party { get; set; }
}
