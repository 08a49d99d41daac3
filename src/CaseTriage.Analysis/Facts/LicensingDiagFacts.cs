using System.Buffers.Text;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Masking;
using CaseTriage.Formats.LicensingDiag;
using CaseTriage.Formats.Text;
using CaseTriage.Formats.TextLog;

namespace CaseTriage.Analysis.Facts;

/// <summary>
/// Facts of the XML files of licensingdiag: the state of the licence, result codes, the firmware identity. Product keys, plain and coded, are
/// reported as masked places and go no further.
/// </summary>
public static class LicensingDiagFacts
{
    /// <summary>Values that hold the licence's own result codes, in the order of their weight.</summary>
    private static readonly string[] s_results = ["LicensingStatusReason", "ResultCode", "LastOnlineGenuineResult", "HrOnline", "HrOffline"];

    /// <summary>Binary values from which a product key can be computed: DigitalProductId holds it at offset 52, 15 bytes, base 24.</summary>
    private static readonly FrozenSet<string> s_codedKeys = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "DigitalProductId", "DigitalProductId4");

    private const int CodedKeyOffset = 52;
    private const int CodedKeyLength = 15;

    /// <summary>Reads one file.</summary>
    /// <param name="artifactPath">Path of the file in the case.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="observer">Gets the lines of a report that is text.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Formats.MalformedDataException">It is no XML of licensingdiag.</exception>
    public static ArtifactReading Read(string artifactPath, ReadOnlyMemory<byte> content, IAnalysisObserver observer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (IsTextReport(content.Span))
        {
            return LogFacts.Read(artifactPath, content, observer, cancellationToken);
        }

        LicensingDiagDocument document = LicensingDiagReader.Read(content.Span);
        SmbiosTable? smbios = Smbios(document);
        DateTimeOffset? at = Time(document.Text("TimeStampClient"));
        return new ArtifactReading
        {
            Status = document.Damage.IsEmpty ? ArtifactStatus.Parsed : ArtifactStatus.Partial,
            Records = document.Values.Length,
            Damage = document.Damage,
            Facts = [.. Outcome(artifactPath, document, at), .. Results(artifactPath, document, at), .. Identity(artifactPath, smbios), .. LicensingDiagState.Read(artifactPath, document, at)],
            Redactions = [.. document.Values.SelectMany(value => Keys(artifactPath, value))],
            DeviceHints = [.. Hints(document, smbios)],
        };
    }

    /// <summary>The report of Windows 7's tool is lines of text, licence state and result codes as slmgr prints them among them.</summary>
    private static bool IsTextReport(ReadOnlySpan<byte> content) =>
        TextDecoder.Decode(content[..Math.Min(content.Length, 64)]).Text.StartsWith("Diagnostic Report (", StringComparison.Ordinal);

    private static IEnumerable<Fact> Outcome(string artifactPath, LicensingDiagDocument document, DateTimeOffset? at)
    {
        // In a period of grace the last attempt may have gone either way.
        string? outcome = document.Text("LicensingStatus") switch
        {
            "SL_LICENSING_STATUS_LICENSED" => "activated",
            "SL_LICENSING_STATUS_UNLICENSED" or "SL_LICENSING_STATUS_NOTIFICATION" => "failed",
            _ => null,
        };
        return outcome is null
            ? []
            : [Fact.Create("activation.outcome", null, Place(artifactPath, "LicensingStatus", document.Text("LicensingStatus") ?? ""), at, ("outcome", outcome), ("source", "licensingDiag"))];
    }

    private static IEnumerable<Fact> Results(string artifactPath, LicensingDiagDocument document, DateTimeOffset? at)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in s_results)
        {
            foreach (ErrorCode code in ErrorCodeReader.Find(document.Text(name) ?? "").Where(code => !code.IsSuccess && told.Add(code.Code)))
            {
                yield return Fact.Create("activation.result", null, Place(artifactPath, name, code.Code), at,
                    ("code", code.Code), ("system", code.System.ToString().ToLowerInvariant()), ("text", document.Text("LicensingStatus")), ("source", "licensingDiag"));
            }
        }
    }

    private static IEnumerable<Fact> Identity(string artifactPath, SmbiosTable? smbios)
    {
        (string Field, string? Value)[] identity =
        [
            ("serialNumber", smbios?.SerialNumber), ("product", smbios?.Product), ("manufacturer", smbios?.Manufacturer), ("uuid", smbios?.Uuid?.ToString("D")),
        ];
        return identity.Where(entry => entry.Value is not null).Select(entry => Fact.Create(
            "inventory.identity", null, Place(artifactPath, "RawTable", $"{entry.Field}: {entry.Value}"), null,
            ("field", entry.Field), ("value", entry.Value), ("placeholder", FirmwarePlaceholder.Is(entry.Value ?? ""))));
    }

    private static IEnumerable<Redaction> Keys(string artifactPath, LicensingDiagValue value)
    {
        string marker = SecretMask.MarkerOf(RedactionKind.ProductKey);
        int plain = SecretMask.Mask(value.Text).Secrets.Count(secret => secret.Kind == RedactionKind.ProductKey);
        int coded = s_codedKeys.Contains(value.Name) && HoldsCodedKey(value.Text) ? 1 : 0;
        return Enumerable.Repeat(new Redaction(RedactionKind.ProductKey, Place(artifactPath, value.Name, marker)), plain + coded);
    }

    private static bool HoldsCodedKey(string base64) =>
        Bytes(base64) is { Length: >= CodedKeyOffset + CodedKeyLength } bytes && bytes.AsSpan(CodedKeyOffset, CodedKeyLength).ContainsAnyExcept((byte)0);

    private static SmbiosTable? Smbios(LicensingDiagDocument document) =>
        document.Root == "HardwareID" && Bytes(document.Text("RawTable") ?? "") is byte[] table ? SmbiosTable.Read(table) : null;

    /// <summary>The serial number of the firmware, and the computer name, which joins this file to the event logs of its machine.</summary>
    private static IEnumerable<DeviceHint> Hints(LicensingDiagDocument document, SmbiosTable? smbios)
    {
        if (smbios?.SerialNumber is string serial && !FirmwarePlaceholder.Is(serial))
        {
            yield return new DeviceHint(WitnessKind.LicensingDiag, serial.Trim(), "field RawTable");
        }

        if (document.Root == "HardwareID" && Bytes(document.Text("Machine") ?? "") is { Length: > 0 and <= 64 } name && Encoding.UTF8.GetString(name).Trim() is { Length: > 0 } machine && !machine.Any(char.IsControl))
        {
            yield return new DeviceHint(WitnessKind.Computer, machine, "field Machine");
        }
    }

    /// <summary>Bytes in base 64, or null where the text is none.</summary>
    internal static byte[]? Bytes(string base64) => Base64.IsValid(base64, out int length) && length > 0 ? Convert.FromBase64String(base64) : null;

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time) ? time : null;

    private static Evidence Place(string artifactPath, string field, string excerpt) => Evidence.Of(artifactPath, $"field {field}", excerpt);
}
