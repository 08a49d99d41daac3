using System.Text.RegularExpressions;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Mail;

/// <summary>Whether the mails say that the case is solved, and by what.</summary>
internal static partial class SolvedReader
{
    private static readonly (string Remedy, Func<Regex> Words)[] s_remedies =
    [
        ("removable-disk-removed", RemovableDiskRemoved), ("disk-removed", DiskRemoved), ("disk-replaced", DiskReplaced), ("usb-adapter-disabled", UsbAdapterDisabled),
        ("adapter-enabled", AdapterEnabled), ("clock-set", ClockSet), ("retyped", Retyped), ("firmware-written", FirmwareWritten), ("key-replaced", KeyReplaced),
        ("store-rebuilt", StoreRebuilt), ("port-opened", PortOpened), ("record-corrected", RecordCorrected), ("service-started", ServiceStarted),
        ("elevated", Elevated), ("board-replaced", BoardReplaced), ("reinstalled", Reinstalled), ("new-request", NewRequest),
    ];

    /// <summary>Facts <c>case.solved</c>, one for each mail that says so or not; the last is the last word.</summary>
    public static IEnumerable<Fact> Read(IReadOnlyList<Letter> letters)
    {
        foreach (Letter letter in letters)
        {
            if (SaysSolved(letter) is { } solved)
            {
                (string? remedy, string? told) = solved ? Remedy(letter) : (null, null);
                string sentence = told ?? letter.Sentences.First(candidate => Says(candidate.Text) is not null).Text;
                yield return Fact.Create("case.solved", null, letter.Cite(sentence), letter.Message.SentAt, ("solved", solved), ("remedy", remedy), ("by", PartyNames.Of(letter.Role)));
            }
        }
    }

    /// <summary>What a mail says about the whole case: solved, not solved, or nothing. Development's words close no case.</summary>
    public static bool? SaysSolved(Letter letter)
    {
        if (letter.Role == Documents.Party.Rnd)
        {
            return null;
        }

        List<bool> said = [.. letter.Sentences.Where(sentence => !sentence.IsQuestion).Select(sentence => Says(sentence.Text)).OfType<bool>()];
        return said.Count == 0 ? null : !said.Contains(false);
    }

    private static bool? Says(string sentence) => Unsolved().IsMatch(sentence) ? false : Solved().IsMatch(sentence) && !NotSaid().IsMatch(sentence) ? true : null;

    private static (string? Remedy, string? Sentence) Remedy(Letter letter)
    {
        foreach (Sentence sentence in letter.Sentences)
        {
            foreach ((string remedy, Func<Regex> words) in s_remedies)
            {
                if (words().IsMatch(sentence.Text) && !Wanted().IsMatch(sentence.Text))
                {
                    return (remedy, sentence.Text);
                }
            }
        }

        return (null, null);
    }

    private const RegexOptions Usual = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private const int TimeLimit = 2000;

    [GeneratedRegex(@"(?:问题|故障|此事|事情)(?:现在|目前|均|都|也)?(?:已经?|得到|顺利|成功)?(?:得到)?解决|已(?:经)?(?:得到|顺利)?解决|(?:可以|将|予以|现|先|申请|同意|即|我会|我将)(?:为您)?(?:归档|结案|关闭|关单|销单|完结)|(?:案例|工单|咨询单|本单|此单|该单|case)(?:现|已|予以|即|就|可以)?(?:归档|结案|关闭|关单|销单|完结)|\b(?:issue|problem|case|matter|trouble) (?:has been |is |was |have been )?(?:now |finally |fully )?(?:solved|resolved|fixed)|\b(?:resolved|solved)\b.{0,40}\b(?:clos|archiv)|(?:clos(?:e|ing|ed)|archiv(?:e|ing|ed)) (?:this|the|your) (?:case|ticket|issue)|(?:this |the )?(?:case|ticket) (?:is|was|has been|can be|will be) (?:now )?(?:closed|archived)", Usual, TimeLimit)]
    private static partial Regex Solved();

