using System.Collections.Frozen;
using System.Globalization;

namespace CaseTriage.Analysis.Mail;

/// <summary>
/// Public holidays of mainland China and the weekend days worked for them. Source: the yearly notices of the General Office of the
/// State Council on the arrangement of holidays ("国务院办公厅关于部分节假日安排的通知") for 2022 to 2026. A new year is a new block here.
/// </summary>
public static class ChinaHolidays
{
    /// <summary>Last year that the tables cover; later years are counted by weekday alone.</summary>
    public const int LastYear = 2026;

    private static readonly string[] s_daysOff =
    [
        // New Year, Spring Festival, Qingming, Labour Day, Dragon Boat, Mid-Autumn, National Day
        "2022-01-01..2022-01-03", "2022-01-31..2022-02-06", "2022-04-03..2022-04-05", "2022-04-30..2022-05-04", "2022-06-03..2022-06-05", "2022-09-10..2022-09-12", "2022-10-01..2022-10-07",
        "2022-12-31..2023-01-02", "2023-01-21..2023-01-27", "2023-04-05..2023-04-05", "2023-04-29..2023-05-03", "2023-06-22..2023-06-24", "2023-09-29..2023-10-06",
        "2024-01-01..2024-01-01", "2024-02-10..2024-02-17", "2024-04-04..2024-04-06", "2024-05-01..2024-05-05", "2024-06-08..2024-06-10", "2024-09-15..2024-09-17", "2024-10-01..2024-10-07",
        "2025-01-01..2025-01-01", "2025-01-28..2025-02-04", "2025-04-04..2025-04-06", "2025-05-01..2025-05-05", "2025-05-31..2025-06-02", "2025-10-01..2025-10-08",
        "2026-01-01..2026-01-03", "2026-02-15..2026-02-23", "2026-04-04..2026-04-06", "2026-05-01..2026-05-05", "2026-06-19..2026-06-21", "2026-09-25..2026-09-27", "2026-10-01..2026-10-07",
    ];

    private static readonly string[] s_makeUpWorkdays =
    [
        "2022-01-29", "2022-01-30", "2022-04-02", "2022-04-24", "2022-05-07", "2022-10-08", "2022-10-09",
        "2023-01-28", "2023-01-29", "2023-04-23", "2023-05-06", "2023-06-25", "2023-10-07", "2023-10-08",
        "2024-02-04", "2024-02-18", "2024-04-07", "2024-04-28", "2024-05-11", "2024-09-14", "2024-09-29", "2024-10-12",
        "2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11",
        "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10",
    ];

    /// <summary>Every day off, weekend days within a holiday included.</summary>
    public static FrozenSet<DateOnly> DaysOff { get; } = s_daysOff.SelectMany(DaysOf).ToFrozenSet();

    /// <summary>Every weekend day that is worked.</summary>
    public static FrozenSet<DateOnly> MakeUpWorkdays { get; } = s_makeUpWorkdays.Select(Day).ToFrozenSet();

    private static IEnumerable<DateOnly> DaysOf(string range)
    {
        string[] ends = range.Split("..");
        for (DateOnly day = Day(ends[0]); day <= Day(ends[1]); day = day.AddDays(1))
        {
            yield return day;
        }
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
