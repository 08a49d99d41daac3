using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Formats.MailThread;

namespace CaseTriage.Analysis.Mail;

/// <summary>How the times of one thread are to be read.</summary>
/// <param name="IsMislabelled">The zone label is wrong: the clock was that of the office.</param>
/// <param name="Label">The label judged, <c>+00:00</c>; null where no zone is written.</param>
/// <param name="InHoursAsLabelled">Mails in working hours if the label is believed.</param>
/// <param name="InHoursAsOffice">Mails in working hours if the clock is read as the office's.</param>
/// <param name="Judged">Mails that carry the label.</param>
internal sealed record TimeReading(bool IsMislabelled, string? Label, int InHoursAsLabelled, int InHoursAsOffice, int Judged);

/// <summary>
/// Ticket systems export office clock times with a UTC label. A label of zero is judged by the working day: people of one office write
/// when it is open. Any other label was put by somebody who knew the zone and is believed.
/// </summary>
internal static class SendTimes
{
    /// <summary>How much likelier the office's clock must be, natural logarithm: twenty to one.</summary>
    private const double Convincing = 3.0;

    /// <summary>Judges all artifacts. Files of one mail each that lie in one folder are one thread: a single mail can convince nobody.</summary>
    /// <returns>The messages of each artifact, by its path, and how their times are to be read.</returns>
    public static IEnumerable<(IGrouping<string, MessageSummary> Artifact, TimeReading Reading)> Judge(IEnumerable<MessageSummary> messages, BusinessCalendar calendar)
    {
        List<IGrouping<string, MessageSummary>> artifacts = [.. messages.GroupBy(message => message.Artifact, StringComparer.Ordinal).OrderBy(artifact => artifact.Key, StringComparer.Ordinal)];
        ILookup<string, IGrouping<string, MessageSummary>> threads = artifacts.ToLookup(ThreadOf, StringComparer.Ordinal);
        Dictionary<string, TimeReading> readings = threads.ToDictionary(thread => thread.Key, thread => Judge(thread.SelectMany(artifact => artifact).ToList(), calendar), StringComparer.Ordinal);
        return artifacts.Select(artifact => (artifact, readings[ThreadOf(artifact)]));
    }

    private static string ThreadOf(IGrouping<string, MessageSummary> artifact) =>
        artifact.Count(message => !message.IsQuoted) == 1 ? artifact.Key[..(artifact.Key.LastIndexOf('/') + 1)] : artifact.Key;

    private static TimeReading Judge(List<MessageSummary> thread, BusinessCalendar calendar)
    {
        List<MailTime> times = [.. thread.Select(message => Parse(message.SentAtRaw)).OfType<MailTime>()];
        List<MailTime> zero = times.FindAll(time => time.Offset == TimeSpan.Zero);
        if (zero.Count == 0)
        {
            return new TimeReading(false, times.Select(time => time.Label).FirstOrDefault(label => label is not null), 0, 0, 0);
        }

        double advantage = zero.Sum(time => Likelihood(time.WallClock, calendar) - Likelihood(AsLabelled(time, calendar), calendar));
        return new TimeReading(
            advantage >= Convincing,
            "+00:00",
            zero.Count(time => IsWorkingHour(AsLabelled(time, calendar), calendar)),
            zero.Count(time => IsWorkingHour(time.WallClock, calendar)),
            zero.Count);
    }

    /// <summary>The true instant, or null where the time cannot be read. A time without a zone is the office's clock.</summary>
    public static DateTimeOffset? Correct(string sentAtRaw, TimeReading reading, BusinessCalendar calendar)
    {
        if (Parse(sentAtRaw) is not { } time)
        {
            return null;
        }

        bool isOfficeClock = time.Offset is null || (reading.IsMislabelled && time.Offset == TimeSpan.Zero);
        return time.ReadAs(isOfficeClock ? calendar.Offset : time.Offset ?? calendar.Offset);
    }

    private static MailTime? Parse(string raw) => MailTime.TryParse(raw, out MailTime time) ? time : null;

    private static DateTime AsLabelled(MailTime time, BusinessCalendar calendar) => calendar.LocalTime(time.ReadAs(time.Offset ?? calendar.Offset));

    private static bool IsWorkingHour(DateTime local, BusinessCalendar calendar)
    {
        var clock = TimeOnly.FromDateTime(local);
        return calendar.IsWorkday(DateOnly.FromDateTime(local)) && clock >= calendar.Opens && clock < calendar.Closes;
    }

    /// <summary>Chance, as natural logarithm and roughly, that a person of the office sends a mail at this clock time.</summary>
    private static double Likelihood(DateTime local, BusinessCalendar calendar)
    {
        double hour = local.TimeOfDay.TotalHours;
        double chance = hour switch
        {
            >= 9 and < 12 => 1.0,
            >= 12 and < 13.5 => 0.5,
            >= 13.5 and < 18 => 1.0,
            >= 8 and < 9 => 0.4,
            >= 18 and < 19 => 0.4,
            >= 19 and < 22 => 0.1,
            _ => 0.02,
        };
        return Math.Log(calendar.IsWorkday(DateOnly.FromDateTime(local)) ? chance : chance * 0.2);
    }
}
