using System.Collections.Immutable;
using System.Globalization;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Mail;

/// <summary>Tells how the times of each thread are read, why, and what the other reading would make of the waiting.</summary>
internal static class ThreadReport
{
    /// <summary>Threads for which figures are worked out both ways; each costs one more reading of the mails.</summary>
    private const int MostCompared = 4;

    /// <param name="messages">The mails as numbered in the case.</param>
    /// <param name="readings">How each artifact's times are read.</param>
    /// <param name="input">What they were read from.</param>
    /// <param name="read">Reads the mails under other corrections.</param>
    public static ImmutableArray<ThreadTimes> Write(
        ImmutableArray<MessageSummary> messages, Dictionary<string, TimeReading> readings, ConversationInput input, Func<ConversationInput, ConversationResult> read)
    {
        string[] inQuestion = [.. readings.Where(reading => reading.Value.State != TimesState.Believed).Select(reading => reading.Key).Order(StringComparer.Ordinal).Take(MostCompared)];
        return
        [
            .. readings.OrderBy(reading => reading.Key, StringComparer.Ordinal).Select(reading => new ThreadTimes
            {
                Artifact = reading.Key,
                Label = reading.Value.Label,
                OfficeZone = "+" + input.Calendar.Offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture),
                Reading = reading.Value.IsMislabelled ? TimesReading.OfficeClock : TimesReading.AsLabelled,
                State = reading.Value.State,
                FirstRaw = messages.FirstOrDefault(message => message.Artifact == reading.Key)?.SentAtRaw ?? "",
                Reasons = [.. reading.Value.Clues.OrderByDescending(clue => clue.Says).ThenBy(clue => clue.Kind).Select(clue => Reason(clue, messages))],
                AsLabelled = inQuestion.Contains(reading.Key) ? Figures(SendTimes.AsLabelledWord, reading.Key) : null,
                AsOffice = inQuestion.Contains(reading.Key) ? Figures(SendTimes.OfficeClock, reading.Key) : null,
            }),
        ];

        TimesFigures? Figures(string word, string artifact)
        {
            IEnumerable<Correction> others = input.Corrections.Where(correction => correction.Kind != CorrectionKind.Times || correction.Subject != artifact);
            WaitingLedger? ledger = read(input with { Corrections = [.. others, new Correction(CorrectionKind.Times, artifact, word)] }).Waiting;
            return ledger is null ? null : new TimesFigures(ledger.Total, ledger.ByParty);
        }
    }

    private static TimesReason Reason(TimesClue clue, ImmutableArray<MessageSummary> messages)
    {
        string key = Conversation.KeyOf(clue.Message);
        MessageSummary shown = messages.FirstOrDefault(message => message.Key == key && message.Artifact == clue.Message.Artifact) ?? messages.FirstOrDefault(message => message.Key == key) ?? clue.Message;
        string locator = string.Create(CultureInfo.InvariantCulture, $"message {shown.Index}");
        return new TimesReason(clue.Kind, clue.Says, clue.AsLabelled, clue.AsOffice, clue.Judged, Evidence.Of(shown.Artifact, locator, clue.Excerpt));
    }
}
