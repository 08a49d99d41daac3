using System.Globalization;
using System.Text.RegularExpressions;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Mail;

/// <summary>What was only told, and what was promised: by whom, until when, and whether a later mail of the same party kept it.</summary>
internal static partial class PromiseReader
{
    /// <summary>Facts <c>mail.told</c> and <c>mail.promise</c>, in the order of the mails.</summary>
    public static IEnumerable<Fact> Read(IReadOnlyList<Letter> letters, ConversationInput input)
    {
        DateTimeOffset? end = letters.Select(letter => letter.Message.SentAt).Append(input.AsOf).Max();
        bool[] keeps = [.. letters.Select(Keeps)];
        for (int i = 0; i < letters.Count; i++)
        {
            Letter letter = letters[i];
            foreach (Sentence sentence in letter.Sentences.Where(sentence => !sentence.IsQuestion))
            {
                if (Told().IsMatch(sentence.Text))
                {
                    yield return Fact.Create("mail.told", null, letter.Cite(sentence.Text), letter.Message.SentAt, ("by", PartyNames.Of(letter.Role)));
                }

                if (Promise().IsMatch(sentence.Text) && !NoPromise().IsMatch(sentence.Text))
                {
                    DateTimeOffset? until = Until(sentence.Text, letter, input.Calendar);
                    int keeper = Enumerable.Range(i + 1, letters.Count - i - 1).FirstOrDefault(later => keeps[later] && letters[later].Role == letter.Role, i);
                    DateTimeOffset? keptAt = keeper == i ? null : letters[keeper].Message.SentAt;
                    bool? kept = keptAt is not null ? true : until < end ? false : null;
                    yield return Fact.Create(
                        "mail.promise",
                        null,
                        letter.Cite(sentence.Text),
                        letter.Message.SentAt,
                        ("by", PartyNames.Of(letter.Role)),
                        ("until", until),
                        ("kept", kept),
                        ("keptAt", keptAt));
                }
            }
        }
    }

    private static bool Keeps(Letter letter) => letter.Sentences.Any(sentence => !sentence.IsQuestion && Result().IsMatch(sentence.Text) && !Promise().IsMatch(sentence.Text));

    /// <summary>The close of the office on the day that is named, counted from the day of the mail.</summary>
    private static DateTimeOffset? Until(string sentence, Letter letter, BusinessCalendar calendar)
    {
        Match day = Day().Match(sentence);
        if (!day.Success || letter.Message.SentAt is not { } sent)
        {
            return null;
        }

        DateTime local = calendar.LocalTime(sent);
        if (local.Year is < 1990 or > 9000)
        {
            return null;
        }

        int? number = day.Groups["number"].Success ? int.Parse(day.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) : null;
        if (number is { } hours && day.Groups["hours"].Success)
        {
            return sent.AddHours(hours);
        }

        DateTime last = day switch
        {
            _ when number is { } days => local.AddDays(days),
            _ when day.Groups["tomorrow"].Success => local.AddDays(1),
            _ when day.Groups["after"].Success => local.AddDays(2),
            _ when day.Groups["weekday"].Success => WeekdayAfter(local, day),
            _ when day.Groups["nextWeek"].Success => Friday(local).AddDays(7),
            _ when day.Groups["week"].Success => Friday(local),
            _ => local,
        };
        return new DateTimeOffset(last.Date.AddMinutes(calendar.Hours[^1].To), calendar.Offset).ToUniversalTime();
    }

    private static DateTime Friday(DateTime local) => local.AddDays(DayOfWeek.Friday - local.DayOfWeek);

    private static DateTime WeekdayAfter(DateTime local, Match day)
    {
        string name = day.Groups["weekday"].Value.ToUpperInvariant();
        int chinese = "日一二三四五六天".IndexOf(name[^1], StringComparison.Ordinal);
        int weekday = chinese >= 0 ? chinese % 7 : Array.FindIndex(s_weekdays, english => name.StartsWith(english, StringComparison.Ordinal));
        if (day.Groups["nextWeek"].Success)
        {
            return Friday(local).AddDays(7 + (weekday == 0 ? 2 : weekday - (int)DayOfWeek.Friday));
        }

        return local.AddDays((weekday - (int)local.DayOfWeek + 7) % 7);
    }

    private static readonly string[] s_weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
    private const RegexOptions Usual = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const int TimeLimit = 2000;
    private const string When = @"今天|今日|下班前|明[天日早]|后天|本周|这周|下周|周[一二三四五六日]|星期[一二三四五六日天]|稍[后候晚]|尽快|随后|预计|[0-9]{1,2}\s?个?(工作日|天|小时)[之以]?内";
    private const string Give = "给(出|到|您|你|大家)?|回复|答复|反馈|提供|发(送|出|给|您|你|过去|到)?|上传|完成|寄|安排|出结[果论]|联系|更新|提交|收集";

    [GeneratedRegex(@"请(您|你)?知悉|请悉知|供(您|大家)?参考|特此(告知|通知)|周知|\bFYI\b|for your (information|reference)|just to (inform|let you know)|please (be (informed|advised|aware)|note)", Usual, TimeLimit)]
    private static partial Regex Told();

    [GeneratedRegex(@"(" + When + @")[^。；]{0,24}(" + Give + @")|(我们?|研发|我方)[^。；，]{0,6}会(尽快|尝试|在|于|尽量|马上)?[^。；]{0,20}(" + Give + @"|说服|确认)|\b(I|we)(['’]ll| will| shall| am going to| are going to)\b(?! not)|\bwill (send|provide|reply|report|deliver|upload|get back|be (sent|provided|delivered))\b", Usual, TimeLimit)]
    private static partial Regex Promise();

    [GeneratedRegex(@"(?<!邀)请(?!示|知悉|悉知)|麻烦|能否|是否|如果|假如|若|希望|随时|如有|已(经)?(给|发|提供|上传|回复)|不会|\bif\b|\bunless\b|\bplease\b|\bcould\b|\bwould\b|\bwill not\b|won['’]t|let (me|us) know|archive|将归档|归档", Usual, TimeLimit)]
    private static partial Regex NoPromise();

    // What answers: something attached, a result, a conclusion.
    [GeneratedRegex(@"附件|见附|附上|已(经)?(提供|上传|导出|收集|发|完成|确认|检查|定位|修)|结果(是|为|如下|[:：])|结论|经(过)?(分析|检查|确认|对比)|原因(是|为)|如下|attached|enclosed|uploaded|here (is|are)|have (sent|collected|uploaded|provided|found|checked)|has been (sent|uploaded|provided|completed)|(result|cause|conclusion)s? (is|are|was)|we found", Usual, TimeLimit)]
    private static partial Regex Result();

    [GeneratedRegex(@"(?<number>[0-9]{1,2})\s?个?((工作日|天)|(?<hours>小时))[之以]?内|within (?<number>[0-9]{1,2}) ((?<hours>hours?)|(working |business )?days?)|(?<tomorrow>明[天日早]|\btomorrow\b)|(?<after>后天|day after tomorrow)|((?<nextWeek>下周|下星期)|本周|这周|(?<!\w)周|星期)(?<weekday>[一二三四五六日天])|(?<nextWeek>下周|next week)|(?<week>本周|这周|this week|end of the week)|\b(by|on|until|before|this|till) ((?<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6})\b|\bnext (?<nextWeek>)(?<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\b|今天|今日|下班前|\btoday\b|end of (the )?(business )?day|tonight", Usual, TimeLimit)]
    private static partial Regex Day();
}
