using System.Text.RegularExpressions;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Mail;

/// <summary>
/// Who asked whom for which data, and what came. A request is repeated where the item had already been given, or where a first round of
/// data had been given and something new is asked for: the site was bothered twice. Damage of what came is a good reason and no repetition.
/// </summary>
internal static partial class RequestReader
{
    /// <summary>Facts <c>mail.request</c> and <c>mail.provided</c>, in the order of the mails.</summary>
    public static IEnumerable<Fact> Read(IReadOnlyList<Letter> letters, Roster roster)
    {
        var asked = new List<string>();
        var provided = new List<string>();
        foreach (Letter letter in letters)
        {
            List<Fact> requests = [.. Requests(letter, roster, provided)];
            List<Fact> given = [.. Provided(letter, roster, asked)];
            asked.AddRange(requests.Select(request => request.Text("item")).OfType<string>());
            provided.AddRange(given.Select(gift => gift.Text("item")).OfType<string>());
            foreach (Fact fact in requests.Concat(given))
            {
                yield return fact;
            }
        }
    }

    private static IEnumerable<Fact> Requests(Letter letter, Roster roster, List<string> provided)
    {
        Party to = letter.Role switch
        {
            Party.Support => roster.AddresseeOf(letter) is Party.Unknown or Party.Support ? Party.Customer : roster.AddresseeOf(letter),
            Party.Rnd or Party.Vendor => Party.Support,
            _ => Party.Unknown,
        };
        if (to is Party.Unknown or Party.Rnd)
        {
            yield break;
        }

        bool isDamaged = Damaged().IsMatch(letter.Body);
        var told = new HashSet<string>(StringComparer.Ordinal);
        bool isList = false;
        int listLine = -1;
        for (int i = 0; i < letter.Sentences.Length; i++)
        {
            string sentence = letter.Sentences[i].Text;
            bool isEntry = isList && ListEntry().IsMatch(sentence);
            isList = isEntry || (Wanted().IsMatch(sentence) && (sentence.EndsWith('：') || sentence.EndsWith(':'))) || (isList && letter.Sentences[i].Line == listLine);
            listLine = letter.Sentences[i].Line;
            if ((!isList && !Wanted().IsMatch(sentence)) || Had().IsMatch(sentence) || OutcomeCues.IsOtherMachine(sentence))
            {
                continue;
            }

            string next = i + 1 < letter.Sentences.Length ? letter.Sentences[i + 1].Text : "";
            foreach (string item in ItemsOf(sentence).Where(told.Add))
            {
                string? reason = isDamaged || provided.Count == 0 ? null : provided.Exists(gift => DataItems.Covers(gift, item) && gift != DataItems.Material) ? "already-provided" : "second-round";
                bool hasPurpose = isDamaged || provided.Count == 0 || Purpose().IsMatch(sentence) || Purpose().IsMatch(next);
                yield return Fact.Create(
                    "mail.request",
                    null,
                    letter.Cite(sentence),
                    letter.Message.SentAt,
                    ("item", item),
                    ("to", PartyNames.Of(to)),
                    ("by", PartyNames.Of(letter.Role)),
                    ("purpose", hasPurpose),
                    ("repeated", reason is not null),
                    ("reason", reason));
            }
        }
    }

    private static IEnumerable<string> ItemsOf(string sentence)
    {
        IReadOnlyList<string> items = DataItems.In(sentence);
        return items.Count > 0 ? items : DataItems.IsGeneral(sentence) ? [DataItems.Material] : [];
    }

    private static IEnumerable<Fact> Provided(Letter letter, Roster roster, List<string> asked)
    {
        bool gives = letter.Role is Party.Customer or Party.Vendor || (letter.Role == Party.Support && roster.AddresseeOf(letter) == Party.Rnd);
        if (!gives)
        {
            yield break;
        }

        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (Sentence sentence in letter.Sentences.Where(sentence => Given().IsMatch(sentence.Text) && !sentence.IsQuestion && !NotGiven().IsMatch(sentence.Text)))
        {
            IReadOnlyList<string> items = DataItems.In(sentence.Text);
            if (items.Count == 0 && DataItems.IsGeneral(sentence.Text))
            {
                items = asked.Count > 0 ? [.. asked.Distinct(StringComparer.Ordinal)] : [DataItems.Material];
            }

            foreach (string item in items.Where(told.Add))
            {
                yield return Fact.Create("mail.provided", null, letter.Cite(sentence.Text), letter.Message.SentAt, ("item", item), ("by", PartyNames.Of(letter.Role)));
            }
        }
    }

