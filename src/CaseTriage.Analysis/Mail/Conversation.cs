using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Mail;

/// <summary>Reads all mails of a case together: who is who, when they really wrote, what they say about the devices, and who held the ball.</summary>
public static class Conversation
{
    /// <summary>Analyzes the mails. Without messages the result is empty.</summary>
    public static ConversationResult Analyze(ConversationInput input)
    {
        ImmutableArray<MessageSummary> messages = Order(input);
        return new ConversationResult
        {
            Messages = messages,
            Case = CaseOf(messages),
            Facts = [],
            Waiting = null,
        };
    }

    /// <summary>
    /// Corrects the times thread by thread, drops mails that were given twice, and numbers mails of several artifacts through the case;
    /// those of one artifact keep the numbers that its reader sees.
    /// </summary>
    private static ImmutableArray<MessageSummary> Order(ConversationInput input)
    {
        var corrected = new List<MessageSummary>();
        foreach (IGrouping<string, MessageSummary> thread in input.Messages.GroupBy(message => message.Artifact).OrderBy(thread => thread.Key, StringComparer.Ordinal))
        {
            TimeReading reading = SendTimes.Judge(thread, input.Calendar);
            corrected.AddRange(thread.Select(message => message with { SentAt = SendTimes.Correct(message.SentAtRaw, reading, input.Calendar) }));
        }

        List<MessageSummary> ordered = [.. corrected
            .DistinctBy(message => (message.From, message.SentAt, message.Text))
            .OrderBy(message => message.SentAt ?? DateTimeOffset.MinValue)
            .ThenBy(message => message.Artifact, StringComparer.Ordinal).ThenBy(message => message.Index)];
        bool oneArtifact = ordered.DistinctBy(message => message.Artifact).Count() < 2;
        return [.. ordered.Select((message, place) => oneArtifact ? message : message with { Index = place + 1 })];
    }

    private static CaseSummary CaseOf(ImmutableArray<MessageSummary> messages)
    {
        List<CaseSubject> subjects = [.. messages.Select(message => message.Subject).OfType<string>().Distinct(StringComparer.Ordinal).Select(CaseSubject.Read)];
        return new CaseSummary
        {
            Number = subjects.Select(subject => subject.Number).FirstOrDefault(number => number is not null),
            Reference = subjects.Select(subject => subject.Reference).FirstOrDefault(reference => reference is not null),
            Title = subjects.Select(subject => subject.Title).FirstOrDefault(title => title is not null),
            OpenedAt = messages.Select(message => message.SentAt).FirstOrDefault(time => time is not null),
            LastActivityAt = messages.Select(message => message.SentAt).LastOrDefault(time => time is not null),
        };
    }
}
