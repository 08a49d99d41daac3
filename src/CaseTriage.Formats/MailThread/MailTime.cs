using System.Globalization;
using System.Text.RegularExpressions;

namespace CaseTriage.Formats.MailThread;

/// <summary>A time as a mail header writes it: the clock's reading and the zone that was put beside it, which may be wrong.</summary>
/// <param name="WallClock">Date and time as written, without a zone.</param>
/// <param name="Offset">Zone as labelled, or null where none is written.</param>
public readonly partial record struct MailTime(DateTime WallClock, TimeSpan? Offset)
{
    /// <summary>The zone as <c>+08:00</c>, or null where none is written.</summary>
    public string? Label => Offset is { } offset
        ? (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture)
        : null;

    /// <summary>The instant if the clock was read in this zone; clamped to what a <see cref="DateTimeOffset"/> can hold.</summary>
    public DateTimeOffset ReadAs(TimeSpan offset)
    {
        long utcTicks = Math.Clamp(WallClock.Ticks - offset.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks);
        return new DateTimeOffset(utcTicks, TimeSpan.Zero);
    }

    /// <summary>
    /// Reads ISO-like (<c>2022-08-26 10:09:34.708000+00:00</c>), Chinese (<c>2022年8月26日 下午 3:05</c>) and RFC 5322
    /// (<c>Fri, 26 Aug 2022 10:09:34 +0800</c>) forms; seconds, fraction and zone may be absent. False for anything else.
    /// </summary>
    public static bool TryParse(string text, out MailTime time) => TryFind(text, out time, out _);

    /// <summary>Finds such a time within a text, and its place.</summary>
    public static bool TryFind(string text, out MailTime time, out Range place)
    {
        time = default;
        Match match = NumericForm().Match(text);
        if (!match.Success)
        {
            match = NamedMonthForm().Match(text);
        }

        place = match.Index..(match.Index + match.Length);
        return match.Success && TryBuild(match, out time);
    }

    private static bool TryBuild(Match match, out MailTime time)
    {
        time = default;
        int month = match.Groups["name"].Success ? MonthOf(match.Groups["name"].Value) : Number(match.Groups["month"]);
        int hour = HourOf(Number(match.Groups["hour"]), match.Groups["half"].Value + match.Groups["halfAfter"].Value);
        int year = Number(match.Groups["year"]);
        int day = Number(match.Groups["day"]);
        int minute = Number(match.Groups["minute"]);
        int second = match.Groups["second"].Success ? Number(match.Groups["second"]) : 0;
        if (year < 1990 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59
            || !TryReadZone(match.Groups["zone"].Value, out TimeSpan? offset))
        {
            return false;
        }

        DateTime wallClock = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified).AddTicks(FractionOf(match.Groups["fraction"].Value));
        time = new MailTime(wallClock, offset);
        return true;
    }

    private static int Number(Group group) => int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    private static int MonthOf(string name) =>
        1 + Array.FindIndex(CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames, month => month.Length > 0 && name.StartsWith(month, StringComparison.OrdinalIgnoreCase));

    private static int HourOf(int hour, string half) => half.ToUpperInvariant() switch
    {
        "下午" or "晚上" or "PM" when hour < 12 => hour + 12,
        "上午" or "AM" when hour == 12 => 0,
        _ => hour,
    };

    private static long FractionOf(string digits) =>
        digits.Length == 0 ? 0 : long.Parse(digits.PadRight(7, '0').AsSpan(0, 7), NumberStyles.None, CultureInfo.InvariantCulture);

    private static bool TryReadZone(string zone, out TimeSpan? offset)
    {
        offset = null;
        if (zone.Length == 0)
        {
            return true;
        }

        if (zone[0] is not ('+' or '-'))
        {
            offset = TimeSpan.Zero;
            return true;
        }

        int hours = int.Parse(zone.AsSpan(1, 2), NumberStyles.None, CultureInfo.InvariantCulture);
        int minutes = int.Parse(zone.AsSpan(zone.Length - 2, 2), NumberStyles.None, CultureInfo.InvariantCulture);
        if (hours > 14 || minutes > 59)
        {
            return false;
        }

        offset = new TimeSpan(hours, minutes, 0) * (zone[0] == '-' ? -1 : 1);
        return true;
    }

    private const string ClockAndZone =
        @"(?<hour>[0-9]{1,2})[:：](?<minute>[0-9]{2})(?:[:：](?<second>[0-9]{2})(?:[.,](?<fraction>[0-9]{1,9}))?)?\s?(?<halfAfter>[AaPp][Mm])?\s?(?<zone>[+-][0-9]{2}:?[0-9]{2}|Z\b|UTC\b|GMT\b)?";

    [GeneratedRegex(@"(?<year>[0-9]{4})[-/.年]\s?(?<month>[0-9]{1,2})[-/.月]\s?(?<day>[0-9]{1,2})日?[\sT,，]{0,3}(?:[(（]?(?:星期|周).[)）]?\s?)?(?<half>上午|下午|晚上)?\s?" + ClockAndZone, RegexOptions.CultureInvariant, 2000)]
    private static partial Regex NumericForm();

    [GeneratedRegex(@"(?:(?<day>[0-9]{1,2})\s(?<name>[A-Za-z]{3,9}),?|(?<name>[A-Za-z]{3,9})\s(?<day>[0-9]{1,2}),?)\s(?<year>[0-9]{4}),?\s(?:at\s)?" + ClockAndZone, RegexOptions.CultureInvariant, 2000)]
    private static partial Regex NamedMonthForm();
}
