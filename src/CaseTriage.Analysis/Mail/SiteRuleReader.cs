using System.Text.RegularExpressions;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Mail;

/// <summary>What the site forbids, in the words of those who know it: the customer, and support that passes it on.</summary>
internal static partial class SiteRuleReader
{
    private static readonly (string Rule, Func<Regex> Words)[] s_rules =
        [("no-network", NoNetwork), ("no-kms", NoKms), ("no-usb", NoUsb), ("no-export", NoExport), ("no-photo", NoPhoto), ("export-approval", ExportApproval)];

    private static readonly char[] s_partSigns = ['，', ',', '；', ';'];

    /// <summary>Facts <c>site.rule</c>, each rule once a mail.</summary>
    public static IEnumerable<Fact> Read(IEnumerable<Letter> letters)
    {
        foreach (Letter letter in letters.Where(letter => letter.Role is Party.Customer or Party.Support or Party.Unknown))
        {
            foreach ((string rule, Func<Regex> words) in s_rules)
            {
                Sentence? says = letter.Sentences.FirstOrDefault(sentence => !sentence.IsQuestion && sentence.Text.Split(s_partSigns).Any(part => words().IsMatch(part) && !NotARule().IsMatch(part)));
                if (says is not null)
                {
                    yield return Fact.Create("site.rule", null, letter.Cite(says.Text), letter.Message.SentAt, ("rule", rule), ("by", PartyNames.Of(letter.Role)));
                }
            }
        }
    }

    private const RegexOptions Usual = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private const int TimeLimit = 2000;
    private const string No = @"(?:不(?:允许|准|许|得|能|可以?|让|使用|用|支持|便|提供)|禁(?:止|用)?|严禁|无法(?:允许)?|一律不|没有|不要再给|不接受)";
    private const string Forbidden = @"(?:not (?:be )?(?:allowed|permitted|possible|available|used|accepted|an option)|forbidden|prohibited|banned|disallowed|cannot be|can't be|must not|may not|are blocked|is blocked)";

    [GeneratedRegex(@"如果|假如|是否|能否|例如|比如|\bif\b|\bwhether\b|\be\.g\.", Usual, TimeLimit)]
    private static partial Regex NotARule();

    [GeneratedRegex(@"隔离网|(?:物理|网络)隔离|涉密网|离线环境|断网环境|(?:不|没有?|无法|未|禁止)(?:能|可|可以|允许|准)?(?:直接)?(?:连接?|上|接入?|访问|通|联)(?:到|入)?(?:外网|互联网|公网|因特网|Internet|网)(?!段|卡|络适)|不通外网|无外网|内外网隔离|air[- ]?gapp?ed|isolated (?:network|site|segment|lan|environment)|(?:no|without|not have|have no|any) (?:internet|external network|network connection|outside connection)|(?:not|never|cannot|can't) (?:be )?(?:connect\w*|reach|access|go) (?:to )?(?:the )?(?:internet|outside|external)|offline (?:site|environment|network)", Usual, TimeLimit)]
    private static partial Regex NoNetwork();

    [GeneratedRegex(No + @"[^。；]{0,14}KMS|KMS[^。；]{0,20}" + No + @"|\b(?:no|without|not (?:use|have|allow)) (?:a |any |mobile |portable )*KMS|KMS\b.{0,40}" + Forbidden, Usual, TimeLimit)]
    private static partial Regex NoKms();

    [GeneratedRegex(@"(?:U盘|优盘|USB|移动(?:存储|硬盘|介质|设备)|可移动|外来介质|外设)[^。；]{0,20}(?:不(?:允许|准|许|得|能|可以?|让)|禁(?:止|用)?|严禁|一律不|封(?:闭|堵|锁))|(?:不(?:允许|准|许|得|能|可以?|让)|禁止|严禁|封闭)[^。；，]{0,10}(?:U盘|优盘|USB(?!网|.{0,3}网卡)|移动(?:存储|硬盘|介质))|\b(?:no|without) (?:usb|removable|flash|thumb|memory) ?(?:media|sticks?|drives?|storage|devices?|ports?)|(?:usb|removable|flash|thumb)[ -]?(?:media|sticks?|drives?|storage|devices?|ports?)\b.{0,40}" + Forbidden, Usual, TimeLimit)]
    private static partial Regex NoUsb();

    [GeneratedRegex(@"(?:日志|文件|数据|资料|信息|材料)[^。；]{0,10}(?:不(?:允许|准|许|得|能|可以?|让)|禁止|严禁|无法)(?:导出|带出|外传|外发|上传|拷出|传出|出网|外带)|(?:不(?:允许|准|许|得|能|可以?|让)|禁止|严禁|无法)(?:在.{0,8})?(?:导出|带出|外传|外发|上传|收取|拷出|传出|收集)[^。；]{0,8}(?:日志|文件|数据|资料|信息|材料)|(?:logs?|files?|data|documents?)\b.{0,24}(?:" + Forbidden + @"|cannot|can't|may not|must not)\b.{0,16}(?:export\w*|leave|tak\w+ out|upload\w*|sen[dt]|copied)|\bno (?:export|files?|logs?) .{0,20}(?:leave|out|allowed)|(?:not|never) (?:be )?(?:allowed|permitted) to (?:export|take|send|upload|copy)", Usual, TimeLimit)]
    private static partial Regex NoExport();

    [GeneratedRegex(@"(?:不(?:允许|准|许|得|能|可以?|让)|禁止|严禁)[^。；，]{0,6}(?:拍照|拍摄|照相|摄像|截图|截屏|带手机|携带手机|使用手机)|手机[^。；]{0,8}(?:不(?:允许|准|许|得|能|可以?|让)|禁止|严禁)(?:带|进|入|用|携带)|\bno (?:photos?|photograph\w*|pictures?|cameras?|(?:mobile |cell )?phones?)\b|(?:photos?|photograph\w*|pictures?|cameras?|(?:mobile|cell) phones?|phones)\b.{0,30}" + Forbidden, Usual, TimeLimit)]
    private static partial Regex NoPhoto();

    [GeneratedRegex(@"(?:申请|审批|批准|报批)[^。；]{0,12}(?:导出|外发|带出|拷出)|(?:导出|外发|带出|拷出)[^。；]{0,12}(?:申请|审批|批准|报批|流程)|(?:export\w*|tak\w+ out|copy\w* out)\b.{0,40}(?:approv\w+|permission|clearance)|(?:approv\w+|permission|clearance)\b.{0,40}(?:export\w*|take .{0,12}out)", Usual, TimeLimit)]
    private static partial Regex ExportApproval();
}
