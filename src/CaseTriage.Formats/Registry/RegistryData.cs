using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace CaseTriage.Formats.Registry;

/// <summary>The bytes of a value as text. Types by their numbers (winnt.h, REG_SZ and so on).</summary>
public static class RegistryData
{
    /// <summary>Longest text, in characters; the rest is left out.</summary>
    public const int MaxTextLength = 2048;

    internal const uint Sz = 1;
    internal const uint ExpandSz = 2;
    internal const uint Dword = 4;
    internal const uint DwordBigEndian = 5;
    internal const uint MultiSz = 7;
    internal const uint Qword = 11;

    /// <summary>The text of a value, or null where it is no string and no number.</summary>
    /// <param name="type">Number of the type.</param>
    /// <param name="data">Its bytes, strings in UTF-16.</param>
    internal static string? ToText(uint type, ReadOnlySpan<byte> data) => type switch
    {
        Sz or ExpandSz => Cut(UpToZero(Encoding.Unicode.GetString(Head(data)))),
        MultiSz => Cut(string.Join("; ", Encoding.Unicode.GetString(Head(data)).Split('\0', StringSplitOptions.RemoveEmptyEntries))),
        Dword when data.Length == sizeof(uint) => BinaryPrimitives.ReadUInt32LittleEndian(data).ToString(CultureInfo.InvariantCulture),
        DwordBigEndian when data.Length == sizeof(uint) => BinaryPrimitives.ReadUInt32BigEndian(data).ToString(CultureInfo.InvariantCulture),
        Qword when data.Length == sizeof(ulong) => BinaryPrimitives.ReadUInt64LittleEndian(data).ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>A text that is not too long.</summary>
    internal static string Cut(string text) => text.Length <= MaxTextLength ? text : text[..MaxTextLength];

    private static ReadOnlySpan<byte> Head(ReadOnlySpan<byte> data) => data[..Math.Min(data.Length & ~1, MaxTextLength * sizeof(char))];

    private static string UpToZero(string text) => text.IndexOf('\0', StringComparison.Ordinal) is >= 0 and int end ? text[..end] : text;
}
