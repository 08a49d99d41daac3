using System.Globalization;
using System.Text.RegularExpressions;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Masking;

/// <summary>Finds the places of secrets by what stands before them and by their shape. Places may overlap.</summary>
internal static partial class SecretFinder
{
    /// <summary>A user name is a secret only within so many characters of a password: three short lines.</summary>
    private const int NearInCharacters = 200;

    /// <summary>All places in a text. Full-width letters and digits count as the plain ones.</summary>
    public static List<SecretSpan> Find(string text)
    {
        string folded = FullWidth.Fold(text);
        return Find(folded, SecretHints.Of(folded));
    }

    /// <summary>Places of those sorts that the text may hold.</summary>
    internal static List<SecretSpan> Find(string text, SecretHints hints)
    {
        var found = new List<SecretSpan>();
        if (hints.Credentials)
        {
            FindCredentials(text, found);
        }

        if (hints.Token)
        {
            TokenFinder.Find(text, found);
        }

        if (hints.ProductKey)
        {
            Add(found, RedactionKind.ProductKey, ProductKey().Matches(text).Where(match => match.ValueSpan.IndexOfAnyInRange('A', 'z') >= 0 && !IsBlanked(match.ValueSpan)));
        }

        if (hints.MailAddress)
        {
            Add(found, RedactionKind.MailAddress, MailAddress().Matches(text).Select(match => match.Groups["name"]));
        }

        if (hints.Link)
        {
            Add(found, RedactionKind.Link, Link().Matches(text).Where(match => CarriesPersonOrToken(match.ValueSpan)));
            TokenFinder.FindInAddresses(text, found);
        }

        if (hints.Phone)
        {
            Add(found, RedactionKind.Phone, Mobile().Matches(text).Where(match => !IsByteCount(match.ValueSpan)));
            Add(found, RedactionKind.Phone, Landline().Matches(text));
            Add(found, RedactionKind.Phone, ServiceLine().Matches(text));
        }

        if (hints.NamedPhone)
        {
            Add(found, RedactionKind.Phone, NamedPhone().Matches(text).Select(match => match.Groups["number"]));
        }

        return found;
    }

    private static void Add(List<SecretSpan> found, RedactionKind kind, IEnumerable<Capture> captures) =>
        found.AddRange(captures.Select(capture => new SecretSpan(kind, capture.Index, capture.Length)));

    private static void FindCredentials(string text, List<SecretSpan> found)
    {
        var users = new List<SecretSpan>();
        var passwords = new List<SecretSpan>();
        foreach (Match match in Pair().Matches(text))
        {
            users.Add(Trimmed(text, RedactionKind.UserName, match.Groups["user"]));
            passwords.Add(Trimmed(text, RedactionKind.Password, match.Groups["value"]));
        }

        users.AddRange(UserName().Matches(text).Select(match => Trimmed(text, RedactionKind.UserName, match.Groups["value"])));
        passwords.AddRange(Password().Matches(text).Select(match => Trimmed(text, RedactionKind.Password, match.Groups["value"])));
        passwords.AddRange(LoosePassword().Matches(text).Select(match => Trimmed(text, RedactionKind.Password, match.Groups["value"]))
            .Where(password => LooksMade(text.AsSpan(password.Start, password.Length)) || users.Exists(user => IsNear(user, password))));
        passwords.RemoveAll(span => span.Length == 0);
        found.AddRange(passwords);
        found.AddRange(users.Where(user => user.Length > 0 && passwords.Exists(password => IsNear(user, password))));
    }

    private static bool IsNear(SecretSpan one, SecretSpan other) => Math.Abs(one.Start - other.Start) <= NearInCharacters;

    /// <summary>Without what ends the sentence or closes a bracket that was opened before the value.</summary>
    private static SecretSpan Trimmed(string text, RedactionKind kind, Group value)
    {
        int length = value.Length;
        while (length > 0)
        {
            char last = text[value.Index + length - 1];
            bool closes = (last == ')' && !value.ValueSpan[..length].Contains('(')) || (last == ']' && !value.ValueSpan[..length].Contains('['));
            if (!closes && last is not ('.' or ',' or ';' or '"' or '\'' or '>'))
            {
                break;
            }

            length--;
        }

        return new SecretSpan(kind, value.Index, length);
    }

    /// <summary>After "password is" or "password" alone, a value with a digit is one; a plain word is a word.</summary>
    private static bool LooksMade(ReadOnlySpan<char> value) => value.Length >= 3 && value.ContainsAnyInRange('0', '9');

    /// <summary>Keys that a tool has blanked out already: <c>XXXXX-XXXXX-…-3V66T</c>.</summary>
    private static bool IsBlanked(ReadOnlySpan<char> key) => key.StartsWith("XXXXX-XXXXX", StringComparison.OrdinalIgnoreCase) || key.StartsWith("00000-00000", StringComparison.Ordinal);

