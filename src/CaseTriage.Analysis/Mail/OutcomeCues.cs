using System.Text.RegularExpressions;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Mail;

/// <summary>Whether a clause says that activation works or fails. Serial numbers in it are replaced by <see cref="DeviceSign"/>.</summary>
internal static partial class OutcomeCues
{
    /// <summary>Stands for a device in the text that the expressions see.</summary>
    public const char DeviceSign = '\uE000';

    /// <summary>The outcome that a clause states of the present; unknown for wishes, conditions, questions, the past and other people's machines.</summary>
    public static DeviceOutcome Read(string clause)
    {
        if (NotStated().IsMatch(clause) || OtherMachine().IsMatch(clause))
        {
            return DeviceOutcome.Unknown;
        }

        bool denied = FailureDenied().IsMatch(clause) || (OtherFailure().IsMatch(clause) && !clause.Contains("激活", StringComparison.Ordinal));
        if (!denied && (Failure().IsMatch(clause) || ShowsCode().IsMatch(clause)))
        {
            return DeviceOutcome.Failed;
        }

        return Success().IsMatch(clause) && !OtherSuccess().IsMatch(clause) ? DeviceOutcome.Activated : DeviceOutcome.Unknown;
    }

    /// <summary>Whether a clause speaks of a machine that is none of the customer's: a test machine, the writer's own.</summary>
    public static bool IsOtherMachine(string clause) => OtherMachine().IsMatch(clause);

    /// <summary>Whether a clause speaks of the devices that were not named.</summary>
    public static bool IsTheRest(string clause) => TheRest().IsMatch(clause);

    /// <summary>Whether a clause speaks of all devices.</summary>
    public static bool IsAll(string clause) => All().IsMatch(clause);

    /// <summary>Whether a clause takes the devices it names out of what it says.</summary>
    public static bool IsException(string clause) => Exception().IsMatch(clause);

    private const RegexOptions Usual = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private const int TimeLimit = 2000;

    [GeneratedRegex(@"请(?!问)|是否|能否|如果|若|假如|一旦|的话|会不会|有没有|应该|预计|可能会|激活会|将会|就没法|才能|之前(?!报)|以前|原来|原先|曾经?|吗$|吗？|希望|需要|想要|尝试|\bif\b|\bwhen(?:ever)?\b|\bwhether\b|please|should|would|\bwill\b|used to|previously|formerly|originally|before (?:the|that|it|we)|\bonce\b|\bmay\b|\bmight\b|in order to|try to", Usual, TimeLimit)]
    private static partial Regex NotStated();

    [GeneratedRegex(@"测试机|本机|我这(?:边|里)的?(?:机器|电脑)|我的(?:机器|电脑)|实验室|我们(?:的)?测试|test (?:machine|pc|computer|box)|(?:my|our) own (?:machine|pc|computer)|\bin our lab", Usual, TimeLimit)]
    private static partial Regex OtherMachine();

    [GeneratedRegex(@"激活(?:一直|总是|仍然?|还是|又|也|都)?(?:失败|不了|不成功|不上|未成功|未通过|不通过|丢失|失效|报错|出错|异常)|(?:无法|不能|未能|没能|没法|不可以|难以)(?:正常|成功|完成|离线|在线|进行)*激活|(?:没|没有|未|尚未|并未|还没|仍未|一直没)(?:有)?(?:能)?激活(?!.{0,4}(?:问题|异常))|不成功|失败|不行|不通过|绑定无效|标[识记]绑定|(?:还是|仍然?|依然|依旧).{0,8}(?:错误|报错|失败|不行|一样|提示)|(?:提示|报|返回|显示|出现|弹出|得到).{0,30}(?:无效|错误|失败|未激活|invalid|failed|error)|报错|un(?:able|activated)|\bnot (?:be )?(?:activated?|activating|working)|(?:can(?:not|'t| not)|could ?n(?:o|')t|does ?n(?:o|')t|do ?n(?:o|')t|wo n't|won't|did ?n(?:o|')t|refuses to|fail(?:s|ed|ing)? to) (?:be )?(?:activat|work|complete)|\bfail(?:s|ed|ing|ure)?\b|\brejected\b|\brefused\b|\binvalid\b|lost (?:its |the )?activation|deactivated|same error|still (?:shows|get|fail|report|the same)|\bdown\b", Usual, TimeLimit)]
    private static partial Regex Failure();

