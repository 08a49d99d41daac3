using System.Collections.Immutable;
using System.Globalization;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Masking;
using CaseTriage.Formats.Registry;

namespace CaseTriage.Analysis.Facts;

/// <summary>
/// Facts of the registry: the settings of activation, the edition and build of Windows, the names of the computer and of its firmware. Only values that are
/// listed here leave this type; keys are masked, and what is binary was never read.
/// </summary>
public static class RegistryFacts
{
    private const string CurrentVersion = @"Microsoft\Windows NT\CurrentVersion";
    private const string Platform = CurrentVersion + @"\SoftwareProtectionPlatform";
    private const string CmitActive = @"CMIT\Active";

    /// <summary>Key below the root of its hive, name of the value, and the fact's word for it. Sources of the names: design of licences in Windows, and the settings of the activation client.</summary>
    private static readonly ImmutableArray<(string Key, string Name, string Word)> s_values =
    [
        (Platform, "KeyManagementServiceName", "kms-name"),
        (Platform, "KeyManagementServicePort", "kms-port"),
        (Platform, "BackupProductKeyDefault", "backup-key"),
        (@"Microsoft\ClipSVC", "AltActivationClient", "activation-client"),
        (CmitActive, "ActivationServer", "activation-server"),
        (CmitActive, "IntranetActivationServer", "intranet-server"),
        (CmitActive, "ActiveMode", "activation-mode"),
        (CmitActive, "OfflineSkuId", "offline-sku"),
        (CmitActive, "OnlineSkuId", "online-sku"),
        (CmitActive, "OfflineEditionPkpn", "offline-part-number"),
        (CmitActive, "LastActiveTime", "last-activation"),
        (CurrentVersion, "ProductName", "product"),
        (CurrentVersion, "EditionID", "edition"),
        (CurrentVersion, "EditionSubstring", "edition-release"),
        (CurrentVersion, "EditionSubVersion", "edition-version"),
        (CurrentVersion, "CurrentBuild", "build"),
        (CurrentVersion, "DisplayVersion", "release"),
        (CurrentVersion, "UBR", "revision"),
        (CurrentVersion, "InstallDate", "installed"),
        (@"Control\ComputerName\ComputerName", "ComputerName", "computer-name"),
        (@"Control\TimeZoneInformation", "TimeZoneKeyName", "time-zone"),
        (@"Control\SystemInformation", "SystemManufacturer", "manufacturer"),
        (@"Control\SystemInformation", "SystemProductName", "model"),
        (@"Control\SystemInformation", "BIOSVersion", "firmware"),
        (@"DESCRIPTION\System\BIOS", "SystemManufacturer", "manufacturer"),
        (@"DESCRIPTION\System\BIOS", "SystemProductName", "model"),
        (@"DESCRIPTION\System\BIOS", "BIOSVersion", "firmware"),
    ];

    /// <summary>In a hive of the system the settings lie in a numbered set; the first is the one in use on nearly every machine.</summary>
    private static readonly ImmutableArray<string> s_hiveKeys =
        [.. s_values.Select(value => value.Key.StartsWith("Control", StringComparison.Ordinal) ? @"ControlSet001\" + value.Key : value.Key).Distinct()];

    /// <summary>Reads a hive, an export, or what <c>reg query</c> printed.</summary>
    /// <param name="artifactPath">Path of the file in the case.</param>
    /// <param name="format">Which of them it is.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Formats.MalformedDataException">It is no hive that can be read.</exception>
    public static ArtifactReading Read(string artifactPath, ArtifactFormat format, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        RegistryContent registry = format == ArtifactFormat.RegistryHive
            ? RegistryHiveReader.Read(content.Span, s_hiveKeys, cancellationToken)
            : RegistryTextReader.Read(content.Span, key => s_values.Any(value => IsBelow(key, value.Key)), cancellationToken);
        ImmutableArray<Masked> masked = [.. registry.Values.SelectMany(value => Told(artifactPath, value))];
        return new ArtifactReading
        {
            Status = registry.Damage.IsEmpty ? ArtifactStatus.Parsed : ArtifactStatus.Partial,
            Records = registry.Values.Length,
            Damage = registry.Damage,
            Facts = [.. masked.Select(value => value.Fact)],
            Redactions = [.. masked.SelectMany(value => value.Redactions)],
            DeviceHints = [.. masked.Where(value => value.Word == "computer-name").Select(value => new DeviceHint(WitnessKind.Computer, value.Fact.Text("value") ?? "", value.Fact.Evidence.Locator)).DistinctBy(hint => hint.Value, StringComparer.Ordinal)],
        };
    }

    private static bool IsBelow(string key, string path) =>
        key.EndsWith(path, StringComparison.OrdinalIgnoreCase) && (key.Length == path.Length || key[^(path.Length + 1)] == '\\');

    private static IEnumerable<Masked> Told(string artifactPath, RegistryValue value)
    {
        string? word = s_values.Where(listed => IsBelow(value.Key, listed.Key) && listed.Name.Equals(value.Name, StringComparison.OrdinalIgnoreCase)).Select(listed => listed.Word).FirstOrDefault();
        if (word is null || string.IsNullOrWhiteSpace(value.Text))
        {
            yield break;
        }

        string locator = value.Line > 0 ? FormattableString.Invariant($"line {value.Line}") : FormattableString.Invariant($"offset 0x{value.Offset:x}");
        MaskedText text = SecretMask.Mask(value.Text);
        string shown = word == "backup-key" ? SecretMask.MarkerOf(RedactionKind.ProductKey) : word == "installed" ? Instant(text.Text) : text.Text;
        ImmutableArray<RedactionKind> kinds = word == "backup-key" ? [RedactionKind.ProductKey] : [.. text.Secrets.Select(secret => secret.Kind)];
        yield return new Masked(
            word,
            Fact.Create("registry.value", null, Evidence.Of(artifactPath, locator, $"{value.Name} = {shown}"), null, ("name", word), ("value", shown)),
            [.. kinds.Select(kind => new Redaction(kind, new Evidence(artifactPath, locator, SecretMask.MarkerOf(kind))))]);
    }

    /// <summary>Seconds since 1970 as an instant; anything else as it is.</summary>
    private static string Instant(string seconds) => uint.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out uint number)
        ? DateTimeOffset.FromUnixTimeSeconds(number).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
        : seconds;

    private sealed record Masked(string Word, Fact Fact, ImmutableArray<Redaction> Redactions);
}
