using System.Collections.Frozen;

namespace CaseTriage.Analysis.Facts;

/// <summary>Values that board makers leave in firmware that nobody personalized. Source: knowledge of public hashes and Windows' own documentation.</summary>
public static class FirmwarePlaceholder
{
    private static readonly FrozenSet<string> s_values = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "", "Default string", "To be filled by O.E.M.", "To be filled by OEM",
        "O.E.M.", "OEM", "System Serial Number", "System Product Name", "System manufacturer", "Serial Number", "Chassis Serial Number", "Base Board Serial Number",
        "Not Specified", "Not Applicable", "Not Available", "N/A", "NA", "None", "Null", "Unknown", "Undefined", "INVALID", "Empty", "xxxxxxxx",
        "0123456789", "123456789", "1234567890", "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "03000200-0400-0500-0006-000700080009", "12345678-1234-5678-90ab-cddeefaabbcc");

    /// <summary>Whether a firmware value identifies nothing.</summary>
    public static bool Is(string value)
    {
        string trimmed = value.Trim();
        return s_values.Contains(trimmed)
            || trimmed.StartsWith("SMBIOS_STRING_INDEX_", StringComparison.OrdinalIgnoreCase)
            || (trimmed.Length > 1 && trimmed.AsSpan().IndexOfAnyExcept(trimmed[0]) < 0);
    }
}
