using System.Globalization;
using System.Text.RegularExpressions;

namespace CaseTriage.Formats.TextLog;

/// <summary>Time of a line of a log as written.</summary>
/// <param name="Local">Date and time of day, to the millisecond or finer.</param>
/// <param name="Offset">Offset from UTC, or null where the line gives none.</param>
public readonly partial record struct LogTime(DateTime Local, TimeSpan? Offset)
{
    /// <summary>The instant in UTC.</summary>
    /// <param name="assumedOffset">Offset of a line that gives none.</param>
    public DateTimeOffset ToUtc(TimeSpan assumedOffset) => new DateTimeOffset(Local, Offset ?? assumedOffset).ToUniversalTime();

    /// <summary>Reads the time at the beginning of a line, a bracket or a level before it allowed; null where there is none.</summary>
    public static LogTime? Read(string line)
    {
        Match match = Pattern().Match(line.Length > 80 ? line[..80] : line);
        if (!match.Success || !TryReadLocal(match, out DateTime local))
        {
            return null;
        }

        TimeSpan? offset = ReadOffset(match.Groups["zone"].ValueSpan);
        return offset is null || offset.Value.Duration() <= TimeSpan.FromHours(14) ? new LogTime(local, offset) : null;
    }

    private static bool TryReadLocal(Match match, out DateTime local)
    {
        string text = $"{match.Groups["year"].Value}-{match.Groups["month"].Value}-{match.Groups["day"].Value} {match.Groups["time"].Value}";
        if (!DateTime.TryParseExact(text, "yyyy-M-d H:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out local) || local.Year is < 2 or > 9998)
        {
            return false;
        }

        if (match.Groups["fraction"] is { Success: true } fraction)
        {
            local = local.AddTicks((long)(double.Parse("0." + fraction.Value, CultureInfo.InvariantCulture) * TimeSpan.TicksPerSecond));
        }

        return true;
    }

    private static TimeSpan? ReadOffset(ReadOnlySpan<char> zone) => zone switch
    {
        [] => null,
        ['Z' or 'z'] or "UTC" or "GMT" => TimeSpan.Zero,
        _ => (zone[0] == '-' ? -1 : 1) * new TimeSpan(Digits(zone[1..3]), Digits(zone[^2..]), 0),
    };

    private static int Digits(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex("""^[\s\uFEFF>\[(#A-Z]{0,12}(?<year>[0-9]{4})[-/.年](?<month>[0-9]{1,2})[-/.月](?<day>[0-9]{1,2})日?[T ,]{1,2}(?<time>[0-9]{1,2}:[0-9]{2}:[0-9]{2})(?:[.,](?<fraction>[0-9]{1,7})[0-9]{0,2})? ?(?<zone>Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})?(?![0-9])""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
