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
        if (input.Messages.IsEmpty)
        {
            return new ConversationResult { Messages = [], Case = new CaseSummary(), Facts = [], Waiting = null };
        }

        var readings = new Dictionary<string, TimeReading>(StringComparer.Ordinal);
        List<Letter> letters = [.. Order(input, readings).Select(Letter.Read)];
        if (letters.Count == 0)
        {
            return new ConversationResult { Messages = [], Case = new CaseSummary(), Facts = [], Waiting = null };
        }

        var roster = Roster.Read(letters);
        letters = letters.ConvertAll(letter => letter.With(roster.PartyOf(letter.Message.From)));
        IEnumerable<Fact> times = letters.DistinctBy(letter => letter.Message.Artifact).Select(first => TimesFact(first, readings[first.Message.Artifact], input.Calendar));
        ImmutableArray<Fact> facts = [.. times, .. FactsOf(letters, roster, input)];
        ImmutableArray<MessageSummary> messages = [.. letters.Select(letter => letter.Message with { AttachmentsExpected = ExpectedBy(letter, facts) })];
        CaseSummary summary = CaseOf(messages, facts);
        return new ConversationResult
        {
            Messages = messages,
            Case = summary,
            Facts = facts,
            Waiting = WaitingReader.Read(letters, roster, summary.Solved == true ? null : input.AsOf, input.Calendar),
        };
    }

    /// <summary>The mails in the order of their true times, each once, numbered as <see cref="Analyze"/> numbers them.</summary>
    public static ImmutableArray<MessageSummary> InOrder(ImmutableArray<MessageSummary> messages, BusinessCalendar calendar, DateTimeOffset? asOf) =>
        Order(new ConversationInput { Messages = messages, Calendar = calendar, AsOf = asOf }, []);

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
    /// those of one artifact keep the numbers that its reader sees.
    /// </summary>
    private static ImmutableArray<MessageSummary> Order(ConversationInput input, Dictionary<string, TimeReading> readings)
    {
        var placed = new List<(DateTimeOffset At, MessageSummary Message)>();
        foreach (IGrouping<string, MessageSummary> thread in input.Messages.GroupBy(message => message.Artifact, StringComparer.Ordinal).OrderBy(thread => thread.Key, StringComparer.Ordinal))
        {
            TimeReading reading = readings[thread.Key] = SendTimes.Judge(thread, input.Calendar);
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
        List<MessageSummary> ordered = [.. placed.Where(entry => !(entry.At > input.AsOf))
            .DistinctBy(entry => (entry.Message.From, entry.Message.SentAt, entry.Message.Text))
            .OrderBy(entry => entry.At).ThenBy(entry => entry.Message.Artifact, StringComparer.Ordinal).ThenBy(entry => entry.Message.Index)
            .Select(entry => entry.Message)];
        bool isOneArtifact = ordered.DistinctBy(message => message.Artifact).Count() < 2;
        return [.. ordered.Select((message, place) => isOneArtifact ? message : message with { Index = place + 1 })];
    }

    private static string KeyOf(MessageSummary message) =>
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
        ("judged", reading.Judged));

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
