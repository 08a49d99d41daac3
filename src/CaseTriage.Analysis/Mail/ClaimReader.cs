using System.Text.RegularExpressions;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Mail;

/// <summary>What people say is wrong, and what others say is not: the clock, the network, KMS, a disk, the firmware's identity.</summary>
internal static partial class ClaimReader
{
    private static readonly (string Topic, Func<Regex> Words)[] s_topics = [("clock", Clock), ("kms", Kms), ("network", Network), ("disk", Disk), ("identity", Identity)];

    private static readonly char[] s_partSigns = ['，', ',', '；', ';'];

    /// <summary>Facts <c>mail.claim</c>: each mail at most once for a topic, "fine" before "wrong" where a mail says both, since it then answers.</summary>
    public static IEnumerable<Fact> Read(IReadOnlyList<Letter> letters)
    {
        foreach (Letter letter in letters)
        {
            foreach ((string topic, Func<Regex> words) in s_topics)
            {
                (string Says, string Sentence)? claim = topic == "clock" ? ClockClaim(letter) : Claim(letter, words());
                if (claim is { } made)
                {
                    bool offset = topic == "clock" && Offset().IsMatch(letter.Message.Text);
                    yield return Fact.Create(
                        "mail.claim",
                        null,
                        letter.Cite(made.Sentence),
                        letter.Message.SentAt,
                        ("topic", topic),
                        ("says", made.Says),
                        ("by", PartyNames.Of(letter.Role)),
                        ("basis", offset ? "local-offset" : null));
                }
            }
        }
    }

    private static (string Says, string Sentence)? Claim(Letter letter, Regex topic)
    {
        foreach (Sentence sentence in letter.Sentences.Where(sentence => !sentence.IsQuestion))
        {
            foreach (string part in sentence.Text.Split(s_partSigns).Where(part => topic.IsMatch(part) && !Asked().IsMatch(part) && !Observed().IsMatch(part)))
            {
                if (Fine().IsMatch(part))
                {
                    return ("fine", sentence.Text);
                }

                if (Wrong().IsMatch(part))
                {
                    return ("wrong", sentence.Text);
                }
            }
        }

        return null;
    }

    /// <summary>
    /// A mail that shows the same offset on a healthy machine, or ties it to the tool or release, answers a claim even where it asks.
    /// </summary>
    private static (string Says, string Sentence)? ClockClaim(Letter letter)
    {
        Sentence? answer = letter.Sentences.FirstOrDefault(sentence => Clock().IsMatch(sentence.Text) && Harmless().IsMatch(sentence.Text));
        Sentence? same = letter.Sentences.FirstOrDefault(sentence => SameElsewhere().IsMatch(sentence.Text));
        if (answer is not null || (same is not null && Clock().IsMatch(letter.Body)))
        {
            return ("fine", (answer ?? same)?.Text ?? "");
        }

        Sentence? wrong = letter.Sentences.FirstOrDefault(sentence => Clock().IsMatch(sentence.Text) && ClockWrong().IsMatch(sentence.Text)
            && !sentence.IsQuestion && !Synchronization().IsMatch(sentence.Text));
        return wrong is null ? null : ("wrong", wrong.Text);
    }

    private const RegexOptions Usual = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private const int TimeLimit = 2000;

    [GeneratedRegex(@"(?:系统|本地|机器|设备|电脑|主机|可信|UTC)\s?(?:的)?时间|时钟|时间(?:显示|错误|异常|有问题|不对|不准|不一致|不正确)|OsLocalTime|OsSystemTime|[+＋]\s?(?:30|08)[:：]?(?:00)?|30\s?(?:个)?小时|时区|\bclock|system time|local time|\bUTC\b|time ?zone|(?:30|thirty)[- ]hours?", Usual, TimeLimit)]
    private static partial Regex Clock();

    [GeneratedRegex(@"错误|是错|有错|有问题|不对|异常|不准|不正确|不一致|偏(?:快|慢|差)|多了|超前|滞后|\bwrong\b|incorrect|\boff by\b|abnormal|\bahead\b|\bbehind\b|skew|differs?\b|mismatch|not (?:right|correct|match)|\bfast\b|\bslow\b", Usual, TimeLimit)]
    private static partial Regex ClockWrong();

    [GeneratedRegex(@"时间同步|对时|同步失败|\bNTP\b|time sync", Usual, TimeLimit)]
    private static partial Regex Synchronization();

