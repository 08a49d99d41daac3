namespace CaseTriage.Analysis.Documents;

/// <summary>What sort of thing a mail states.</summary>
public enum StatementKind
{
    /// <summary>Number of the case. Value: the number.</summary>
    CaseNumber,

    /// <summary>Second reference. Value: the reference.</summary>
    Reference,

    /// <summary>A device by its serial number. Value: the serial number.</summary>
    Device,

    /// <summary>A result code of an activation. Value: the code.</summary>
    Code,

    /// <summary>How the activation of a device ended. Value: <c>activated</c> or <c>failed</c>.</summary>
    Outcome,

    /// <summary>Data asked for. Value: the item, as in <c>mail.request</c>.</summary>
    Request,

    /// <summary>Data given. Value: the item.</summary>
    Provided,

    /// <summary>Only told, for information. Value: empty.</summary>
    Told,

    /// <summary>Something promised. Value: empty.</summary>
    Promise,

    /// <summary>What the site forbids. Value: the rule, as in <c>site.rule</c>.</summary>
    SiteRule,

    /// <summary>What is said to be wrong or fine. Value: topic and word, <c>clock wrong</c>.</summary>
    Claim,

    /// <summary>A change of a device. Value: as in <c>case.change</c>.</summary>
    Change,

    /// <summary>The case is solved, or is not. Value: <c>solved</c> or <c>open</c>.</summary>
    Solved,
}

/// <summary>Something that a mail states, with the sentence that says so. A person can put it right.</summary>
public sealed record MailStatement
{
    /// <summary>Stays the same when more mails come: 12 hex digits over the mail's key, the kind, the device, the value read and the sentence.</summary>
    public required string Key { get; init; }

    /// <summary>What sort.</summary>
    public required StatementKind Kind { get; init; }

    /// <summary>What it says; see <see cref="StatementKind"/>.</summary>
    public required string Value { get; init; }

    /// <summary>Party that says so.</summary>
    public required Party By { get; init; }

    /// <summary>Sender as shown.</summary>
    public required string From { get; init; }

    /// <summary>Party that is asked; of a request only.</summary>
    public Party? To { get; init; }

    /// <summary>When, UTC; null where the mail has no readable time.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Serial number, or null.</summary>
    public string? Device { get; init; }

    /// <summary>Until when something was promised, UTC; null where no day is named.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>When the promise was kept, UTC; null where it was not, or nothing tells.</summary>
    public DateTimeOffset? KeptAt { get; init; }

    /// <summary>Whether a promise was kept; null where nothing tells.</summary>
    public bool? Kept { get; init; }

    /// <summary>The sentence.</summary>
    public required Evidence Evidence { get; init; }

    /// <summary>What a person said instead: <c>wrong</c>, or the value that holds; null where nobody did.</summary>
    public string? Corrected { get; init; }
}