    [GeneratedRegex(@"(?:没有?|未能?|尚未|还没有?|仍未|仍没有?|并未|无法|不能)(?:得到|被|彻底|完全)?(?:解决|结案)|重新打开(?:案例|工单|此|本)|(?:客户|用户)?放弃(?:激活|处理)|不再(?:处理|跟进)|not (?:yet )?(?:been )?(?:solved|resolved|fixed)|un(?:solved|resolved)|re-?open(?:ed|ing)? (?:the|this) (?:case|ticket)|still (?:open|unsolved)|(?:gave|given|giving) up|withdraw\w* (?:the|this) (?:case|request)", Usual, TimeLimit)]
    private static partial Regex Unsolved();

    [GeneratedRegex(@"如果?|若|是否|能否|才能|方能|之后(?:才|再)|对解决|解决问题|以便|希望|尽快|协助解决|请.{0,6}解决|不会影响|归档并不|\bif\b|\bonce\b|\bwhether\b|\buntil\b|\bhope\b|\bplease\b|\bto (?:solve|resolve|fix)|before (?:we )?clos|cannot close|\bwhen\b", Usual, TimeLimit)]
    private static partial Regex NotSaid();

    [GeneratedRegex(@"请(?!求)|建议|如果|尝试|\bplease\b|\bif\b|\bshould\b|suggest", Usual, TimeLimit)]
    private static partial Regex Wanted();

    private const string Away = @"(?:移除|拔[除掉下出]?了?|断开|卸下|拆[除下掉]|取下|去掉|摘[除下])";
    private const string AwayEnglish = @"(?:remov|unplug|disconnect|detach|pull|tak)\w*";

    [GeneratedRegex(Away + @".{0,12}(?:移动硬盘|U盘|优盘|移动存储|USB.{0,6}(?:盘|硬盘|存储)|读卡器|SD卡|外接)|(?:移动硬盘|U盘|优盘|移动存储|USB.{0,4}盘|SD卡|外接硬盘)[^。，]{0,6}" + Away + "|" + AwayEnglish + @" .{0,30}(?:usb|external|removable|portable|sd card|thumb|flash|memory stick)|(?:usb|external|removable|portable) (?:disk|drive|stick|storage).{0,20}" + AwayEnglish, Usual, TimeLimit)]
    private static partial Regex RemovableDiskRemoved();

    [GeneratedRegex(Away + @".{0,14}(?:硬盘|磁盘|机械盘|固态盘|数据盘|从盘|第二块盘|盘)|(?:硬盘|磁盘|机械盘|固态盘|数据盘)[^。，]{0,6}" + Away + "|" + AwayEnglish + @" .{0,30}(?:disk|drive|hdd|ssd)|(?:disk|drive|hdd|ssd)\b.{0,20}" + AwayEnglish, Usual, TimeLimit)]
    private static partial Regex DiskRemoved();

    [GeneratedRegex(@"(?:更换|换)了?(?:一?块|新的?)*.{0,4}(?:硬盘|磁盘|固态盘|系统盘)|replac\w* .{0,16}(?:disk|drive|hdd|ssd)|(?:disk|drive) (?:was|has been) replaced", Usual, TimeLimit)]
    private static partial Regex DiskReplaced();

    [GeneratedRegex(@"(?:禁用|停用|" + Away + @").{0,14}(?:USB.{0,6}网卡|USB.{0,4}适配器|外置网卡|无线网卡|扩展坞)|(?:disabl\w*|" + AwayEnglish + @") .{0,20}(?:usb|external) .{0,10}(?:network|ethernet|nic|adapter|dock)", Usual, TimeLimit)]
    private static partial Regex UsbAdapterDisabled();

    [GeneratedRegex(@"(?:启用|打开|开启)了?.{0,10}(?:网卡|网络适配器)|(?:网卡|网络适配器).{0,6}(?:启用|打开)|enabl\w* .{0,16}(?:network|ethernet|nic|adapter)", Usual, TimeLimit)]
    private static partial Regex AdapterEnabled();

