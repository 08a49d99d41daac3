using System.Text;

namespace CaseTriage.Formats.OfflineRequest;

/// <summary>Undoes the two ways in which bytes are written as text.</summary>
internal static class EncodedText
{
    /// <summary>Shorter texts are words and numbers.</summary>
    private const int MinLength = 16;

    /// <summary>From this length on, a mix of upper case, lower case and digits is Base64 whatever comes out.</summary>
    private const int MinMixedLength = 32;

    /// <summary>The bytes, or null where the text is not encoded.</summary>
    /// <param name="text">A value.</param>
    /// <param name="isPlausible">Whether a result makes sense.</param>
    public static (PayloadKind Kind, byte[] Content, PayloadFault Fault)? Undo(string text, Func<byte[], bool> isPlausible)
    {
        if (text.Length < MinLength)
        {
            return null;
        }

        string signs = WithoutBreaks(text);
        return signs.Length < MinLength ? null : Hex(signs, isPlausible) ?? Base64(signs, isPlausible);
    }

    /// <summary>Encoded text is broken at line ends; a blank within a line parts words.</summary>
    private static string WithoutBreaks(string text)
    {
        var signs = new StringBuilder(text.Length);
        foreach (char sign in text)
        {
            if (sign is not ('\r' or '\n'))
            {
                signs.Append(sign);
            }
        }

        return signs.ToString().Trim();
    }

    /// <summary>Digits alone are a number; the lengths of the usual digests are digests, unless something comes out.</summary>
    private static (PayloadKind Kind, byte[] Content, PayloadFault Fault)? Hex(string signs, Func<byte[], bool> isPlausible)
    {
        if (signs.Length % 2 != 0 || !signs.All(char.IsAsciiHexDigit) || signs.All(char.IsAsciiDigit))
        {
            return null;
        }

        byte[] content = Convert.FromHexString(signs);
        return signs.Length > 64 || isPlausible(content) ? (PayloadKind.Hex, content, PayloadFault.None) : null;
    }

    private static (PayloadKind Kind, byte[] Content, PayloadFault Fault)? Base64(string signs, Func<byte[], bool> isPlausible)
    {
        string body = signs.TrimEnd('=');
        if (!body.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '+' or '/' or '-' or '_') || body.All(char.IsAsciiHexDigit))
        {
            return null;
        }

        // One sign too many belongs to no byte: the text was cut.
        bool isCut = body.Length % 4 == 1;
        string whole = (isCut ? body[..^1] : body).Replace('-', '+').Replace('_', '/');
        byte[] content = Convert.FromBase64String(whole.PadRight((whole.Length + 3) / 4 * 4, '='));
        bool isMixed = body.Length >= MinMixedLength && body.Any(char.IsAsciiLetterUpper) && body.Any(char.IsAsciiLetterLower) && body.Any(char.IsAsciiDigit);
        return isPlausible(content) || isMixed ? (PayloadKind.Base64, content, isCut ? PayloadFault.Broken : PayloadFault.None) : null;
    }
}
