using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CaseTriage.Formats.Text;

namespace CaseTriage.Formats.OfflineRequest;

/// <summary>Names a value by its label or by its shape. A value of several things gives several fields; one of nothing known is text.</summary>
internal static partial class RequestFieldFinder
{
    private const int MaxMatches = 50;

    /// <summary>Labels without blanks, signs and case. Names in Chinese and English as tools and forms print them; a guess, as the format is not documented.</summary>
    private static readonly FrozenDictionary<string, RequestFieldKind> s_labels = Labels(
        (RequestFieldKind.SerialNumber, "sn serial serialnumber serialno deviceserial devicesn deviceserialnumber systemserial smbiossystemserialnumber 序列号 设备序列号 设备号 机器序列号 主机序列号"),
        (RequestFieldKind.DiskSerial, "disk diskserial disksn diskserialnumber hdserial hddserial hddsn diskssnkernel 硬盘序列号 磁盘序列号"),
        (RequestFieldKind.MacAddress, "mac macaddress macaddr nic 网卡 网卡地址 物理地址"),
        (RequestFieldKind.Uuid, "uuid smbiosuuid systemuuid biosuuid deviceuuid"),
        (RequestFieldKind.Product, "product productname model productmodel smbiossystemproductname 型号 产品 产品型号 机型"),
        (RequestFieldKind.OsBuild, "osbuild osversion os 系统版本 操作系统版本"),
        (RequestFieldKind.PartNumber, "partnumber pkpn editionpartnumber productkeypkpn"),
        (RequestFieldKind.ProductKey, "key productkey licensekey licencekey pkey 产品密钥 密钥"),
        (RequestFieldKind.InstallationId, "iid installationid installid 安装id 安装标识"),
        (RequestFieldKind.ConfirmationId, "cid confirmationid confirmation confirmid 确认id 确认码 确认标识"),
        (RequestFieldKind.Time, "time timestamp ts date datetime created createdat createtime requesttime ossystemtime 时间 时间戳 申请时间 生成时间"),
        (RequestFieldKind.Length, "len length size bytes payloadlength datalength 长度"));

    /// <summary>The fields of a value.</summary>
    /// <param name="label">Name that stands before it, the last part of a path; may be empty.</param>
    /// <param name="value">The value, without blanks around it.</param>
    /// <param name="place">Where it stands.</param>
    public static IReadOnlyList<RequestField> Find(string label, string value, string place)
    {
        RequestFieldKind named = KindOf(label);
        if (Whole(named, value) is { } whole)
        {
            return [whole with { Label = label, Place = place }];
        }

        List<RequestField> found = [.. Shapes(named, value).Take(MaxMatches).Select(field => field with { Label = label, Place = place })];
        return found.Count > 0 ? found : [new RequestField(RequestFieldKind.Text, label, Cut(value), place)];
    }

    /// <summary>Whether a value is more than text, so that it is no carrier of something else.</summary>
    public static bool IsKnown(string label, string value) => Whole(KindOf(label), value) is not null;

    private static RequestFieldKind KindOf(string label)
    {
        int dot = label.LastIndexOf('.');
        var letters = new StringBuilder();
        foreach (char sign in label.AsSpan(dot + 1))
        {
            if (sign == '[')
            {
                break;
            }

            if (char.IsLetterOrDigit(sign))
            {
                letters.Append(char.ToLowerInvariant(sign));
            }
        }

        return s_labels.GetValueOrDefault(letters.ToString());
    }

