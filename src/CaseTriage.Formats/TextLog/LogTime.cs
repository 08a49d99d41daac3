using System.Globalization;
using System.Text.RegularExpressions;

namespace CaseTriage.Formats.TextLog;

/// <summary>Time of a line of a log as written.</summary>
/// <param name="Local">Date and time of day, to the millisecond or finer.</param>
/// <param name="Offset">Offset from UTC, or null where the line gives none.</param>
public readonly partial record struct LogTime(DateTime Local, TimeSpan? Offset)
{
    /// <summary>Characters at the beginning of a line in which its time stands.</summary>
    private const int HeadLength = 80;

    private const int MaxOffsetMinutes = 14 * 60;

    /// <summary>The instant in UTC.</summary>
    /// <param name="assumedOffset">Offset of a line that gives none.</param>
    public DateTimeOffset ToUtc(TimeSpan assumedOffset) => new DateTimeOffset(Local, Offset ?? assumedOffset).ToUniversalTime();

    /// <summary>Reads the time at the beginning of a line, a bracket or a level before it allowed; null where there is none.</summary>
    public static LogTime? Read(string line) => Read(line, out _);

    /// <summary>Reads the time at the beginning of a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="length">Characters up to the end of the time; 0 where there is none.</param>
    public static LogTime? Read(string line, out int length)
    {
        string head = line.Length > HeadLength ? line[..HeadLength] : line;
        length = 0;
        if (!head.AsSpan().ContainsAnyInRange('0', '9'))
        {
            return null;
        }

        Match match = YearFirst().Match(head);
        match = match.Success ? match : YearLast().Match(head);
        match = match.Success ? match : Epoch().Match(head);
        LogTime? time = !match.Success ? null : match.Groups["epoch"].Success ? OfEpoch(match) : OfDate(match);
        length = time is null ? 0 : match.Length;
        return time;
    }

    /// <summary>
    /// Time of an entry of Configuration Manager, which follows its text: <c>time="09:03:11.123-480" date="1-2-2024"</c>. The number is what is added to
    /// local time to give UTC, in minutes: -480 is the zone +08:00. Null where it is no such entry.
    /// </summary>
    public static LogTime? ReadTrailer(string entry)
    {
        Match match = Trailer().Match(entry);
        return match.Success
            && TryLocal(match, out DateTime local)
            && int.TryParse(match.Groups["bias"].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int bias)
            && Math.Abs(bias) <= MaxOffsetMinutes
                ? new LogTime(local, TimeSpan.FromMinutes(-bias))
                : null;
    }

    private static LogTime? OfDate(Match match)
    {
        // Which of two numbers is the month shows where one is above 12, or by the American AM and PM; elsewhere it would be a guess.
        bool isYearLast = match.Groups["first"].Success;
        if (!TryLocal(match, out DateTime local) || (isYearLast && !IsCertain(match)))
        {
            return null;
        }

        TimeSpan? offset = ReadOffset(match.Groups["zone"].ValueSpan);
        return offset is null || offset.Value.Duration() <= TimeSpan.FromMinutes(MaxOffsetMinutes) ? new LogTime(local, offset) : null;
    }

    private static bool IsCertain(Match match) =>
        match.Groups["half"].Success || Digits(match.Groups["first"].ValueSpan) > 12 || Digits(match.Groups["second"].ValueSpan) > 12;

    private static bool TryLocal(Match match, out DateTime local)
    {
        string year = match.Groups["year"].Value;
        bool isDayFirst = match.Groups["first"] is { Success: true } first && Digits(first.ValueSpan) > 12;
        string month = match.Groups[isDayFirst ? "second" : match.Groups["first"].Success ? "first" : "month"].Value;
        string day = match.Groups[isDayFirst ? "first" : match.Groups["first"].Success ? "second" : "day"].Value;
        if (!DateTime.TryParseExact($"{year}-{month}-{day} {match.Groups["time"].Value}", "yyyy-M-d H:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out local)
            || local.Year is < 2 or > 9998)
        {
            return false;
        }

        if (match.Groups["fraction"] is { Success: true } fraction)
        {
            local = local.AddTicks((long)(double.Parse("0." + fraction.Value, CultureInfo.InvariantCulture) * TimeSpan.TicksPerSecond));
        }

        if (match.Groups["half"] is { Success: true } half)
        {
            local = Shift(local, isAfternoon: half.Value is "下午" || half.ValueSpan[0] is 'P' or 'p');
        }

        return true;
    }

    /// <summary>Twelve hours to twenty-four. A clock of twenty-four hours with a half of the day beside it is taken as it stands.</summary>
    private static DateTime Shift(DateTime local, bool isAfternoon) => (local.Hour, isAfternoon) switch
    {
        (12, false) => local.AddHours(-12),
        ( < 12, true) => local.AddHours(12),
        _ => local,
    };

    private static LogTime? OfEpoch(Match match)
    {
        long seconds = long.Parse(match.Groups["epoch"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        long milliseconds = match.Groups["fraction"] is { Success: true } fraction ? long.Parse(fraction.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        return new LogTime(DateTime.UnixEpoch.AddSeconds(seconds).AddMilliseconds(milliseconds), TimeSpan.Zero);
    }

    private static TimeSpan? ReadOffset(ReadOnlySpan<char> zone) => zone switch
    {
        [] => null,
        ['Z' or 'z'] or "UTC" or "GMT" => TimeSpan.Zero,
        _ => (zone[0] == '-' ? -1 : 1) * new TimeSpan(Digits(zone[1..3]), Digits(zone[^2..]), 0),
    };

    private static int Digits(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex("""
        ^[\s\uFEFF>\[(\#A-Z]{0,12}(?<year>[0-9]{4})[-/.年](?<month>[0-9]{1,2})[-/.月](?<day>[0-9]{1,2})日?(?:\ ?(?:星期|周).)?[T\ ,]{0,2}
        (?:(?<half>上午|下午)\ ?|(?<=[T\ ,日]))(?<time>[0-9]{1,2}:[0-9]{2}:[0-9]{2})(?:[.,](?<fraction>[0-9]{1,7})[0-9]{0,2})?(?:\ (?<half>AM|PM)\b)?
        \ ?(?<zone>Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})?(?![0-9])
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex YearFirst();

    [GeneratedRegex("""
        ^[\s>\[(A-Z]{0,12}(?<first>[0-9]{1,2})/(?<second>[0-9]{1,2})/(?<year>[0-9]{4})[\ ,]{1,2}(?<time>[0-9]{1,2}:[0-9]{2}:[0-9]{2})(?:[.,](?<fraction>[0-9]{1,7}))?
        (?:\ (?<half>AM|PM)\b)?\ ?(?<zone>Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})?(?![0-9])
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex YearLast();

    /// <summary>Seconds since 1970 in brackets, of the years 2001 to 2033, with or without three more digits.</summary>
    [GeneratedRegex(@"^\[(?<epoch>1[0-9]{9})\.?(?<fraction>[0-9]{3})?\]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Epoch();

    [GeneratedRegex("""\]LOG\]!><time="(?<time>[0-9]{1,2}:[0-9]{2}:[0-9]{2})(?:\.(?<fraction>[0-9]{1,7}))?(?<bias>[+-][0-9]{1,3})"\s{1,3}date="(?<month>[0-9]{1,2})-(?<day>[0-9]{1,2})-(?<year>[0-9]{4})\x22""",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Trailer();
}
