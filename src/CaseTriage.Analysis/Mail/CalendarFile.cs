using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CaseTriage.Formats;

namespace CaseTriage.Analysis.Mail;

/// <summary>
/// A business calendar as JSON: <c>name</c>, <c>version</c>, <c>utcOffset</c> (<c>+08:00</c>), <c>workdays</c> (<c>monday</c>), <c>hours</c> (<c>09:00-12:00</c>), and where wanted <c>daysOff</c> and
/// <c>makeUpWorkdays</c> (<c>2026-10-01</c> or <c>2026-10-01..2026-10-07</c>), <c>hoursOn</c> (hours by day), <c>years</c>, <c>provisionalYears</c>, <c>source</c>.
/// </summary>
public static class CalendarFile
{
    /// <summary>Largest file read, in bytes; a calendar of ten years has about 5,000.</summary>
    public const int MaxSizeInBytes = 256 * 1024;

    private const int MaxName = 40;
    private const int MaxDays = 20_000;
    private const int MinutesOfDay = 24 * 60;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        MaxDepth = 8,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
    };

    /// <summary>Reads a calendar.</summary>
    /// <exception cref="MalformedDataException"><c>calendar</c>: what is wrong, where, and what is allowed.</exception>
    public static BusinessCalendar Read(ReadOnlySpan<byte> json)
    {
        if (json.Length > MaxSizeInBytes)
        {
            throw Wrong($"the file has {json.Length} bytes; at most {MaxSizeInBytes} are read");
        }

        try
        {
            // A byte order mark is what editors put before a text.
            return Build(JsonSerializer.Deserialize<Form>(json.StartsWith("\uFEFF"u8) ? json[3..] : json, s_json) ?? throw Wrong("it is null"));
        }
        catch (JsonException broken)
        {
            throw Wrong($"line {(broken.LineNumber ?? 0) + 1}: {broken.Message}");
        }
    }

    /// <summary>Writes a calendar; <see cref="Read"/> gives it back.</summary>
    public static byte[] Write(BusinessCalendar calendar) => JsonSerializer.SerializeToUtf8Bytes(
        new Form
        {
            Name = calendar.Name,
            Version = calendar.Version,
            UtcOffset = OffsetText(calendar.Offset),
            Workdays = [.. calendar.Workdays.OrderBy(day => ((int)day + 6) % 7).Select(day => day.ToString().ToLowerInvariant())],
            Hours = Texts(calendar.Hours),
            DaysOff = OrNull([.. Ranges(calendar.Holidays)]),
            MakeUpWorkdays = OrNull([.. calendar.MakeUpWorkdays.Order().Select(DayText)]),
            HoursOn = calendar.SpecialHours.IsEmpty ? null : calendar.SpecialHours.ToDictionary(day => DayText(day.Key), day => (string?[]?)Texts(day.Value), StringComparer.Ordinal),
            Years = calendar.Years is { } years ? new YearSpan(years.First, years.Last) : null,
            ProvisionalYears = OrNull([.. calendar.ProvisionalYears]),
            Source = calendar.Source,
        },
        s_json);

    /// <summary>A calendar that comes with the program.</summary>
    internal static BusinessCalendar ReadShipped(string name)
    {
        using Stream stream = typeof(CalendarFile).Assembly.GetManifestResourceStream($"CaseTriage.Analysis.Calendars.{name}.json") ?? throw new InvalidOperationException($"The calendar '{name}' is missing in the program.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return Read(bytes.ToArray());
    }

    private static BusinessCalendar Build(Form form)
    {
        string name = form.Name ?? "";
        if (name.Length is 0 or > MaxName || !name.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_'))
        {
            throw Wrong($"'name' must have 1 to {MaxName} letters, digits, '-' or '_'");
        }

        var calendar = new BusinessCalendar
        {
            Name = name,
            Version = form.Version is { Length: > 0 and <= MaxName } version ? version : throw Wrong($"'version' must have 1 to {MaxName} characters"),
            Offset = Offset(form.UtcOffset),
            Workdays = (form.Workdays ?? []).Select(Weekday).ToFrozenSet(),
            Hours = Spans(form.Hours ?? [], "hours"),
            Holidays = Days(form.DaysOff, "daysOff"),
            MakeUpWorkdays = Days(form.MakeUpWorkdays, "makeUpWorkdays"),
            SpecialHours = (form.HoursOn ?? []).DistinctBy(entry => Day(entry.Key, "hoursOn")).ToImmutableSortedDictionary(entry => Day(entry.Key, "hoursOn"), entry => Spans(entry.Value ?? [], "hoursOn")),
            Years = form.Years is { } years ? (years.First, years.Last) : null,
            ProvisionalYears = [.. form.ProvisionalYears ?? []],
            Source = form.Source,
        };
        return calendar.Hours.IsEmpty ? throw Wrong("'hours' must have at least one span such as '09:00-18:00'")
            : calendar.Years is { } covered && covered.First > covered.Last ? throw Wrong("'years': the first year lies after the last")
            : calendar;
    }

    private static TimeSpan Offset(string? text) =>
        text is ['+' or '-', ..] && TimeSpan.TryParseExact(text[1..], @"hh\:mm", CultureInfo.InvariantCulture, out TimeSpan offset) && offset <= TimeSpan.FromHours(14)
            ? text[0] == '-' ? -offset : offset
            : throw Wrong($"'utcOffset' must be written as '+08:00', not as '{text}'");

    private static string OffsetText(TimeSpan offset) => (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture);

    private static DayOfWeek Weekday(string? text) =>
        Enum.TryParse(text, ignoreCase: true, out DayOfWeek day) && Enum.IsDefined(day) && char.IsAsciiLetter(text![0]) ? day : throw Wrong($"'workdays' holds '{text}', which is no day such as 'monday'");

    private static ImmutableArray<WorkSpan> Spans(string?[] texts, string where)
    {
        ImmutableArray<WorkSpan> spans = [.. texts.Select(text => Span(text, where))];
        return spans.Zip(spans.Skip(1)).All(pair => pair.First.To <= pair.Second.From) ? spans : throw Wrong($"'{where}' holds spans that overlap or do not ascend");
    }

    private static WorkSpan Span(string? text, string where)
    {
        string[] ends = (text ?? "").Split('-');
        return ends.Length == 2 && Minute(ends[0]) is { } from && Minute(ends[1]) is { } to && from < to
            ? new WorkSpan(from, to)
            : throw Wrong($"'{where}' holds '{text}', which is no span such as '09:00-18:00'");
    }

    private static int? Minute(string text) =>
        text == "24:00" ? MinutesOfDay
        : TimeOnly.TryParseExact(text.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time) ? (time.Hour * 60) + time.Minute
        : null;

    private static string[] Texts(ImmutableArray<WorkSpan> spans) => [.. spans.Select(span => string.Create(CultureInfo.InvariantCulture, $"{span.From / 60:00}:{span.From % 60:00}-{span.To / 60:00}:{span.To % 60:00}"))];

    private static FrozenSet<DateOnly> Days(string?[]? texts, string where)
    {
        var days = new HashSet<DateOnly>();
        foreach (string? text in texts ?? [])
        {
            string[] ends = (text ?? "").Split("..");
            DateOnly first = Day(ends[0], where);
            DateOnly last = ends.Length > 1 ? Day(ends[1], where) : first;
            if (ends.Length > 2 || last < first || days.Count + last.DayNumber - first.DayNumber > MaxDays)
            {
                throw Wrong($"'{where}' holds '{text}', which is no span of days such as '2026-10-01..2026-10-07', or more than {MaxDays} days");
            }

            days.UnionWith(Enumerable.Range(first.DayNumber, last.DayNumber - first.DayNumber + 1).Select(DateOnly.FromDayNumber));
        }

        return days.ToFrozenSet();
    }

    private static DateOnly Day(string text, string where) =>
        DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : throw Wrong($"'{where}' holds '{text}', which is no day such as '2026-10-01'");

    private static string DayText(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Days in their order; those that follow each other as one span.</summary>
    private static IEnumerable<string> Ranges(IEnumerable<DateOnly> days) => days.Order()
        .Select((day, index) => (day, Run: day.DayNumber - index)).GroupBy(entry => entry.Run)
        .Select(run => run.Count() == 1 ? DayText(run.First().day) : $"{DayText(run.First().day)}..{DayText(run.Last().day)}");

    private static T[]? OrNull<T>(T[] items) => items.Length == 0 ? null : items;

    private static MalformedDataException Wrong(string what) => new("calendar", $"The calendar cannot be used: {what}.");

    private sealed record Form
    {
        public string? Name { get; init; }

        public string? Version { get; init; }

        public string? UtcOffset { get; init; }

        public string?[]? Workdays { get; init; }

        public string?[]? Hours { get; init; }

        public string?[]? DaysOff { get; init; }

        public string?[]? MakeUpWorkdays { get; init; }

        public Dictionary<string, string?[]?>? HoursOn { get; init; }

        public YearSpan? Years { get; init; }

        public int[]? ProvisionalYears { get; init; }

        public string? Source { get; init; }
    }

    private sealed record YearSpan(int First, int Last);
}
