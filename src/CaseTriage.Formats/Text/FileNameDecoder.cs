using System.Text;

namespace CaseTriage.Formats.Text;

/// <summary>How the bytes of a file name were read.</summary>
public enum FileNameEncoding
{
    /// <summary>Every byte is ASCII.</summary>
    Ascii,

    /// <summary>UTF-8, as the archive says.</summary>
    Utf8,

    /// <summary>UTF-8 by its byte pattern; the archive says nothing.</summary>
    Utf8Guess,

    /// <summary>GB18030, a superset of GBK, by its byte pattern: what collectors on Chinese Windows write.</summary>
    Gb18030Guess,

    /// <summary>Code page 437, the one that zip means where nothing else fits.</summary>
    Cp437Guess,
}

/// <summary>A file name out of an archive, raw: it may hold any character and any path.</summary>
/// <param name="Text">The characters.</param>
/// <param name="Encoding">How they were read.</param>
public sealed record DecodedFileName(string Text, FileNameEncoding Encoding);

/// <summary>Reads names of archives whose code page is not known. Nothing is sure where the bytes are not ASCII or UTF-8.</summary>
public static class FileNameDecoder
{
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding s_strictGb18030 = Get("gb18030");
    private static readonly Encoding s_cp437 = Get("IBM437");

    /// <summary>Reads a name: ASCII, else strict UTF-8, else GB18030 where the bytes look like it, else code page 437. Never throws.</summary>
    /// <param name="bytes">The bytes of the archive.</param>
    /// <param name="isMarkedUtf8">Whether the archive says that they are UTF-8; not believed where they are not.</param>
    public static DecodedFileName Decode(ReadOnlySpan<byte> bytes, bool isMarkedUtf8)
    {
        if (Ascii.IsValid(bytes))
        {
            return new DecodedFileName(Encoding.ASCII.GetString(bytes), FileNameEncoding.Ascii);
        }

        if (TryDecode(s_strictUtf8, bytes) is { } utf8)
        {
            return new DecodedFileName(utf8, isMarkedUtf8 ? FileNameEncoding.Utf8 : FileNameEncoding.Utf8Guess);
        }

        if (HasCommonPair(bytes) && TryDecode(s_strictGb18030, bytes) is { } chinese && !chinese.Any(IsPrivateUse))
        {
            return new DecodedFileName(chinese, FileNameEncoding.Gb18030Guess);
        }

        return new DecodedFileName(s_cp437.GetString(bytes), FileNameEncoding.Cp437Guess);
    }

    /// <summary>
    /// Whether a pair lies outside the rows 0x81 to 0xA0, which hold rare characters only: a Western name such as "Übersicht" in
    /// code page 437 is valid GBK too, but only in those rows.
    /// </summary>
    private static bool HasCommonPair(ReadOnlySpan<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] >= 0x80)
            {
                if (bytes[i] > 0xA0)
                {
                    return true;
                }

                i++;
            }
        }

        return false;
    }

    private static bool IsPrivateUse(char character) => character is >= '\uE000' and <= '\uF8FF';

    private static string? TryDecode(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static Encoding Get(string name) =>
        CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
            ?? throw new PlatformNotSupportedException($"This runtime has no {name}.");
}
