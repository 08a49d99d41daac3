using System.Globalization;
using System.Text.RegularExpressions;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Formats.MailThread;

namespace CaseTriage.Analysis.Mail;

/// <summary>A mail whose label of zero is judged: as its label says, and as the clock of the office.</summary>
/// <param name="Message">The mail.</param>
/// <param name="Written">Its time as written.</param>
internal sealed record LabelledMail(MessageSummary Message, MailTime Written)
{
    /// <summary>The instant under one reading.</summary>
    public DateTimeOffset At(TimesReading reading, BusinessCalendar calendar) =>
        Written.ReadAs(reading == TimesReading.OfficeClock ? calendar.Offset : Written.Offset ?? calendar.Offset);

    /// <summary>The clock on the office's wall under one reading.</summary>
    public DateTime Local(TimesReading reading, BusinessCalendar calendar) => calendar.LocalTime(At(reading, calendar));
}

/// <summary>What speaks for a reading, as <see cref="TimesReason"/>; its mail is not yet numbered through the case.</summary>
internal sealed record TimesClue(TimesReasonKind Kind, int AsLabelled, int AsOffice, int Judged, MessageSummary Message, string Excerpt)
{
    public TimesReading Says => AsOffice > AsLabelled ? TimesReading.OfficeClock : TimesReading.AsLabelled;
}

/// <summary>Gathers what, beside the working hours, speaks for or against the zone label of a thread. Each sort of clue stands on its own.</summary>
internal static partial class TimesEvidence
{
    // A clock may run a little ahead of the mail server's.
    private static readonly TimeSpan s_tolerance = TimeSpan.FromMinutes(5);

    // What was written off a machine half a day ago fits both readings.
    private static readonly TimeSpan s_fresh = TimeSpan.FromHours(4);

    /// <summary>The clues that tell the readings apart.</summary>
    public static IEnumerable<TimesClue> Read(IReadOnlyList<LabelledMail> mails, ConversationInput input)
    {
        TimesClue?[] clues =
        [
            Count(TimesReasonKind.RestDays, mails, mail => Votes(reading => input.Calendar.IsWorkday(DateOnly.FromDateTime(mail.Local(reading, input.Calendar))))),
            DeviceClocks(mails, input),
            Count(TimesReasonKind.ZoneInText, mails, mail => ZoneOf(mail.Message.Text, input.Calendar)),
            Count(TimesReasonKind.DayGreeting, mails, mail => Greeting().Match(mail.Message.Text) is { Success: true } greeting
                ? Votes(reading => Fits(greeting, mail.Local(reading, input.Calendar).Hour)) with { Excerpt = greeting.Value } : null),
        ];
        return clues.OfType<TimesClue>();
    }

    private static Vote Votes(Func<TimesReading, bool> agrees) => new(agrees(TimesReading.AsLabelled), agrees(TimesReading.OfficeClock), null);

    private static TimesClue? Count(TimesReasonKind kind, IReadOnlyList<LabelledMail> mails, Func<LabelledMail, Vote?> judge)
    {
        var judged = new List<(LabelledMail, Vote)>();
        foreach (LabelledMail mail in mails)
        {
            if (judge(mail) is { } vote)
            {
                judged.Add((mail, vote));
            }
        }

        return Clue(kind, judged);
    }

    private static TimesClue? Clue(TimesReasonKind kind, List<(LabelledMail Mail, Vote Vote)> judged)
    {
        int asLabelled = judged.Count(entry => entry.Vote.AsLabelled);
        int asOffice = judged.Count(entry => entry.Vote.AsOffice);
        if (asLabelled == asOffice)
        {
            return null;
        }

        (LabelledMail mail, Vote vote) = judged.Find(entry => entry.Vote.AsLabelled != entry.Vote.AsOffice);
        return new TimesClue(kind, asLabelled, asOffice, judged.Count, mail.Message, vote.Excerpt ?? mail.Message.SentAtRaw);
    }