    [GeneratedRegex(@"(?:校正|校准|修正|改正|调整|更正|纠正|改对|校对|调准|修改).{0,10}(?:时间|时钟|日期)|(?:时间|时钟|日期)[^。，]{0,6}(?:校正|校准|修正|改正|调整|更正|改对|调准|调回)|(?:correct|fix|adjust|set|chang)\w* .{0,20}(?:clock|time|date)\b|(?:clock|time|date) (?:was|has been|is) (?:corrected|fixed|adjusted|set)", Usual, TimeLimit)]
    private static partial Regex ClockSet();

    [GeneratedRegex(@"重新?(?:输入|录入|键入|输|录)|逐组.{0,8}(?:输|录)|核对.{0,12}(?:确认码|确认ID|数字).{0,12}(?:输|录|激活)|re-?(?:enter|typ|key)\w*|typed .{0,20}again|enter\w* .{0,30}again", Usual, TimeLimit)]
    private static partial Regex Retyped();

    [GeneratedRegex(@"写号|(?:写入|刷写|烧录|刷入).{0,12}(?:序列号|产品名|UUID|固件|信息|标识|SMBIOS|DMI)|(?:wr(?:ote|itten|iting|ite)|programm\w*|flash\w*|personaliz\w*) .{0,30}(?:serial|firmware|smbios|dmi|identity|uuid)|(?:serial|firmware|identity)\w* .{0,20}(?:written|programmed|flashed)", Usual, TimeLimit)]
    private static partial Regex FirmwareWritten();

    [GeneratedRegex(@"(?:更换|换|替换|重发|新的?).{0,6}(?:密钥|产品密钥|激活码|序列号密钥|key)|(?:replac|chang|new)\w* .{0,12}(?:product )?key", Usual, TimeLimit)]
    private static partial Regex KeyReplaced();

    [GeneratedRegex(@"(?:重建|修复|恢复|重置).{0,10}(?:授权|许可|令牌|存储|tokens?\.dat|store)|(?:rebuil|repair|restor|reset)\w* .{0,20}(?:licen[sc]\w*|token|store)", Usual, TimeLimit)]
    private static partial Regex StoreRebuilt();

    [GeneratedRegex(@"(?:放通|开放|开通|放行|打通).{0,14}(?:端口|1688|策略|防火墙|网段)|(?:端口|1688|防火墙|策略)[^。，]{0,10}(?:放通|开放|开通|放行|打通)|open\w* .{0,20}(?:port|1688|firewall)|(?:port|firewall)\b.{0,20}(?:opened|allowed)", Usual, TimeLimit)]
    private static partial Regex PortOpened();

    [GeneratedRegex(@"(?:平台|服务端|服务器端|后台|系统后台|登记).{0,20}(?:修正|更正|重新登记|更新|修改|恢复|解除|重置)|(?:server|platform|back-?end).{0,30}(?:correct|fix|updat|reset|re-?regist|releas)|record .{0,20}(?:correct|fix|updat|reset|re-?regist|releas)", Usual, TimeLimit)]
    private static partial Regex RecordCorrected();

    [GeneratedRegex(@"(?:启动|开启|恢复)了?.{0,14}服务|服务.{0,6}(?:启动|开启|恢复)后|(?:start|enabl|restor)\w* .{0,24}service", Usual, TimeLimit)]
    private static partial Regex ServiceStarted();

    [GeneratedRegex(@"(?:以|用)管理员(?:身份|权限|账号|账户)?|as (?:an )?administrator|elevated", Usual, TimeLimit)]
    private static partial Regex Elevated();

    [GeneratedRegex(@"(?:更换|换)了?(?:一?块|新的?)*.{0,4}主板|replac\w* .{0,12}(?:main ?board|motherboard|system board)", Usual, TimeLimit)]
    private static partial Regex BoardReplaced();

    [GeneratedRegex(@"重新?(?:安装|装)了?.{0,6}系统|系统重装|重装|reinstall\w*", Usual, TimeLimit)]
    private static partial Regex Reinstalled();

    [GeneratedRegex(@"重新?(?:生成|申请|提交|获取|扫).{0,10}(?:二维码|请求|确认码|离线)|new (?:offline )?request|(?:regenerat|re-?generat|new)\w* .{0,12}(?:qr|request|confirmation)", Usual, TimeLimit)]
    private static partial Regex NewRequest();
}
