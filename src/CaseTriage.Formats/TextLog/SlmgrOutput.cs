using System.Text.RegularExpressions;

namespace CaseTriage.Formats.TextLog;

/// <summary>What <c>slmgr</c> prints with <c>/dlv</c>, <c>/dli</c>, <c>/xpr</c> and <c>/dti</c>, in English and Chinese.</summary>
public static partial class SlmgrOutput
{
    /// <summary>Digits of an installation id: nine groups of seven.</summary>
    public const int InstallationIdDigits = 63;

    /// <summary>Whether a text is or holds that output.</summary>
    public static bool IsIn(string text) => Heading().IsMatch(text);

    /// <summary>Whether a line says that the product is licensed (true) or that it is not (false); null where it says neither.</summary>
    public static bool? IsLicensed(string line) => StatusOf(line) switch
    {
        "licensed" => true,
        "unlicensed" or "notification" => false,
        _ => null,
    };

    /// <summary>
    /// State of the licence that a line tells: <c>licensed</c>, <c>unlicensed</c>, <c>initialGrace</c>, <c>outOfToleranceGrace</c>, <c>nonGenuineGrace</c>,
    /// <c>extendedGrace</c>, <c>notification</c>; null where it tells none.
    /// </summary>
    public static string? StatusOf(string line)
    {
        Match match = Status().Match(line);
        return match.Success ? match.Groups.Cast<Group>().Skip(1).First(group => group.Success).Name : null;
    }

    /// <summary>The field that a line <c>label: value</c> gives, or null.</summary>
    public static (SlmgrField Field, string Value)? FieldOf(string line)
    {
        if (line.Length > MaxLineLength || Label().Match(line) is not { Success: true } match || match.Groups["value"].Value.Trim() is not { Length: > 0 } value)
        {
            return null;
        }

        string label = WhiteSpace().Replace(match.Groups["label"].Value, "").ToUpperInvariant();
        return FieldOfLabel(label) is { } field ? (field, value) : null;
    }

    private const int MaxLineLength = 1000;

    private static SlmgrField? FieldOfLabel(string label) => label switch
    {
        "NAME" or "名称" => SlmgrField.Name,
        "DESCRIPTION" or "描述" or "说明" => SlmgrField.Description,
        "ACTIVATIONID" or "激活ID" => SlmgrField.ActivationId,
        "PRODUCTKEYCHANNEL" or "产品密钥通道" => SlmgrField.Channel,
        "INSTALLATIONID" or "安装ID" => SlmgrField.InstallationId,
        "PARTIALPRODUCTKEY" or "部分产品密钥" => SlmgrField.PartialKey,
        "LICENSESTATUS" or "许可证状态" or "授权状态" => SlmgrField.Status,
        "NOTIFICATIONREASON" or "通知原因" => SlmgrField.Reason,
        "TIMEREMAINING" or "VOLUMEACTIVATIONEXPIRATION" or "剩余时间" or "批量激活过期" or "批量激活过期时间" => SlmgrField.Grace,
        "REMAININGWINDOWSREARMCOUNT" or "剩余WINDOWS重置计数" or "剩余WINDOWSREARM计数" => SlmgrField.WindowsRearms,
        "REMAININGSKUREARMCOUNT" or "剩余SKU重置计数" or "剩余SKUREARM计数" => SlmgrField.ProductRearms,
        "REGISTEREDKMSMACHINENAME" or "KMSMACHINENAMEFROMDNS" or "已注册的KMS计算机名称" or "来自DNS的KMS计算机名称" => SlmgrField.Kms,
        _ => null,
    };

    [GeneratedRegex(@"^\s*(?:(?:Software licensing service version|软件授权服务版本|License Status|许可证状态|授权状态|Installation ID|安装 ?ID)\s{0,3}[:：]|The machine is permanently activated|计算机已永久激活|The machine is in Notification mode|计算机处于通知模式)", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\s{0,20}(?:License Status|许可证状态|授权状态)\s{0,3}[:：]\s{0,3}(?:(?<licensed>Licensed|已授权|已许可)|(?<unlicensed>Unlicensed|未授权|未许可)|(?<notification>Notification|通知)|(?<initialGrace>Initial grace period|初始宽限期)|(?<outOfToleranceGrace>Additional grace period.{0,60}|附加宽限期.{0,60})|(?<nonGenuineGrace>Non-genuine grace period|非正版宽限期)|(?<extendedGrace>Extended grace period|延长宽限期|扩展宽限期))\s{0,20}$|^\s{0,20}(?:(?<licensed>The machine is permanently activated|计算机已永久激活)|(?<notification>The machine is in Notification mode|计算机处于通知模式))[.。]?\s{0,20}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Status();

    [GeneratedRegex(@"^\s{0,20}(?<label>[^:：]{2,60})[:：](?<value>.*)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Label();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WhiteSpace();
}
