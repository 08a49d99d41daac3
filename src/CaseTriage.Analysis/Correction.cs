namespace CaseTriage.Analysis;

/// <summary>What a person can put right in how the mails of a case are read.</summary>
public enum CorrectionKind
{
    /// <summary>Subject: a sender as shown. Value: his party, as the document writes it.</summary>
    Role,

    /// <summary>Subject: a sender as shown. Value: the sender, as shown, who is the same person.</summary>
    SamePerson,

    /// <summary>Subject: the artifact that holds the thread. Value: <c>as-labelled</c> or <c>office-clock</c>.</summary>
    Times,

    /// <summary>Subject: <see cref="Documents.MessageSummary.Key"/>. Value: the party to which this mail gave the ball, or <c>stays</c>.</summary>
    Ball,

    /// <summary>Subject: key of a statement read from a mail. Value: <c>wrong</c>, or what it says in truth.</summary>
    Statement,
}

/// <summary>The word of a person against what the program read; it wins, and can be taken back.</summary>
/// <param name="Kind">What is put right.</param>
/// <param name="Subject">Of what; see <see cref="CorrectionKind"/>.</param>
/// <param name="Value">What holds instead.</param>
public sealed record Correction(CorrectionKind Kind, string Subject, string Value)
{
    /// <summary>Value of <see cref="CorrectionKind.Ball"/>: this mail moved nothing.</summary>
    public const string Stays = "stays";
}
