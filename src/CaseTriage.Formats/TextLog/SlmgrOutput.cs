using System.Text.RegularExpressions;

namespace CaseTriage.Formats.TextLog;

/// <summary>What <c>slmgr /dlv</c> and <c>/dli</c> print, in English and Chinese: the state of the licence in words.</summary>
public static partial class SlmgrOutput
{
    /// <summary>Whether a text is or holds that output.</summary>
    public static bool IsIn(string text) => Heading().IsMatch(text);

    /// <summary>Whether a line says that the product is licensed (true) or that it is not (false); null where it says neither.</summary>
    public static bool? IsLicensed(string line)
    {
        Match match = Status().Match(line);
        return match.Success ? match.Groups["yes"].Success : null;
    }

    [GeneratedRegex(@"^\s*(?:Software licensing service version|软件授权服务版本|License Status|许可证状态|授权状态)\s{0,3}[:：]", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\s{0,20}(?:License Status|许可证状态|授权状态)\s{0,3}[:：]\s{0,3}(?:(?<yes>Licensed|已授权|已许可)|(?<no>Unlicensed|Notification|未授权|未许可|通知))\s{0,20}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Status();
}
