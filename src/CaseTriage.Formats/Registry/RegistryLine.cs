using System.Globalization;
using System.Text;
using CaseTriage.Formats.Text;

namespace CaseTriage.Formats.Registry;

/// <summary>One value as a line of text.</summary>
/// <param name="Name">Its name; empty for the default value.</param>
/// <param name="Text">Its text; null where it is binary, or deleted.</param>
/// <param name="IsDeleted">Whether the line takes the value away.</param>
internal readonly record struct RegistryLine(string Name, string? Text, bool IsDeleted)
{
    private const string QueryGap = "    ";

    /// <summary>Reads <c>"name"=…</c>, <c>@=…</c> or a line of <c>reg query</c>; false where it is none, or is broken.</summary>
    /// <param name="line">The line, those that it goes on in joined to it.</param>
    /// <param name="isVersion4">Whether strings in hexadecimal have one byte a character.</param>
    /// <param name="value">What it says.</param>
    public static bool TryRead(string line, bool isVersion4, out RegistryLine value)
    {
        value = default;
        return line.StartsWith(QueryGap, StringComparison.Ordinal) ? TryReadQueried(line, out value) : TryReadExported(line, isVersion4, out value);
    }

    /// <summary>Name, type and data, parted by four blanks; the name may hold blanks itself, the type never does.</summary>
    private static bool TryReadQueried(string line, out RegistryLine value)
    {
        value = default;
        string[] parts = line[QueryGap.Length..].Split(QueryGap, 3);
        if (parts.Length < 2 || !parts[1].StartsWith("REG_", StringComparison.Ordinal))
        {
            return false;
        }

        string name = parts[0] is "(Default)" or "(默认)" ? "" : parts[0];
        string data = parts.Length > 2 ? parts[2].TrimEnd() : "";
        value = new RegistryLine(
            name,
            parts[1] switch
            {
                "REG_SZ" or "REG_EXPAND_SZ" => RegistryData.Cut(data),
                "REG_MULTI_SZ" => RegistryData.Cut(data.Replace(@"\0", "; ", StringComparison.Ordinal)),
                "REG_DWORD" or "REG_QWORD" when data.StartsWith("0x", StringComparison.Ordinal) && TryReadHex(data[2..], out ulong number) => number.ToString(CultureInfo.InvariantCulture),
                _ => null,
            },
            IsDeleted: false);
        return true;
    }

    private static bool TryReadExported(string line, bool isVersion4, out RegistryLine value)
    {
        value = default;
        string name = "";
        int position = 1;
        if (!line.StartsWith('@') && !TryReadQuoted(line, 0, out name, out position))
        {
            return false;
        }

        string data = line[position..].Trim();
        if (!data.StartsWith('='))
        {
            return false;
        }

        data = data[1..].TrimStart();
        if (data == "-")
        {
            value = new RegistryLine(name, null, IsDeleted: true);
            return true;
        }

        bool isRead = data.StartsWith('"') ? TryReadQuoted(data, 0, out string text, out _)
            : data.StartsWith("dword:", StringComparison.OrdinalIgnoreCase) ? TryReadNumber(data["dword:".Length..], out text)
            : TryReadBytes(data, isVersion4, out text);
        value = new RegistryLine(name, text.Length == 0 && !data.StartsWith('"') ? null : RegistryData.Cut(text), IsDeleted: false);
        return isRead;
    }

    /// <summary>Reads from a quotation mark to the next one; a backslash stands before marks and backslashes in between.</summary>
    private static bool TryReadQuoted(string line, int start, out string text, out int end)
    {
        var read = new StringBuilder();
        (text, end) = ("", line.Length);
        if (start >= line.Length || line[start] != '"')
        {
            return false;
        }

        for (int i = start + 1; i < line.Length; i++)
        {
            if (line[i] == '"')
            {
                (text, end) = (read.ToString(), i + 1);
                return true;
            }

            i += line[i] == '\\' && i + 1 < line.Length ? 1 : 0;
            read.Append(line[i]);
        }

        return false;
    }

    private static bool TryReadNumber(string hex, out string text)
    {
        bool isRead = TryReadHex(hex.Trim(), out ulong number) && number <= uint.MaxValue;
        text = isRead ? number.ToString(CultureInfo.InvariantCulture) : "";
        return isRead;
    }

    private static bool TryReadHex(string hex, out ulong number) => ulong.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number);

    /// <summary><c>hex:</c> is binary and has no text; <c>hex(2):</c>, <c>hex(7):</c> and <c>hex(b):</c> give the number of their type.</summary>
    private static bool TryReadBytes(string data, bool isVersion4, out string text)
    {
        text = "";
        if (data.StartsWith("hex:", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        int close = data.IndexOf("):", StringComparison.Ordinal);
        if (close < 0 || !data.StartsWith("hex(", StringComparison.OrdinalIgnoreCase) || !TryReadHex(data["hex(".Length..close], out ulong type) || type > uint.MaxValue)
        {
            return false;
        }

        string[] parts = data[(close + 2)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        byte[] bytes = new byte[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!byte.TryParse(parts[i], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bytes[i]))
            {
                return false;
            }
        }

        bool isNarrow = isVersion4 && type is (RegistryData.Sz or RegistryData.ExpandSz or RegistryData.MultiSz);
        text = RegistryData.ToText((uint)type, isNarrow ? Encoding.Unicode.GetBytes(TextDecoder.Gb18030.GetString(bytes)) : bytes) ?? "";
        return true;
    }
}
