using System.Buffers;

namespace CaseTriage.Analysis.Masking;

/// <summary>
/// Which sorts of secrets a text may hold, by signs without which none of their patterns can match. Most rows of a log have none of them,
/// and looking for a sign costs a hundredth of trying a pattern. To say yes in vain is allowed, to say no in vain is not.
/// </summary>
internal readonly record struct SecretHints
{
    /// <summary>A telephone number without a word before it has at least so many digits: area code 3, number 7.</summary>
    private const int FewestPhoneDigits = 10;

    /// <summary>Groups of a product key, with their hyphen.</summary>
    private const int KeyStride = 6;

    private const int KeyHyphens = 4;

    private static readonly SearchValues<string> s_passwordWords =
        SearchValues.Create(["密码", "密碼", "口令", "提取码", "pass", "pwd", "pw", "pin"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> s_tokenWords = SearchValues.Create(
        [
            "authorization", "basic", "bearer", "private key", "secret", "token", "password", "passwd", "passphrase", "pwd", "密码", "口令",
            .. from word in (string[])["account", "access", "api", "app", "client", "auth"] from gap in (string[])["", " ", "_", "-"] select $"{word}{gap}key",
        ],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> s_phoneWords = SearchValues.Create(
        ["电话", "手机", "座机", "热线", "传真", "分机", "tel", "phone", "mobile", "cell", "fax", "hotline"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Letters that patterns may take for i, k or s, whatever a plain search without regard to case does.</summary>
    private static readonly SearchValues<char> s_oddLetters = SearchValues.Create("\u0130\u0131\u017F\u212A");

    /// <summary>Everything is looked for.</summary>
    public static SecretHints All { get; } = new()
    {
        Credentials = true,
        ProductKey = true,
        MailAddress = true,
        Link = true,
        Phone = true,
        NamedPhone = true,
        Token = true,
    };

    /// <summary>Passwords, and user names, which are secrets beside a password only.</summary>
    public bool Credentials { get; private init; }

    /// <summary>Four hyphens, six characters apart.</summary>
    public bool ProductKey { get; private init; }

    /// <summary>An at sign.</summary>
    public bool MailAddress { get; private init; }

    /// <summary>The end of a scheme.</summary>
    public bool Link { get; private init; }

    /// <summary>Ten digits with nothing but spaces, hyphens and brackets between.</summary>
    public bool Phone { get; private init; }

    /// <summary>A word for telephone.</summary>
    public bool NamedPhone { get; private init; }

    /// <summary>A word of headers, keys and settings.</summary>
    public bool Token { get; private init; }

    /// <summary>Looks for the signs.</summary>
    public static SecretHints Of(ReadOnlySpan<char> text) => text.ContainsAny(s_oddLetters)
        ? All
        : new SecretHints
        {
            Credentials = text.ContainsAny(s_passwordWords),
            ProductKey = HasKeyHyphens(text),
            MailAddress = text.Contains('@'),
            Link = text.Contains("://", StringComparison.Ordinal),
            Phone = HasPhoneDigits(text),
            NamedPhone = text.ContainsAny(s_phoneWords),
            Token = text.ContainsAny(s_tokenWords),
        };

    private static bool HasKeyHyphens(ReadOnlySpan<char> text)
    {
        int start = 0;
        while (start < text.Length && text[start..].IndexOf('-') is var found and >= 0)
        {
            int first = start + found;
            int count = 1;
            while (count < KeyHyphens && first + (count * KeyStride) < text.Length && text[first + (count * KeyStride)] == '-')
            {
                count++;
            }

            if (count == KeyHyphens)
            {
                return true;
            }

            start = first + 1;
        }

        return false;
    }

    private static bool HasPhoneDigits(ReadOnlySpan<char> text)
    {
        int digits = 0;
        for (int i = text.IndexOfAnyInRange('0', '9'); (uint)i < (uint)text.Length; i++)
        {
            char c = text[i];
            if (char.IsAsciiDigit(c))
            {
                if (++digits == FewestPhoneDigits)
                {
                    return true;
                }
            }
            else if (c is not (' ' or '-' or '(' or ')' or '（' or '）'))
            {
                digits = 0;
            }
        }

        return false;
    }
}
