using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Comparison;

/// <summary>A value that only one device in the world should have.</summary>
/// <param name="Field"><c>uuid</c>, <c>mac</c>, <c>disk</c> (serial number) or <c>tpm</c> (SHA-256 of the endorsement key, lower-case hex).</param>
/// <param name="Value">In one writing, so that equal values are equal texts.</param>
public sealed record IdentityValue(string Field, string Value)
{
    /// <summary>Whether makers leave it in firmware that nobody personalized: then thousands share it.</summary>
    public bool IsPlaceholder => FirmwarePlaceholder.Is(Field == "mac" ? PropertyText.Digits(Value) : Value);
}

/// <summary>What should tell a device from all others.</summary>
public static class IdentityValues
{
    /// <summary>Report name of the endorsement key.</summary>
    public const string EndorsementKeyField = "TPM EkPub";

    /// <summary>Most values of one inventory; a machine has a handful.</summary>
    private const int MaxValues = 100;

    /// <summary>The values of an inventory, each once; none of a damaged one, in which any digit may be wrong.</summary>
    public static ImmutableArray<IdentityValue> Of(InventorySummary inventory) => inventory.Integrity == InventoryIntegrity.Damaged
        ? []
        :
        [
            .. new[]
            {
                Values("uuid", [inventory.Smbios?.Uuid], Uuid),
                Values("mac", inventory.NetworkAdapters.Select(adapter => adapter.Mac), Mac),
                Values("disk", inventory.Disks.Select(disk => disk.Serial), PropertyText.Words),
                Values("tpm", [inventory.Fields.GetValueOrDefault(EndorsementKeyField)], Hash),
            }.SelectMany(values => values).Distinct().Take(MaxValues),
        ];

    private static IEnumerable<IdentityValue> Values(string field, IEnumerable<string?> values, Func<string, string> write) =>
        values.OfType<string>().Select(write).Where(value => value.Length > 0).Select(value => new IdentityValue(field, value));

    private static string Uuid(string text) => Guid.TryParse(text, out Guid uuid) ? uuid.ToString("D") : PropertyText.Words(text);

    private static string Mac(string text) =>
        PropertyText.Digits(text) is { Length: > 0 } digits ? string.Join(':', digits.Chunk(2).Select(pair => new string(pair))) : PropertyText.Words(text);

    private static string Hash(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "";
        }

        byte[] key = new byte[text.Length];
        ReadOnlySpan<byte> bytes = Convert.TryFromBase64String(text, key, out int length) ? key.AsSpan(0, length) : Encoding.UTF8.GetBytes(text);
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }
}
