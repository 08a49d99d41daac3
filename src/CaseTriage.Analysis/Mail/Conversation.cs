using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Masking;

namespace CaseTriage.Analysis.Mail;

/// <summary>Reads all mails of a case together: who is who, when they really wrote, what they say about the devices, and who held the ball.</summary>
public static class Conversation
{
    private const int KeyLength = 12;

    private static readonly (RedactionKind Kind, string Name)[] s_credentials = [(RedactionKind.Password, "password"), (RedactionKind.UserName, "userName")];

    /// <summary>Analyzes the mails. Without messages the result is empty.</summary>
    public static ConversationResult Analyze(ConversationInput input)
    {
        ConversationResult result = Read(input, out Dictionary<string, TimeReading> readings);
        return result with { Threads = ThreadReport.Write(result.Messages, readings, input, other => Read(other, out _)) };
    }

    private static ConversationResult Read(ConversationInput input, out Dictionary<string, TimeReading> readings)
    {
        readings = new Dictionary<string, TimeReading>(StringComparer.Ordinal);
        if (input.Messages.IsEmpty)
        {
            return new ConversationResult { Messages = [], Case = new CaseSummary(), Facts = [], Waiting = null };
        }

        Dictionary<string, TimeReading> judged = readings;
        List<Letter> letters = [.. Order(input, readings).Select(Letter.Read)];
        if (letters.Count == 0)
        {
            return new ConversationResult { Messages = [], Case = new CaseSummary(), Facts = [], Waiting = null };
        }

        var roster = Roster.Read(letters, input);
        letters = letters.ConvertAll(letter => letter.With(roster.PartyOf(letter.Message)));
        IEnumerable<Fact> times = letters.DistinctBy(letter => judged[letter.Message.Artifact], ReferenceEqualityComparer.Instance).Select(first => TimesFact(first, judged[first.Message.Artifact], input.Calendar));
        (ImmutableArray<Fact> facts, ImmutableArray<MailStatement> statements) = StatementReader.Read([.. times, .. FactsOf(letters, roster, input)], letters, input.Corrections);
        ImmutableArray<MessageSummary> messages = [.. letters.Select(letter => letter.Message with { AttachmentsExpected = ExpectedBy(letter, facts) })];
        (CaseSummary summary, ImmutableArray<MailStatement> names) = StatementReader.ReadCase(CaseOf(messages, facts), messages, input.Corrections);
        return new ConversationResult
        {
            Messages = messages,
            Case = summary,
            Facts = facts,
            People = roster.Summarize(),
            Statements = [.. names, .. statements],
            Waiting = WaitingReader.WithRounds(WaitingReader.Read(letters, roster, input.AsOf, summary.Solved == true, input.Calendar, input.Corrections), facts, letters, input.Calendar),
        };
    }

    /// <summary>The mails in the order of their true times, each once, numbered as <see cref="Analyze"/> numbers them.</summary>
    public static ImmutableArray<MessageSummary> InOrder(ConversationInput input) => Order(input, []);

    private static IEnumerable<Fact> FactsOf(List<Letter> letters, Roster roster, ConversationInput input)
    {
        var serials = SerialIndex.Read(letters, input.KnownSerials);
        List<Fact> outcomes = [.. OutcomeReader.Read(letters, serials, soleDevice: null)];
        Fact? count = DeviceCount.Read(letters, serials, outcomes);
        string? soleDevice = serials.All.Count == 1 && (count?.Fields["total"] as long? ?? 1) <= 1 ? serials.All.Single() : null;
        if (soleDevice is not null)
        {
            outcomes = [.. OutcomeReader.Read(letters, serials, soleDevice)];
        }

        return
        [
            .. Named(letters, serials),
            .. outcomes,
            .. ResultReader.Read(letters, serials, soleDevice),
            .. count is null ? [] : (ReadOnlySpan<Fact>)[count],
            .. SiteRuleReader.Read(letters),
            .. ClaimReader.Read(letters),
            .. RequestReader.Read(letters, roster),
            .. PromiseReader.Read(letters, input),
            .. letters.SelectMany(letter => AttachmentReader.Read(letter, input.Artifacts)),
            .. letters.SelectMany(Credentials),
            .. ChangeReader.Read(letters, serials, soleDevice),
            .. SolvedReader.Read(letters),
        ];
    }

    /// <summary>Each device where a mail names it first.</summary>
    private static IEnumerable<Fact> Named(IEnumerable<Letter> letters, SerialIndex serials) =>
        letters.SelectMany(letter => letter.Sentences.SelectMany(sentence => serials.In(sentence.Text)
                .Select(mention => Fact.Create("device.named", mention.Serial, letter.Cite(sentence.Text), letter.Message.SentAt))))
            .DistinctBy(fact => fact.Device);

