using System.Globalization;
using System.Text.RegularExpressions;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Mail;

/// <summary>
/// How many devices the case is about, so that one which nobody named is not forgotten. Numbers above <see cref="LargestCase"/> count a
/// park, not a case, and are left alone.
/// </summary>
internal static partial class DeviceCount
{
    /// <summary>Most devices that are taken for those of one case.</summary>
    public const int LargestCase = 12;

    private const string ChineseDigits = "零一二三四五六七八九";

    private static readonly string[] s_englishNumbers = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    /// <summary>The number of devices that a clause counts ("four terminals"), not an ordinal ("the third"); null where it counts none.</summary>
    public static int? In(string clause)
    {
        Match match = Counted().Match(clause);
        return match.Success ? Number(match.Groups["number"].Value) : null;
    }

    /// <summary>The fact <c>device.count</c>, or null where nothing is counted.</summary>
    /// <param name="letters">Mails in order.</param>
    /// <param name="serials">The named devices.</param>
    /// <param name="outcomes">Facts <c>activation.outcome</c>; the first of a device is compared with the counts of working and failing ones.</param>
    public static Fact? Read(IReadOnlyList<Letter> letters, SerialIndex serials, IReadOnlyList<Fact> outcomes)
    {
        Count? largest = null;
        foreach (Letter letter in letters)
        {
            Count? count = OfLetter(letter, serials);
            largest = count is not null && (largest is null || count.Total > largest.Total) ? count : largest;
        }

        if (largest is null)
        {
            return null;
        }

        int unnamed = Math.Max(0, largest.Total - serials.All.Count);
        int unnamedActivated = Unnamed(largest.Activated, "activated", outcomes, unnamed);
        int unnamedFailed = Unnamed(largest.Failed, "failed", outcomes, unnamed - unnamedActivated);
        return Fact.Create(
            "device.count",
            null,
            largest.Letter.Cite(largest.Sentence),
            largest.Letter.Message.SentAt,
            ("total", largest.Total),
            ("named", serials.All.Count),
            ("failed", largest.Failed),
            ("activated", largest.Activated),
            ("unnamed", unnamed),
            ("unnamedFailed", unnamedFailed),
            ("unnamedActivated", unnamedActivated));
    }

    private static int Unnamed(int? counted, string outcome, IReadOnlyList<Fact> outcomes, int most)
    {
        int named = outcomes.Where(fact => fact.Device is not null).DistinctBy(fact => fact.Device).Count(fact => fact.Text("outcome") == outcome);
        return Math.Clamp((counted ?? 0) - named, 0, Math.Max(0, most));
    }

    private static Count? OfLetter(Letter letter, SerialIndex serials)
    {
        int? failed = null;
        int? activated = null;
        int total = 0;
        string says = "";
        foreach (Sentence sentence in letter.Sentences)
        {
            int before = total;
            int named = 0;
            foreach (Clause clause in Clause.Split(sentence.Text, serials))
            {
                named += clause.Devices.Length;
                int number = In(clause.Text) ?? 0;
                if (number is 0 or > LargestCase || OutcomeCues.IsOtherMachine(sentence.Text))
                {
                    continue;
                }

                DeviceOutcome outcome = clause.Devices.IsEmpty ? OutcomeCues.Read(clause.Text) : DeviceOutcome.Unknown;
                failed = outcome == DeviceOutcome.Failed ? Math.Max(failed ?? 0, number) : failed;
                activated = outcome == DeviceOutcome.Activated ? Math.Max(activated ?? 0, number) : activated;
                total = Math.Max(total, OutcomeCues.IsTheRest(clause.Text) && clause.Devices.IsEmpty ? named + number : number);
            }

            total = Math.Max(total, (failed ?? 0) + (activated ?? 0));
            says = total > before ? sentence.Text : says;
        }

        return total == 0 || total > LargestCase ? null : new Count(letter, total, failed, activated, says);
    }

    private static int? Number(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            return number;
        }

        int english = Array.FindIndex(s_englishNumbers, word => word.Equals(text, StringComparison.OrdinalIgnoreCase));
        return english >= 0 ? english : ChineseNumber(text);
    }

    /// <summary>One to ninety-nine.</summary>
    private static int? ChineseNumber(string text)
    {
        string[] parts = text.Replace('两', '二').Replace('俩', '二').Split('十');
        int tens = parts.Length == 1 ? 0 : parts[0].Length == 0 ? 1 : ChineseDigits.IndexOf(parts[0], StringComparison.Ordinal);
        int ones = parts[^1].Length == 0 ? 0 : ChineseDigits.IndexOf(parts[^1], StringComparison.Ordinal);
        return parts.Length > 2 || tens < 0 || ones < 0 ? null : (10 * tens) + ones;
    }

    private sealed record Count(Letter Letter, int Total, int? Failed, int? Activated, string Sentence);

    [GeneratedRegex(@"(?<![第0-9A-Za-z.每])(?<number>[0-9]{1,3}|[一二两三四五六七八九十]{1,3})\s?(?:台|部(?:电脑|机器|终端)|个(?:终端|设备|机器)|套(?:终端|设备))|\b(?<number>[0-9]{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s(?:of (?:them|these|the \w{3,12})|(?:[a-z-]{2,14}\s){0,3}(?:machines?|pcs?|computers?|terminals?|workstations?|devices?|notebooks?|laptops?|desktops?|units|boxes)\b|(?=(?:of (?:them|the \w+) )?(?:fail|work|activate|are (?:fine|ok|activated)|can|cannot|do)))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 2000)]
    private static partial Regex Counted();
}
