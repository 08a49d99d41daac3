using System.Text.RegularExpressions;

namespace CaseTriage.Analysis.Mail;

/// <summary>The things that people ask of each other, by the words for them.</summary>
internal static partial class DataItems
{
    /// <summary>All of it, whatever was asked for.</summary>
    public const string Material = "material";

    private static readonly (string Item, Func<Regex> Words)[] s_items =
    [
        ("cmit-log", CmitLog), ("system-log", SystemLog), ("application-log", ApplicationLog), ("licensingdiag", LicensingDiag), ("qr", Qr),
        ("inventory", Inventory), ("collector", Collector), ("slmgr", Slmgr), ("utc-time", UtcTime), ("event-logs", EventLogs), ("screenshot", Screenshot),
    ];

    /// <summary>The items that a sentence names; the general word for logs only where no log is named.</summary>
    public static IReadOnlyList<string> In(string sentence)
    {
        List<string> items = [.. s_items.Where(item => item.Words().IsMatch(sentence)).Select(item => item.Item)];
        if (items.Contains("qr"))
        {
            items.Remove("screenshot");
        }

        if (items.Exists(item => item.EndsWith("-log", StringComparison.Ordinal)))
        {
            items.Remove("event-logs");
        }

        return items;
    }

    /// <summary>Whether a sentence speaks of material without saying which.</summary>
    public static bool IsGeneral(string sentence) => General().IsMatch(sentence);

    /// <summary>Whether having one item answers a request for another: the event logs together are the system log as well.</summary>
    public static bool Covers(string provided, string asked) => provided == asked || provided == Material
        || (provided == "event-logs" && asked.EndsWith("-log", StringComparison.Ordinal)) || (asked == "event-logs" && provided.EndsWith("-log", StringComparison.Ordinal));

    private const RegexOptions Usual = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private const int TimeLimit = 2000;

    [GeneratedRegex("CmitClient|激活客户端.{0,6}日志|client log", Usual, TimeLimit)]
    private static partial Regex CmitLog();

    [GeneratedRegex(@"\bSystem(?:\.evtx|\s?日志|\s?log|、|，|\s?和|\s?and|,)|系统日志", Usual, TimeLimit)]
    private static partial Regex SystemLog();

    [GeneratedRegex(@"\bApplication(?:\.evtx|\s?日志|\s?logs?|、|，|\s?和|\s?and|,)|应用程序日志", Usual, TimeLimit)]
    private static partial Regex ApplicationLog();

    [GeneratedRegex(@"licensingdiag|\bcab\b", Usual, TimeLimit)]
    private static partial Regex LicensingDiag();

    [GeneratedRegex(@"二维码|\bQR\b", Usual, TimeLimit)]
    private static partial Regex Qr();

    [GeneratedRegex(@"OAG\s?(?:Tool|工具|日志|信息|硬件|文本|report|output|\b)|oa3tool|硬件\s?4K|硬件(?:信息|清单|哈希|报告)|GetHardwareInventory|hardware (?:info|information|inventory|hash|report|list)", Usual, TimeLimit)]
    private static partial Regex Inventory();

    [GeneratedRegex(@"Log\s?Collector|日志收集工具|收集工具|采集工具包|collection (?:tool|package)", Usual, TimeLimit)]
    private static partial Regex Collector();

    [GeneratedRegex(@"slmgr|/dlv\b|/dti\b", Usual, TimeLimit)]
    private static partial Regex Slmgr();

    [GeneratedRegex(@"UTC\s?时间|w32tm|UTC time", Usual, TimeLimit)]
    private static partial Regex UtcTime();

    [GeneratedRegex(@"事件日志|日志|\.evtx|event logs?|\blogs?\b", Usual, TimeLimit)]
    private static partial Regex EventLogs();

    [GeneratedRegex(@"截图|截屏|照片|screenshot|photo", Usual, TimeLimit)]
    private static partial Regex Screenshot();

    [GeneratedRegex(@"材料|资料|报告|压缩包|[的个份]包|包(?:都|已|好|齐|刚)|一份|文件夹|bundle|package|archive|files|material|everything|都弄好|都好了", Usual, TimeLimit)]
    private static partial Regex General();
}