    /// <summary>Credentials are masked by now; their marks tell where they stood.</summary>
    private static IEnumerable<Fact> Credentials(Letter letter) =>
        s_credentials.Where(credential => letter.Message.Text.Contains(SecretMask.MarkerOf(credential.Kind), StringComparison.Ordinal))
            .Select(credential => Fact.Create("mail.credentials", null, letter.Cite(LineWith(letter, credential.Kind)), letter.Message.SentAt, ("kind", credential.Name)));

    private static string LineWith(Letter letter, RedactionKind kind) =>
        letter.Message.Text.Split('\n').First(line => line.Contains(SecretMask.MarkerOf(kind), StringComparison.Ordinal));

    private static ImmutableArray<string> ExpectedBy(Letter letter, ImmutableArray<Fact> facts)
    {
        string locator = letter.Cite("").Locator;
        return [.. facts.Where(fact => fact.Name == "mail.attachment" && fact.Evidence.Artifact == letter.Message.Artifact && fact.Evidence.Locator == locator).Select(fact => fact.Text("name")).OfType<string>()];
    }

    /// <summary>
    /// Corrects the times thread by thread, drops mails that were given twice, and numbers mails of several artifacts through the case;
    /// those of one artifact keep the numbers that its reader sees, if it quotes no others.
    /// </summary>
    private static ImmutableArray<MessageSummary> Order(ConversationInput input, Dictionary<string, TimeReading> readings)
    {
        var placed = new List<(DateTimeOffset At, MessageSummary Message)>();
        foreach ((IGrouping<string, MessageSummary> thread, TimeReading reading) in SendTimes.Judge(input))
        {
            readings[thread.Key] = reading;
            DateTimeOffset at = DateTimeOffset.MinValue;
            foreach (MessageSummary message in thread.OrderBy(message => message.Index))
            {
                DateTimeOffset? sentAt = SendTimes.Correct(message.SentAtRaw, reading, input.Calendar);

                // A mail without a time stays behind the one before it.
                at = sentAt ?? at;
                placed.Add((at, message with { SentAt = sentAt, Key = KeyOf(message) }));
            }
        }

        // Whether the times are mislabelled, all mails of a thread say together; only then the later ones go.
        List<MessageSummary> ordered = [.. MailDoubles.Join(placed.Where(entry => !(entry.At > input.AsOf)).OrderBy(entry => entry.At).ThenBy(entry => entry.Message.Artifact, StringComparer.Ordinal).ThenBy(entry => entry.Message.Index).Select(entry => entry.Message))];
        bool isOneArtifact = ordered.DistinctBy(message => message.Artifact).Count() < 2 && !ordered.Exists(message => message.IsQuoted);
        return [.. ordered.Select((message, place) => isOneArtifact ? message : message with { Index = place + 1 })];
    }

    /// <summary><see cref="MessageSummary.Key"/> of a mail.</summary>
    internal static string KeyOf(MessageSummary message) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(message.From.Trim().ToUpperInvariant() + "\n" + message.SentAtRaw.Trim())))[..KeyLength];

    private static Fact TimesFact(Letter first, TimeReading reading, BusinessCalendar calendar) => Fact.Create(
        "mail.times",
        null,
        first.Cite(first.Message.SentAtRaw),
        null,
        ("mislabelled", reading.IsMislabelled),
        ("label", reading.Label),
        ("zone", reading.IsMislabelled || reading.Label is null ? "+" + calendar.Offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture) : reading.Label),
        ("inHoursAsLabelled", reading.InHoursAsLabelled),
        ("inHoursAsOffice", reading.InHoursAsOffice),
        ("judged", reading.Judged),
        ("state", SendTimes.WordOf(reading.State)),
        ("reasons", reading.Clues.Count(clue => clue.Says == TimesReading.OfficeClock)),
        ("against", reading.Clues.Count(clue => clue.Says == TimesReading.AsLabelled)));

    private static CaseSummary CaseOf(ImmutableArray<MessageSummary> messages, ImmutableArray<Fact> facts)
    {
        List<CaseSubject> subjects = [.. messages.Select(message => message.Subject).OfType<string>().Distinct(StringComparer.Ordinal).Select(CaseSubject.Read)];
        return new CaseSummary
        {
            Number = subjects.Select(subject => subject.Number).FirstOrDefault(number => number is not null),
            Reference = subjects.Select(subject => subject.Reference).FirstOrDefault(reference => reference is not null),
            Title = subjects.Select(subject => subject.Title).FirstOrDefault(title => title is not null),
            OpenedAt = messages.Select(message => message.SentAt).FirstOrDefault(time => time is not null),
            Solved = facts.LastOrDefault(fact => fact.Name == "case.solved")?.Fields["solved"] as bool?,
            LastActivityAt = messages.Select(message => message.SentAt).LastOrDefault(time => time is not null),
        };
    }
}
