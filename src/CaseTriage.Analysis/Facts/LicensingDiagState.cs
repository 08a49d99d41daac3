using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Masking;
using CaseTriage.Formats.LicensingDiag;
using CaseTriage.Formats.TextLog;

namespace CaseTriage.Analysis.Facts;

/// <summary>
/// The state of the licence and of the system out of a file of licensingdiag, and what is in it that no fact is made of. Names of values: as posted
/// reports and public scripts have them; the schema is not published.
/// </summary>
internal static class LicensingDiagState
{
    private const int MaxTextLength = 200;
    private const int MaxNames = 50;

    /// <summary>Values that are taken as they stand: name in the file, field of the fact.</summary>
    private static readonly ImmutableArray<(string Name, string Field)> s_texts =
    [
        ("LocalGenuineState", "genuine"), ("Result", "health"), ("TamperedItems", "tampered"), ("ActiveProductKeyChannel", "channel"), ("ActiveSkuId", "activationId"),
        ("ActiveSkuDescription", "description"), ("ProductName", "product"), ("EditionId", "edition"), ("OSVersion", "osVersion"), ("BuildLab", "buildLab"),
        ("TimeZone", "timeZone"), ("OemId", "oemId"), ("OemTableId", "oemTable"), ("Manufacturer", "manufacturer"), ("Model", "model"), ("ToolVersion", "toolVersion"),
        ("OSProductPfn", "productPfn"),
    ];

    /// <summary>Values that are read elsewhere or say nothing of activation.</summary>
    private static readonly FrozenSet<string> s_known = FrozenSet.Create(
        StringComparer.Ordinal,
        [
            .. s_texts.Select(text => text.Name), "LicensingStatus", "LicensingStatusReason", "ResultCode", "LastOnlineGenuineResult", "HrOnline", "HrOffline", "GraceTimeMinutes", "TotalGraceDays",
            "ActivePartialProductKey", "OfflineInstallationId", "OA3ProductKey", "OA3xOriginalProductId", "OA3xOriginalProductKey", "BackupProductKeyDefault", "LastBiosKey", "DigitalProductId",
            "DigitalProductId4", "RawTable", "Machine", "ServerProps", "properties", "version", "signature", "SessionId", "TimeStampClient", "LocalGenuineResultP", "ValidityExpiration",
            "ActiveProductKeyPid2", "ActiveProductKeyPidEx", "ActiveProductKeyPKeyId", "ActiveVolumeCustomerPid", "ProcessorArchitecture", "ProductUniquenessGroups", "ProductLCID", "UserLCID",
            "SystemLCID", "DomainJoined", "ComputerSid", "CodeSigning", "ServiceAvailable", "OemMarkerVersion", "InstallDate",
        ]);

    /// <summary>One fact <c>licence</c>, where the file tells anything of it, and one of the values that are not known.</summary>
    /// <param name="artifactPath">Path of the file in the case.</param>
    /// <param name="document">The file.</param>
    /// <param name="at">When the report was made, where it says so.</param>
    public static IEnumerable<Fact> Read(string artifactPath, LicensingDiagDocument document, DateTimeOffset? at)
    {
        List<(string Field, object? Value)> fields =
        [
            ("status", StatusOf(document.Text("LicensingStatus"))),
            ("reason", ErrorCodeReader.Find(document.Text("LicensingStatusReason") ?? "").FirstOrDefault()?.Code),
            ("graceMinutes", Number(document.Text("GraceTimeMinutes"))),
            ("partialKey", document.Text("ActivePartialProductKey") is { Length: 5 } key && key.All(char.IsAsciiLetterOrDigit) ? key.ToUpperInvariant() : null),
            ("installationIdDigits", document.Text("OfflineInstallationId")?.Count(char.IsAsciiDigit)),
            ("sessionPfn", SessionProperty(document, "Pfn")),
            .. s_texts.Select(text => (text.Field, (object?)Shown(document.Text(text.Name)))),
        ];
        if (fields.Exists(field => field.Value is not null))
        {
            string place = ((string[])["LicensingStatus", .. s_texts.Select(text => text.Name), "LicensingData"]).First(name => name == "LicensingData" || document.Text(name) is not null);
            yield return Fact.Create("licence", null, Evidence.Of(artifactPath, $"field {place}", Shown(document.Text(place)) ?? ""), at, [("source", "licensingDiag"), .. fields]);
        }

        string[] unknown = [.. document.Values.Where(value => value.Section != "ServerProps" && !s_known.Contains(value.Name)).Select(value => value.Name).Distinct(StringComparer.Ordinal)];
        if (unknown.Length > 0)
        {
            string names = Shown(string.Join(", ", unknown.Take(MaxNames))) ?? "";
            yield return Fact.Create("licensingDiag.unknown", null, Evidence.Of(artifactPath, $"field {unknown[0]}", names), null, ("count", unknown.Length), ("names", names));
        }
    }

    private static string? StatusOf(string? status) => status switch
    {
        "SL_LICENSING_STATUS_LICENSED" => "licensed",
        "SL_LICENSING_STATUS_UNLICENSED" => "unlicensed",
        "SL_LICENSING_STATUS_IN_GRACE_PERIOD" => "grace",
        "SL_LICENSING_STATUS_NOTIFICATION" => "notification",
        _ => null,
    };

    /// <summary>The session id of the authorization is <c>Name=Value;…</c> in UTF-16 and base 64.</summary>
    private static string? SessionProperty(LicensingDiagDocument document, string name)
    {
        byte[]? bytes = LicensingDiagFacts.Bytes(document.Text("SessionId") ?? "");
        return bytes is null ? null : Shown(Encoding.Unicode.GetString(bytes).Split(';')
            .FirstOrDefault(pair => pair.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..]);
    }

    private static object? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    /// <summary>Secrets masked, then cut: a cut key would not be known for one.</summary>
    private static string? Shown(string? text)
    {
        if (text is null || text.Length > MaxTextLength * 100)
        {
            return null;
        }

        string masked = SecretMask.Mask(text).Text;
        return masked[..Math.Min(masked.Length, MaxTextLength)];
    }
}