    private const RegexOptions Usual = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private const int TimeLimit = 2000;

    // An entry of a list below "please collect:".
    [GeneratedRegex(@"^\s{0,8}(?:[0-9]{1,2}\s{0,2}[.、)）．]|[(（][0-9]{1,2}[)）]|[①-⑳]|[-*•·])", Usual, TimeLimit)]
    private static partial Regex ListEntry();

    // Verbs of asking for data; followed by 的 they describe data that is there.
    [GeneratedRegex(@"(?:收集|搜集|采集|提供|导出|发来|发回|发给|发送|发一份|各发|打(?:一?个|成一?个)?包|打一份|获取|抓取|取(?!消|决)|跑一?下|执行|运行|上传|交给|补(?:充|发)|收取|需要|要一份)(?!的|工具|过|了|到的)|\b(?:collect|provide|send|export|run|upload|capture|gather|attach|share|get|need|obtain|record|dump)\b", Usual, TimeLimit)]
    private static partial Regex Wanted();

    [GeneratedRegex(@"已(?:经)?(?:提供|上传|导出|收集|采集|发|传|转|给)|都(?:导出来|传上|上传|发)|见附件|附件为|(?:不能|无法|不便|不方便|难以).{0,8}(?:收集|收取|提供|导出|上传)|already (?:sent|provided|uploaded)|have (?:been )?(?:sent|provided|uploaded)|see attached|attached (?:is|are)|收到", Usual, TimeLimit)]
    private static partial Regex Had();

    [GeneratedRegex(@"打不开|解不开|损坏|不完整|半截|截断|读不出|坏了|缺失|不清晰|扫不出|无法(?:打开|解压|读取|识别)|damaged|corrupt|cannot (?:be )?(?:open|read|unpack|decode)|can't (?:open|read|unpack)|incomplete|truncated|unreadable|blurr", Usual, TimeLimit)]
    private static partial Regex Damaged();

    [GeneratedRegex(@"为了|以便|用于|用来|这样(?:可以|便于|能)|方便|目的|因为|由于|对比|比对|比较|排查|分析|定位|看一?(?:下|看).{0,8}是否|判断|验证|核对|so (?:that|we can|I can)|in order to|\bto (?:compare|check|see|verify|analy[sz]e|confirm|find|rule out|understand|exclude)|because|\bsince\b|purpose", Usual, TimeLimit)]
    private static partial Regex Purpose();

    [GeneratedRegex(@"已(?:经)?(?:提供|上传|导出|收集|采集|打包|发|传|转|给|附)|都?(?:导出来|传上去|上传|弄好|打好|采完|收集好|取好|拷出来|备好|齐)了?|附件|附上|附后|在(?:这里|这儿|压缩包|两个文件夹|文件夹|包)里?|(?:发|传|交|寄)(?:给|过去|出去|来)了|放(?:在|到)|都?好了|包已发|见(?:下|附)|(?:is|are) (?:attached|enclosed|uploaded|ready|here)|attached|enclosed|uploaded|have (?:sent|collected|exported|provided)|has been (?:sent|uploaded|provided)|here (?:is|are)|please find", Usual, TimeLimit)]
    private static partial Regex Given();

    [GeneratedRegex(@"请(?:将|把|收集|提供|导出|上传|下载)|预计|尝试|申请|如果|若|不能|无法|没有?(?:办法|法)|还没|正在|稍后|明天|\bwill\b|\bcannot\b|\bcan't\b|not yet|\btrying\b|\bif\b", Usual, TimeLimit)]
    private static partial Regex NotGiven();
}
