using System.Globalization;
using System.Text.RegularExpressions;

namespace CaseTriage.Formats.OfflineRequest;

/// <summary>Reads the time stamps that requests could carry: ISO 8601, seconds or milliseconds since 1970, FILETIME, and digits without signs.</summary>
internal static partial class TimeStampReader
{
    /// <summary>Numbers outside these years are other numbers. Chosen: older than any request of Windows 10, and far enough ahead.</summary>
    private static readonly (DateTime From, DateTime To) s_plausible = (new DateTime(2009, 1, 1), new DateTime(2037, 1, 1));

    /// <summary>The time that a whole value is, or null.</summary>
    /// <param name="value">A value without blanks around it.</param>
    /// <param name="isLabelled">Whether its label says that it is a time: short forms count only then.</param>
    public static RequestTime? Read(string value, bool isLabelled)
    {
        if (value.Length is < 8 or > 40)
        {
            return null;
        }

        if (Iso().Match(value) is { Success: true } iso)
        {
            return FromIso(iso);
        }

        RequestTime? time = !value.All(char.IsAsciiDigit) || value.Length > 18 ? null : (value.Length, long.Parse(value, CultureInfo.InvariantCulture)) switch
        {
            (10, var seconds) => Utc(DateTime.UnixEpoch.AddSeconds(seconds)),
            (13, var milliseconds) => Utc(DateTime.UnixEpoch.AddMilliseconds(milliseconds)),
            (18, var ticks) => Utc(DateTime.FromFileTimeUtc(ticks)),
            (14, _) => Compact(value, "yyyyMMddHHmmss"),
            (12, _) when isLabelled => Compact(value, "yyyyMMddHHmm"),
            (8, _) when isLabelled => Compact(value, "yyyyMMdd"),
            _ => null,
        };
        return time is { } found && found.Clock >= s_plausible.From && found.Clock < s_plausible.To ? found : null;
    }

    private static RequestTime Utc(DateTime clock) => new(DateTime.SpecifyKind(clock, DateTimeKind.Unspecified), TimeSpan.Zero);

    private static RequestTime? Compact(string value, string format) =>
        DateTime.TryParseExact(value, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime clock) ? new RequestTime(clock, null) : null;

    private static RequestTime? FromIso(Match iso)
    {
        string clock = $"{iso.Groups["date"].Value.Replace('/', '-')} {iso.Groups["time"].Value}";
        if (!DateTime.TryParse(clock, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime read))
        {
            return null;
        }

        return iso.Groups["zone"].Value switch
        {
            "" => new RequestTime(read, null),
            "Z" or "z" => new RequestTime(read, TimeSpan.Zero),
            var zone => new RequestTime(read, Offset(zone)),
        };
    }

    /// <summary>Digits outside of the clock are kept: an offset of 30 hours is the placeholder of old collectors.</summary>
    private static TimeSpan Offset(string zone)
    {
        string digits = zone.Replace(":", "", StringComparison.Ordinal);
        int minutes = (int.Parse(digits.AsSpan(1, 2), CultureInfo.InvariantCulture) * 60) + int.Parse(digits.AsSpan(3, 2), CultureInfo.InvariantCulture);
        return TimeSpan.FromMinutes(digits[0] == '-' ? -minutes : minutes);
    }

    [GeneratedRegex(@"^(?<date>[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2})(?:[T ](?<time>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,7})?)?) ?(?<zone>Z|[+-][0-9]{2}:?[0-9]{2})?)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Iso();
}