    /// <summary>A mail cannot be older than the clock that it quotes or brings, and a fresh inventory was sent soon.</summary>
    private static TimesClue? DeviceClocks(IReadOnlyList<LabelledMail> mails, ConversationInput input)
    {
        var judged = new List<(LabelledMail, Vote)>();
        foreach (LabelledMail mail in mails)
        {
            IEnumerable<Fact> quoted = mail.Message.Text.Contains("OsSystemTime", StringComparison.OrdinalIgnoreCase) ? InventoryFacts.FromText(mail.Message.Artifact, "", mail.Message.Text).Facts : [];
            IEnumerable<Fact> brought = quoted.Concat(input.Inventories.Where(inventory => mail.Message.AttachmentsExpected.Any(name => IsPartOf(inventory.Evidence.Artifact, name))));
            foreach (DateTimeOffset clock in brought.Where(fact => fact.Name == "inventory").Select(fact => fact.Fields.GetValueOrDefault("osSystemTime")).OfType<DateTimeOffset>().Distinct())
            {
                TimeSpan labelled = mail.At(TimesReading.AsLabelled, input.Calendar) - clock;
                TimeSpan office = mail.At(TimesReading.OfficeClock, input.Calendar) - clock;
                string excerpt = string.Create(CultureInfo.InvariantCulture, $"{clock:yyyy-MM-ddTHH:mm:ssZ} / {mail.Message.SentAtRaw}");
                judged.Add((mail, new Vote(IsFresh(labelled) || (labelled >= s_fresh && office < -s_tolerance), IsFresh(office) || (office >= s_fresh && labelled < -s_tolerance), excerpt)));
            }
        }

        return Clue(TimesReasonKind.DeviceClock, judged);
    }

    private static bool IsFresh(TimeSpan sentAfter) => sentAfter >= -s_tolerance && sentAfter < s_fresh;

    private static bool IsPartOf(string path, string name) => path.Split('/').Any(part => part.TrimEnd('!').Equals(name, StringComparison.OrdinalIgnoreCase));

    private static Vote? ZoneOf(string text, BusinessCalendar calendar)
    {
        foreach (Match zone in Zone().Matches(text.Length > MostText ? text[..MostText] : text))
        {
            TimeSpan? offset = zone.Groups["hours"].Success
                ? new TimeSpan(int.Parse(zone.Groups["hours"].ValueSpan, CultureInfo.InvariantCulture), zone.Groups["minutes"].Success ? int.Parse(zone.Groups["minutes"].ValueSpan, CultureInfo.InvariantCulture) : 0, 0)
                : BeijingOffset;
            if (offset == calendar.Offset)
            {
                return new Vote(false, true, Line(text, zone.Index));
            }
        }

        return null;
    }

    private static string Line(string text, int index)
    {
        int start = text.LastIndexOf('\n', index) + 1;
        int end = text.IndexOf('\n', index);
        return text[start..(end < 0 ? text.Length : end)];
    }

    private static bool Fits(Match greeting, int hour) => greeting switch
    {
        _ when greeting.Groups["morning"].Success => hour is >= 5 and < 13,
        _ when greeting.Groups["afternoon"].Success => hour is >= 12 and < 20,
        _ => hour >= 16,
    };

    private sealed record Vote(bool AsLabelled, bool AsOffice, string? Excerpt);

    private static readonly TimeSpan BeijingOffset = TimeSpan.FromHours(8);
    private const int MostText = 64 * 1024;
    private const RegexOptions Usual = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const int TimeLimit = 2000;

    [GeneratedRegex(@"(UTC|GMT)\s{0,2}[+＋]\s{0,2}(?<hours>[0-9]{1,2})([:：](?<minutes>[0-9]{2}))?(?![0-9])|[+＋](?<hours>[0-9]{2})[:：](?<minutes>[0-9]{2})(?![0-9])|北京时间|东八区|Beijing time|China Standard Time", Usual, TimeLimit)]
    private static partial Regex Zone();

    [GeneratedRegex(@"\A.{0,30}?((?<morning>早上好|上午好|good morning)|(?<afternoon>下午好|good afternoon)|晚上好|good evening)", Usual | RegexOptions.Singleline, TimeLimit)]
    private static partial Regex Greeting();
}