    /// <summary>Sizes of memory and disks have eleven digits too, but are whole mebibytes: one number in a million is not.</summary>
    private static bool IsByteCount(ReadOnlySpan<char> digits) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long value) && value % (1024 * 1024) == 0;

    private static bool CarriesPersonOrToken(ReadOnlySpan<char> link) =>
        link.Contains('@') || link.Contains("%40", StringComparison.OrdinalIgnoreCase) || link.Contains("safelinks.", StringComparison.OrdinalIgnoreCase)
        || TokenInQuery().IsMatch(link);

    // Values are printable ASCII: Chinese signs and brackets end them.
    private const string Value = "(?<value>[!-~]{1,128})";

    private const string Space = @"[ \t\u00A0\u3000]{0,4}";
    private const string Quote = "[\"'“‘「]?";
    private const string Colon = Space + "[:：=]" + Space + Quote;

    private const string UserWords =
        @"(?:用户名称?|用户[账帐]号|登[录陆](?:名|[账帐]号)|[账帐][户号]名?|工号|\b(?:user[ _-]?(?:name|id)|log-?in(?:[ _-](?:name|id))?|account(?:[ _-](?:name|id))?))";

    private const string PasswordWords = @"(?:密码|密碼|口令|提取码|\b(?:pass[ _-]?(?:word|phrase|code)|passwd|pwd))";

    private const RegexOptions Usual = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private const int TimeLimit = 5000;

    [GeneratedRegex(UserWords + @"[ \t]{0,2}(?:[/／及和与&]|and)[ \t]{0,2}" + PasswordWords + "(?:" + Colon + @"|[ \t]{1,3})(?<user>[!-.0-~]{1,64})[ \t]{0,2}[/／,，、 \t][ \t]{0,2}" + Value, Usual, TimeLimit)]
    private static partial Regex Pair();

    // A colon, or a colon at the end of the line and the value alone on the next.
    [GeneratedRegex("(?<!" + UserWords + @"[ \t]{0,2}[/／及和与&][ \t]{0,2})" + PasswordWords + "(?:" + Colon + "|" + Space + @"[:：][ \t]{0,4}\r?\n[ \t]{0,4}(?=[!-~]{1,128}[ \t]{0,4}(?:\r?\n|$)))" + Value, Usual, TimeLimit)]
    private static partial Regex Password();

    // Without a colon; and short English words, which mean other things as well.
    [GeneratedRegex("(?<!" + UserWords + @"[ \t]{0,2}[/／及和与&][ \t]{0,2})(?:" + PasswordWords + @"(?:[ \t]{0,4}(?:均为|都是|是|为|is|was)[ \t]{0,4}:?" + Space + Quote + @"|[ \t]{1,4}" + Quote + "|(?<=密码|口令)" + Quote + @")(?![:：=])|\b(?:pass|pw|pin)" + Colon + ")" + Value, Usual, TimeLimit)]
    private static partial Regex LoosePassword();

    [GeneratedRegex("(?:" + UserWords + "(?:" + Colon + @"|[ \t]{0,4}(?:均为|都是|是|为|is)[ \t]{0,4}" + Quote + @"|[ \t]{1,3}" + Quote + @")|(?:用户|\buser)" + Colon + ")(?<value>[!-:<-~]{1,128})", Usual, TimeLimit)]
    private static partial Regex UserName();

    [GeneratedRegex(@"(?<![A-Za-z0-9-])[A-Za-z0-9]{5}(?:-[A-Za-z0-9]{5}){4}(?![A-Za-z0-9-])", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex ProductKey();

    [GeneratedRegex(@"(?<![A-Za-z0-9._%+-])(?<name>[A-Za-z0-9._%+-]{1,64})(?=@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8})", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex MailAddress();

    [GeneratedRegex(@"https?://[^\s<>""'，。；（）】》、“”]{1,4096}", Usual, TimeLimit)]
    private static partial Regex Link();

    [GeneratedRegex(@"[?&;#](?:[a-z_]*token|sig|signature|sas|auth|code|key|api_?key|session|sid|s?data|ticket|password|pwd|user|e?mail|uid)=[^&]{3,}", Usual, TimeLimit)]
    private static partial Regex TokenInQuery();

    // Mainland mobile numbers: 1, 3 to 9, nine more digits, also grouped, with or without +86.
    [GeneratedRegex(@"(?<![A-Za-z0-9_\\=]|[0-9]\.)(?:(?:\+|00)86[ -]?)?1[3-9][0-9](?:[0-9]{8}|[ -][0-9]{4}[ -][0-9]{4}|[0-9][ -][0-9]{3}[ -][0-9]{4})(?![A-Za-z0-9_\\=]|\.[0-9])", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Mobile();

    // Area code of three or four digits from 0, then a sign; without the sign only after a word for telephone.
    [GeneratedRegex(@"(?<![A-Za-z0-9_.:\\/=-])(?:(?:\+|00)86[ -]?)?(?:[(（]0[1-9][0-9]{1,2}[)）][ -]?|0[1-9][0-9]{1,2}[ -])[0-9]{3,4}[ -]?[0-9]{4}(?:[ -]{0,2}(?:转|ext\.?|x)\s?[0-9]{1,6})?(?![A-Za-z0-9_\\/=:-])", Usual, TimeLimit)]
    private static partial Regex Landline();

    [GeneratedRegex(@"(?<![A-Za-z0-9_.\\/=-])[48]00(?:[ -]?[0-9]{3}[ -]?[0-9]{4}|[ -][0-9]{4}[ -][0-9]{3}|[ -][0-9]{7})(?![A-Za-z0-9_\\/=:-])", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex ServiceLine();

    [GeneratedRegex(@"(?:电话|手机|座机|热线|传真|分机|\b(?:tel|telephone|phone|mobile|cell|fax|hotline))(?:\s{0,2}[(（][^)）\n]{1,12}[)）])?[ \t]{0,3}(?:号码?|number|no\.?|mobile|tel)?[ \t.:：\u3000]{0,6}(?<number>(?!(?:19|20)[0-9]{2}[-/.年])[+(（]?[0-9][0-9() （）.-]{5,22}[0-9])(?![A-Za-z0-9])", Usual, TimeLimit)]
    private static partial Regex NamedPhone();
}