    [GeneratedRegex(@"固定写法|旧版|(?:是|属于|为)(?:不是)?(?:一个|一种)?(?:正常|已知)(?:现象|的?(?:显示|行为|问题)|[，。？?]|$)|(?<!会)不(?:会)?影响|不是(?:问题|原因|故障)|与.{0,8}无关|(?:时间|时钟)(?:是|都|均|没有?|并无)?(?:正常|正确|准确|没问题|无误|对的|问题)(?!显示)|(?:版|系统)(?:本)?上?.{0,6}显示|也是\s?[+＋]|就是北京时间|(?:按|换算).{0,14}(?:北京时间|一致)|known (?:artefact|artifact|quirk|issue|behaviou?r)|(?:is|are|looks?) (?:normal|harmless|expected|fine|correct|right|ok)|not (?:a|the) (?:problem|cause|issue|fault)|(?:printed|shown|written|prints?|shows?) .{0,30}(?:every|all|each|any|healthy|working)|same on|does not (?:matter|affect)|placeholder|depends on the (?:release|version|build)", Usual, TimeLimit)]
    private static partial Regex Harmless();

    [GeneratedRegex(@"(?:现象|结果|信息|显示|时间|情况).{0,6}(?<!不)(?:一致|相同|一样)|(?:正常|激活)的?.{0,20}(?:机器|电脑|设备|终端)?.{0,16}(?:也是|同样|也显示|也不一致|也有|一样)|same (?:thing|value|offset|result|output|on|for|as)|also (?:shows?|prints?|reports?|has)|(?:working|healthy|activated|good) .{0,40}(?:also|too|same|as well)", Usual, TimeLimit)]
    private static partial Regex SameElsewhere();

    [GeneratedRegex(@"[+＋]\s?30[:：]?00|30\s?(?:个)?小时|OsLocalTime|(?:30|thirty)[- ]hours?", Usual, TimeLimit)]
    private static partial Regex Offset();

    [GeneratedRegex(@"\bKMS\b", Usual, TimeLimit)]
    private static partial Regex Kms();

    [GeneratedRegex(@"网络|网卡|端口|断网|防火墙|\bDNS\b|\bRPC\b|network|adapter|firewall|\bport\b", Usual, TimeLimit)]
    private static partial Regex Network();

    [GeneratedRegex(@"硬盘|磁盘|机械盘|固态盘|\d\s?TB.{0,3}盘|坏块|\bdisks?\b|\bdrives?\b|\bHDD\b|\bSSD\b|bad (?:block|sector)", Usual, TimeLimit)]
    private static partial Regex Disk();

    [GeneratedRegex(@"系统序列号|产品名|主板.{0,8}(?:信息|序列号|没有刷|未刷|没刷)|出厂信息|SMBIOS|\bDMI\b|\bUUID\b|firmware (?:identity|serial)|Default string|To be filled", Usual, TimeLimit)]
    private static partial Regex Identity();

    [GeneratedRegex(@"请(?!求)|是否|能否|是不是|如果|若|确认一下|\bplease\b|\bif\b|\bwhether\b|\bcheck\b", Usual, TimeLimit)]
    private static partial Regex Asked();

    // What a log holds is no opinion about the cause.
    [GeneratedRegex(@"(?:日志|记录)(?:里|中)(?:有|也有)|的(?:记录|日志|事件|告警)|\blogs? (?:show|contain|hold)", Usual, TimeLimit)]
    private static partial Regex Observed();

    [GeneratedRegex(@"没有?关系|无关|(?<!会)不(?:会)?影响|没有?问题|(?:都|均|是|也|为|一切|符合)(?:正常|标准)|正常现象|可以忽略|启用的?状态|not (?:related|relevant|the cause|a problem)|nothing to do with|(?:is|are|looks?) (?:fine|ok|okay|normal|healthy|enabled|good)|can be ignored|harmless", Usual, TimeLimit)]
    private static partial Regex Fine();

    [GeneratedRegex(@"错误|有问题(?!的)|不对|异常|不通|没放通|不可达|失败|坏|损坏|不符合|没有刷|未写|没写|多了?一?块|还有一块|导致|引起|原因|禁用|wrong|fault|broken|damaged|unreachable|blocked|cause|missing|never (?:set|written|personali)|not (?:set|written|compliant)|extra|second|additional", Usual, TimeLimit)]
    private static partial Regex Wrong();
}
