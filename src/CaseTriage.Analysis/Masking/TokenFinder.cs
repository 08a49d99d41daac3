using System.Text;
using System.Text.RegularExpressions;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Masking;

/// <summary>Finds secrets that machines write: headers, private keys, connection strings, fields of JSON and XML, and passwords in addresses.</summary>
internal static partial class TokenFinder
{
    private const int TimeLimit = 5000;
    private const RegexOptions Usual = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>All places but those in addresses.</summary>
    public static void Find(string text, List<SecretSpan> found)
    {
        Add(found, Header().Matches(text).Select(match => match.Groups["value"]));
        Add(found, Basic().Matches(text).Select(match => match.Groups["value"]).Where(value => IsPair(value.ValueSpan)));
        Add(found, Named().Matches(text).Select(match => match.Groups["value"]).Where(value => LooksRandom(value.ValueSpan)));
        Add(found, Json().Matches(text).Select(match => match.Groups["value"]));
        Add(found, Xml().Matches(text).Select(match => match.Groups["value"]));

        // Line by line, so that the lines of the text keep their numbers.
        Add(found, PrivateKey().Matches(text).SelectMany(match => match.Groups["line"].Captures));
    }

    /// <summary><c>scheme://user:password@host</c>.</summary>
    public static void FindInAddresses(string text, List<SecretSpan> found)
    {
        foreach (Match match in Address().Matches(text))
        {
            found.Add(new SecretSpan(RedactionKind.UserName, match.Groups["user"].Index, match.Groups["user"].Length));
            found.Add(new SecretSpan(RedactionKind.Password, match.Groups["value"].Index, match.Groups["value"].Length));
        }
    }

    private static void Add(List<SecretSpan> found, IEnumerable<Capture> captures) =>
        found.AddRange(captures.Select(capture => new SecretSpan(RedactionKind.Password, capture.Index, capture.Length)));

    /// <summary>Base64 of <c>user:password</c>; "Basic" alone is an everyday word.</summary>
    private static bool IsPair(ReadOnlySpan<char> value)
    {
        byte[] bytes = new byte[value.Length];
        return Convert.TryFromBase64Chars(value, bytes, out int size) && Encoding.UTF8.GetString(bytes, 0, size).Contains(':');
    }

    /// <summary>Letters and digits; numbers alone, such as masks of rights, are none.</summary>
    private static bool LooksRandom(ReadOnlySpan<char> value) =>
        !value.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && value.ContainsAnyInRange('0', '9') && (value.ContainsAnyInRange('a', 'z') || value.ContainsAnyInRange('A', 'Z'));

    [GeneratedRegex(@"\bauthorization[""']?[ \t]{0,4}[:=][ \t]{0,4}[""']?(basic|bearer|digest|negotiate|ntlm)[ \t]{1,4}(?<value>[!#-&(-;=?-~]{6,4096})", Usual, TimeLimit)]
    private static partial Regex Header();

    [GeneratedRegex(@"\bbasic[ \t]{1,4}(?<value>[a-z0-9+/]{8,512}={0,2})", Usual, TimeLimit)]
    private static partial Regex Basic();

    // Keys of clouds and services, in connection strings and settings. Bearer tokens stand without a colon as well.
    [GeneratedRegex(@"(\b(account|shared[ _-]?access|access|secret|api|app|client|auth)[ _-]?(access[ _-]?)?(key|secret|token)[ \t]{0,4}[:=][ \t]{0,4}|\bbearer[ \t]{1,4})(?<value>[a-z0-9+/_.=~-]{12,4096})", Usual, TimeLimit)]
    private static partial Regex Named();

    [GeneratedRegex(@"""[a-z0-9_. -]{0,40}(password|passwd|passphrase|pwd|secret|token|密码|口令)""[ \t]{0,4}:[ \t]{0,4}""(?<value>[^""\r\n]{1,512})""", Usual, TimeLimit)]
    private static partial Regex Json();

    [GeneratedRegex(@"<([a-z0-9]{1,20}:)?[a-z0-9]{0,40}(password|passwd|pwd)>\s{0,200}(<value>\s{0,200})?(?<value>[^<\s]{1,512})", Usual, TimeLimit)]
    private static partial Regex Xml();

    [GeneratedRegex(@"-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----[ \t]*\r?\n((?<line>[A-Za-z0-9+/=:,; -]{1,200})\r?\n|\r?\n){1,400}?(?=-----END|\z|[^A-Za-z0-9+/=\r\n])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeLimit)]
    private static partial Regex PrivateKey();

    [GeneratedRegex(@"\b[a-z][a-z0-9+.-]{1,20}://(?<user>[^\s/:@""'<>]{1,64}):(?<value>[^\s/@""'<>]{1,128})@(?=[a-z0-9\[])", Usual, TimeLimit)]
    private static partial Regex Address();
}