    [GeneratedRegex(@"(?:解析|同步|对时|连接|登录|上传|下载|收集|导出|安装|打开|解压|采集|发送|读取|解码|更新|获取|拷贝|识别|访问)(?:也|都|均|总是)?(?:失败|不成功|报错|错误)|(?:upload|download|export|connect|sync|install|open|resol|collect|login|decod)\w*(?: \w+){0,2} fail", Usual, TimeLimit)]
    private static partial Regex OtherFailure();

    [GeneratedRegex(@"(?:没有?|未|不再|不)(?:再)?(?:报错|失败|出现(?:错误|失败)|提示)|no longer fail|without (?:any )?(?:error|failure)|did not fail|no error", Usual, TimeLimit)]
    private static partial Regex FailureDenied();

    [GeneratedRegex(@"(?:提示|报|返回|显示|出现|弹出|得到|记录为|错误码?|代码|shows?|returns?|reports?|gets?|with|error|code)[^0-9]{0,20}(?:0x[0-9A-F]{8}|\(?code:?\s?[0-9]{3})", Usual, TimeLimit)]
    private static partial Regex ShowsCode();

    [GeneratedRegex(@"激活(?:好|上)?了|激活(?:已|都|均|全部)?(?:成功|完成|正常|通过)|(?:成功|正常|已经?|已全部|全部|顺利|重新|都|均)(?:地)?(?:离线|在线)?激活|(?:可以|能够?|可)(?:正常|成功)?(?:离线|在线)?激活|激活(?:是)?好的|激活状态|(?:能|可以|已经?|都|均|一次|也|次)成功|成功了?$|是好的|[\uE000台个都均一直目前现在也则仍是机器脑端]\s{0,2}正常(?!.{0,4}(?:现象|工作时间|流程))|正常(?:续期|激活)|没有?问题$|\bactivat(?:ed|es|ion (?:succeeded|was successful|is successful|completed|works|went through))|activates? (?:fine|successfully|correctly)|successful(?:ly)?\b|\bsucceed(?:s|ed)\b|\bis licensed\b|\bworks?\b(?! (?:station|with (?:us|you)))|\bworking\b(?! (?:on|day|hour|group))|(?:is|are|was|were) (?:fine|ok|okay|good|healthy|all right)|no problem", Usual, TimeLimit)]
    private static partial Regex Success();

    [GeneratedRegex(@"(?:收集|上传|导出|安装|采集|发送|下载|解压|打包|登录|拷贝|刻录|生成|提交|传输)(?:已|都|全部)?(?:成功|完成|正常)|时间(?:同步)?(?:正常|成功)|网络(?:正常|没问题)|(?:log|upload|export|collect|transfer|install)\w*(?: \w+){0,3} success", Usual, TimeLimit)]
    private static partial Regex OtherSuccess();

    [GeneratedRegex(@"另外?(?:的|有)?(?:[0-9一二两三四五六七八九十]{1,3}台)|另外(?:的|几台)|其余|其他(?:的|几台|[0-9一二两三四五六七八九十]|机器|电脑|终端|设备|都|均)|剩(?:下|余)|别的(?:机器|电脑|终端)|\bothers?\b|the rest|remaining|the other", Usual, TimeLimit)]
    private static partial Regex TheRest();

    [GeneratedRegex(@"[台部者]\s{0,2}(?:机器|终端|电脑|设备)?(?:都|均|全部?)|^(?:目前|现在|现)?(?:全部|所有)|(?:全部|所有)(?:机器|终端|电脑|设备|都|均|已)|\ball (?:of (?:them|the)|machines|computers|pcs|devices|terminals|two|three|four|five|six|seven|eight|are|have|now)|\bboth\b|every (?:machine|computer|pc|device)", Usual, TimeLimit)]
    private static partial Regex All();

    [GeneratedRegex("除了?[\uE000、，和与及及\\s]{1,20}(?:以外|之外|外)|(?:except|apart from|other than|all but)(?: for)?\\s{0,2}\uE000", Usual, TimeLimit)]
    private static partial Regex Exception();
}
