using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Mail;

/// <summary>What the mails of a case say.</summary>
public sealed record ConversationResult
{
    /// <summary>The messages in the order of their true times, with roles, true times and the attachments they promise.</summary>
    public required ImmutableArray<MessageSummary> Messages { get; init; }

    /// <summary>The case as its mails tell it.</summary>
    public required CaseSummary Case { get; init; }

    /// <summary>Facts of the "Mail" part of <c>docs/facts.md</c>, and what mails say about activation; in the order of the messages.</summary>
    public required ImmutableArray<Fact> Facts { get; init; }

    /// <summary>Who held the ball; null without a message of known time.</summary>
    public required WaitingLedger? Waiting { get; init; }
}