    /// <summary>The field that the value as a whole is, or null. Label and place are filled in by the caller.</summary>
    private static RequestField? Whole(RequestFieldKind named, string value)
    {
        if (TimeStampReader.Read(value, named == RequestFieldKind.Time) is { } time)
        {
            return Field(RequestFieldKind.Time, value) with { Time = time };
        }

        return named switch
        {
            RequestFieldKind.InstallationId when ActivationIdFinder.OfLabelled(ActivationIdKind.Installation, value) is { } id => Field(id),
            RequestFieldKind.ConfirmationId when ActivationIdFinder.OfLabelled(ActivationIdKind.Confirmation, value) is { } id => Field(id),
            RequestFieldKind.ProductKey when value.Count(char.IsAsciiLetterOrDigit) == 25 => Field(RequestFieldKind.ProductKey, ""),
            RequestFieldKind.Uuid when Guid.TryParse(value, out Guid uuid) => Field(RequestFieldKind.Uuid, uuid.ToString("D")),
            RequestFieldKind.MacAddress when value.Count(char.IsAsciiHexDigit) == 12 && value.All(sign => char.IsAsciiHexDigit(sign) || sign is ':' or '-' or '.') => Mac(value),
            RequestFieldKind.SerialNumber or RequestFieldKind.DiskSerial when value.Length is > 0 and <= 80 => Field(named, value),
            RequestFieldKind.Product or RequestFieldKind.OsBuild or RequestFieldKind.PartNumber when value.Length is > 0 and <= 200 && !IsGuid(value) => Field(named, value),
            RequestFieldKind.Length when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _) => Field(RequestFieldKind.Length, value),
            _ when IsGuid(value) => Field(RequestFieldKind.Guid, value.Trim('{', '}').ToLowerInvariant()),
            _ when value.Length is 32 or 40 or 64 && value.All(char.IsAsciiHexDigit) && !value.All(char.IsAsciiDigit) => Field(RequestFieldKind.Digest, value),
            _ => null,
        };
    }

    /// <summary>What is known by its shape alone, anywhere in a text.</summary>
    private static IEnumerable<RequestField> Shapes(RequestFieldKind named, string value) =>
    [
        .. ActivationIdFinder.Find(value).Select(Field),
        .. ProductKey().Matches(value).Where(match => match.ValueSpan.ContainsAnyInRange('A', 'z')).Select(_ => Field(RequestFieldKind.ProductKey, "")),
        .. GuidShape().Matches(value).Select(match => Field(RequestFieldKind.Guid, match.Value.ToLowerInvariant())),
        .. PartNumber().Matches(value).Select(match => Field(RequestFieldKind.PartNumber, match.Value.ToUpperInvariant())),
        .. MacShape().Matches(value).Select(match => Mac(match.Value)),
        .. SerialNumberFinder.Find(value).Select(match => Field(named == RequestFieldKind.DiskSerial ? named : RequestFieldKind.SerialNumber, match.Value)),
    ];

    private static bool IsGuid(string value) => value.Length is 36 or 38 && Guid.TryParse(value, out _);

    private static RequestField Field(RequestFieldKind kind, string value) => new(kind, "", Cut(value), "");

    private static RequestField Field(ActivationId id) =>
        new(id.Kind == ActivationIdKind.Installation ? RequestFieldKind.InstallationId : RequestFieldKind.ConfirmationId, "", Cut(string.Join('-', id.Groups.Select(group => group.Digits))), "") { Id = id };

    private static RequestField Mac(string value)
    {
        string digits = string.Concat(value.Where(char.IsAsciiHexDigit)).ToUpperInvariant();
        return Field(RequestFieldKind.MacAddress, string.Join(':', digits.Chunk(2).Select(pair => new string(pair))));
    }

    private static string Cut(string value) => value.Length <= RequestField.MaxValueLength ? value
        : value[..(char.IsHighSurrogate(value[RequestField.MaxValueLength - 1]) ? RequestField.MaxValueLength - 1 : RequestField.MaxValueLength)];

    private static FrozenDictionary<string, RequestFieldKind> Labels(params ReadOnlySpan<(RequestFieldKind Kind, string Names)> labels)
    {
        var all = new Dictionary<string, RequestFieldKind>(StringComparer.Ordinal);
        foreach ((RequestFieldKind kind, string names) in labels)
        {
            foreach (string name in names.Split(' '))
            {
                all.Add(name, kind);
            }
        }

        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }

    [GeneratedRegex("(?<![A-Za-z0-9-])[A-Za-z0-9]{5}(?:-[A-Za-z0-9]{5}){4}(?![A-Za-z0-9-])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex ProductKey();

    [GeneratedRegex("(?<![0-9A-Za-z-])[0-9A-F]{8}-(?:[0-9A-F]{4}-){3}[0-9A-F]{12}(?![0-9A-Za-z-])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex GuidShape();

    // Part numbers of editions as settings and keys name them: X, two digits, five digits. From general knowledge.
    [GeneratedRegex("(?<![0-9A-Za-z-])X[0-9]{2}-[0-9]{5}(?![0-9A-Za-z-])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex PartNumber();

    [GeneratedRegex("(?<![0-9A-Za-z:-])[0-9A-F]{2}(?:(?::[0-9A-F]{2}){5}|(?:-[0-9A-F]{2}){5})(?![0-9A-Za-z:-])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex MacShape();
}
