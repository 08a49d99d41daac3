using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Mail;

/// <summary>What was changed on a device, as the mails tell it; not what somebody is asked to change.</summary>
internal static partial class ChangeReader
{
    private static readonly (string What, Func<Regex> Words)[] s_changes =
    [
        ("board-replaced", Board), ("removable-disk-removed", RemovableDiskRemoved), ("disk-removed", DiskRemoved), ("disk-replaced", DiskReplaced), ("disk-added", DiskAdded),
        ("adapter-replaced", Adapter), ("memory-changed", Memory), ("subnet-changed", Subnet), ("firmware-updated", Firmware), ("clock-set", ClockSet), ("reinstalled", Reinstalled),
    ];

    /// <summary>Facts <c>case.change</c>.</summary>
    public static IEnumerable<Fact> Read(IEnumerable<Letter> letters, SerialIndex serials, string? soleDevice)
    {
        foreach (Letter letter in letters)
        {
            ImmutableArray<string> inLetter = [.. letter.Sentences.SelectMany(sentence => serials.In(sentence.Text)).Select(mention => mention.Serial).Distinct(StringComparer.Ordinal)];
            string? usual = inLetter.Length == 1 ? inLetter[0] : inLetter.IsEmpty ? soleDevice : null;
            foreach (Sentence sentence in letter.Sentences.Where(sentence => !sentence.IsQuestion))
            {
                string? subject = null;
                foreach (Clause clause in Clause.Split(sentence.Text, serials))
                {
                    subject = clause.Devices.IsEmpty ? subject : clause.Devices[0];
                    string? what = NotDone().IsMatch(clause.Text) ? null : s_changes.FirstOrDefault(change => change.Words().IsMatch(clause.Text)).What;
                    if (what is not null)
                    {
                        yield return Fact.Create("case.change", subject ?? usual, letter.Cite(sentence.Text), letter.Message.SentAt, ("what", what), ("by", PartyNames.Of(letter.Role)));
                    }
                }
            }
        }
    }

    private const RegexOptions Usual = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private const int TimeLimit = 2000;
    private const string Change = @"(?:更换|换|替换|换新|更替)(?:过|了|成|上|为|一次)?";
    private const string Away = @"(?:移除|拔[除掉下出]?|断开|卸下|拆[除下掉]|取下|去掉|摘[除下])";

    [GeneratedRegex(@"请(?!求)|如果?|若|可以(?:尝试|联系)|建议|尝试|需要|能否|是否|才能|没(?:有)?(?:换|更换|重装|动)|未(?:更换|换|重装)|不(?:用|必|需|要)|之前先|联系.{0,8}更换|\bplease\b|\bif\b|\bshould\b|\bcould\b|\bwould\b|\bwill\b|\bnot\b|\bnever\b|suggest", Usual, TimeLimit)]
    private static partial Regex NotDone();

    [GeneratedRegex(Change + @".{0,8}(?:主板|母板|系统板)|(?:主板|系统板)[^。，]{0,6}(?:更换|换(?:过|了|新))|(?:replac|swap|chang)\w* .{0,20}(?:main ?board|motherboard|system board)|(?:main ?board|motherboard|system board)\b.{0,16}(?:replac|swap|chang)\w*|new (?:main ?board|motherboard)", Usual, TimeLimit)]
    private static partial Regex Board();

    [GeneratedRegex(Away + @".{0,12}(?:移动硬盘|U盘|优盘|USB.{0,4}盘|外接)|(?:移动硬盘|U盘|USB.{0,4}盘)[^。，]{0,4}" + Away + @"|(?:removed|unplugged|disconnected|detached) .{0,24}(?:usb|external|removable)", Usual, TimeLimit)]
    private static partial Regex RemovableDiskRemoved();

    [GeneratedRegex(Away + @".{0,14}(?:硬盘|磁盘|机械盘|固态盘|数据盘|从盘)|(?:硬盘|磁盘|机械盘|数据盘)[^。，]{0,4}" + Away + @"|(?:removed|unplugged|disconnected|detached) .{0,24}(?:disk|drive|hdd|ssd)", Usual, TimeLimit)]
    private static partial Regex DiskRemoved();

    [GeneratedRegex(Change + @".{0,8}(?:硬盘|磁盘|固态盘|系统盘)|(?:硬盘|磁盘|系统盘)[^。，]{0,4}(?:更换|换(?:过|了))|(?:replac|swap|clon)\w* .{0,16}(?:disk|drive|hdd|ssd)|(?:disk|drive) (?:was|has been) (?:replac|swap)\w*", Usual, TimeLimit)]
    private static partial Regex DiskReplaced();

    [GeneratedRegex(@"(?:加装|新加|增加|加了|添加|扩容|外加)了?.{0,10}(?:硬盘|磁盘|机械盘|数据盘|盘)|(?:added|installed|fitted) .{0,16}(?:disk|drive|hdd|ssd)", Usual, TimeLimit)]
    private static partial Regex DiskAdded();

    [GeneratedRegex(Change + @".{0,8}(?:网卡|网络适配器)|(?:replac|swap|chang)\w* .{0,16}(?:network (?:card|adapter)|\bnic\b)", Usual, TimeLimit)]
    private static partial Regex Adapter();

    [GeneratedRegex(@"(?:" + Change + @"|加装|增加|加了).{0,8}内存|(?:replac|swap|add|upgrad)\w* .{0,12}(?:\bram\b|memory(?! stick))", Usual, TimeLimit)]
    private static partial Regex Memory();

    [GeneratedRegex(@"(?:换|改|调整|迁移|搬|切)(?:到|了|至|成)?.{0,6}(?:网段|VLAN|子网|IP段)|(?:网段|VLAN|子网)[^。，]{0,4}(?:调整|变更|更换|改)|(?:moved|changed|migrated|switched) .{0,20}(?:subnet|vlan|network segment)", Usual, TimeLimit)]
    private static partial Regex Subnet();

    [GeneratedRegex(@"(?:升级|刷|更新)(?:了|过)?.{0,6}(?:BIOS|固件)|(?:updat|flash|upgrad)\w* .{0,12}(?:bios|firmware|uefi)", Usual, TimeLimit)]
    private static partial Regex Firmware();

    [GeneratedRegex(@"(?:校正|校准|修正|改正|更正|改对|调准|修改)了?.{0,6}(?:系统时间|时间|时钟)|(?:corrected|fixed|adjusted|set) .{0,16}(?:clock|system time)", Usual, TimeLimit)]
    private static partial Regex ClockSet();

    [GeneratedRegex(@"重新?(?:安装|装)(?:了|过)?.{0,6}系统|(?:系统)?重装(?:了|过|后|完)|(?:重新|重)(?:灌|刷|做)(?:了|过)?.{0,4}(?:镜像|系统)|reinstalled|re-?imaged|fresh install", Usual, TimeLimit)]
    private static partial Regex Reinstalled();
}
