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

    /// <summary>Who wrote them; who came first in the case first.</summary>
    public ImmutableArray<PersonSummary> People { get; init; } = [];

    /// <summary>How the times of each thread are read, ordered by artifact.</summary>
    public ImmutableArray<ThreadTimes> Threads { get; init; } = [];

    /// <summary>What the messages state, in their order; also what a person called wrong.</summary>
    public ImmutableArray<MailStatement> Statements { get; init; } = [];

    /// <summary>Who held the ball; null without a message of known time.</summary>
    public required WaitingLedger? Waiting { get; init; }
}
