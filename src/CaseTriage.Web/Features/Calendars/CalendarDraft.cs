using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CaseTriage.Analysis.Mail;
using CaseTriage.Formats;

namespace CaseTriage.Web.Features.Calendars;

/// <summary>A calendar as a form holds it: texts that a person may leave half written. Days and hours are written as in <see cref="CalendarFile"/>, parted by blanks, commas or lines.</summary>
public sealed class CalendarDraft
{
    private static readonly char[] s_breaks = [' ', ',', '，', '、', '\t', '\r', '\n'];

    public string Name { get; set; } = "";

    public string UtcOffset { get; set; } = "";

    public HashSet<DayOfWeek> Workdays { get; private init; } = [];

    public string Hours { get; set; } = "";

    public string DaysOff { get; set; } = "";

    public string MakeUpWorkdays { get; set; } = "";

    /// <summary>A day and its hours on each line; a day alone is a day off.</summary>
    public string HoursOn { get; set; } = "";

    public string FirstYear { get; set; } = "";

    public string LastYear { get; set; } = "";

    public string ProvisionalYears { get; set; } = "";

    public string Source { get; set; } = "";

    public static CalendarDraft Of(BusinessCalendar calendar)
    {
        JsonObject file = JsonNode.Parse(CalendarFile.Write(calendar))?.AsObject() ?? [];
        return new CalendarDraft
        {
            Name = calendar.Name,
            UtcOffset = Text(file["utcOffset"]),
            Workdays = [.. calendar.Workdays],
            Hours = Joined(file["hours"], ", "),
            DaysOff = Joined(file["daysOff"], "\n"),
            MakeUpWorkdays = Joined(file["makeUpWorkdays"], "\n"),
            HoursOn = string.Join('\n', (file["hoursOn"]?.AsObject() ?? []).Select(day => $"{day.Key} {Joined(day.Value, " ")}".TrimEnd())),
            FirstYear = Text(calendar.Years?.First),
            LastYear = Text(calendar.Years?.Last),
            ProvisionalYears = Joined(file["provisionalYears"], ", "),
            Source = calendar.Source ?? "",
        };
    }

    /// <exception cref="MalformedDataException">What is wrong, where, and what is allowed.</exception>
    public BusinessCalendar ToCalendar() => CalendarFile.Read(JsonSerializer.SerializeToUtf8Bytes(new
    {
        name = Name.Trim(),
        version = "draft",
        utcOffset = UtcOffset.Trim(),
        workdays = Workdays.Select(day => day.ToString()),
        hours = Parts(Hours),
        daysOff = Parts(DaysOff),
        makeUpWorkdays = Parts(MakeUpWorkdays),
        hoursOn = HoursOn.Split('\n').Select(Parts).Where(parts => parts.Length > 0).DistinctBy(parts => parts[0], StringComparer.Ordinal).ToDictionary(parts => parts[0], parts => parts[1..], StringComparer.Ordinal),
        years = FirstYear.Trim().Length + LastYear.Trim().Length == 0 ? null : new { first = Number(FirstYear), last = Number(LastYear) },
        provisionalYears = Parts(ProvisionalYears).Select(Number),
        source = Source.Trim().Length == 0 ? null : Source.Trim(),
    }));

    private static string[] Parts(string text) => text.Split(s_breaks, StringSplitOptions.RemoveEmptyEntries);

    private static int Number(string text) => int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        ? number
        : throw new MalformedDataException("calendar", $"The calendar cannot be used: '{text}' is no year such as 2027.");

    private static string Text(object? value) => value is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{value}");

    private static string Joined(JsonNode? array, string separator) => string.Join(separator, (array?.AsArray() ?? []).Select(Text));
}
