using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Mail;

/// <summary>
/// Result codes that mails quote: codes of the activation platform (<c>(code:106)</c>), eight-digit codes of Windows and of .NET, and the
/// platform's text for a refused binding where only that is quoted.
/// </summary>
internal static partial class ResultReader
{
    private const string BindingCode = "106";

    // Text of platform code 106, as phones show it.
    private const string BindingText = "Device marker binding is invalid";

    /// <summary>Facts <c>activation.result</c>.</summary>
    public static IEnumerable<Fact> Read(IEnumerable<Letter> letters, SerialIndex serials, string? soleDevice) =>
        letters.SelectMany(letter => OfLetter(letter, serials, soleDevice));

    private static IEnumerable<Fact> OfLetter(Letter letter, SerialIndex serials, string? soleDevice)
    {
        ImmutableArray<string> inLetter = [.. letter.Sentences.SelectMany(sentence => serials.In(sentence.Text)).Select(mention => mention.Serial).Distinct(StringComparer.Ordinal)];
        ImmutableArray<string> usual = inLetter.Length == 1 ? inLetter : inLetter.IsEmpty && soleDevice is not null ? [soleDevice] : [];
        ImmutableArray<string> subjects = usual;
        int line = -1;
        foreach (Sentence sentence in letter.Sentences)
        {
            subjects = sentence.Line == line ? subjects : usual;
            line = sentence.Line;
            var quoted = new HashSet<(string, string?)>();
            foreach (Clause clause in Clause.Split(sentence.Text, serials))
            {
                subjects = clause.Devices.IsEmpty ? subjects : clause.Devices;
                foreach (Result result in Results(clause.Text, sentence.Text))
                {
                    foreach (string? device in (subjects.IsEmpty ? [null] : subjects.Cast<string?>()).Where(device => quoted.Add((result.Code, device))))
                    {
                        yield return Fact.Create(
                            "activation.result",
                            device,
                            letter.Cite(sentence.Text),
                            letter.Message.SentAt,
                            ("code", result.Code),
                            ("system", result.System),
                            ("text", result.Code == BindingCode && Binding().IsMatch(sentence.Text) ? BindingText : null),
                            ("source", "mail"));
                    }
                }
            }
        }
    }

    /// <summary>A platform code may hold a colon, at which clauses end: it is looked for in the whole sentence once its word is met.</summary>
    private static IEnumerable<Result> Results(string clause, string sentence)
    {
        foreach (Match match in WindowsCode().Matches(clause))
        {
            string digits = match.Groups["digits"].Value.ToUpperInvariant();
            yield return new Result("0x" + digits, digits.StartsWith("8013", StringComparison.Ordinal) ? "dotnet" : "windows");
        }

        foreach (Match match in PlatformCode().Matches(sentence).Where(_ => CodeWord().IsMatch(clause)))
        {
            yield return new Result(match.Groups["code"].Value, "aps");
        }

        if (Binding().IsMatch(clause))
        {
            yield return new Result(BindingCode, "aps");
        }
    }

    private sealed record Result(string Code, string System);

    private const RegexOptions Usual = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    // Only codes with a severity bit: 0x80070005, 0xC004F074; not addresses or flags.
    [GeneratedRegex(@"(?<![A-Za-z0-9])0x(?<digits>[89C][0-9A-F]{7})(?![0-9A-F])", Usual, 2000)]
    private static partial Regex WindowsCode();

    [GeneratedRegex(@"device\s?marker\s?binding(?:\sis)?\sinvalid|(?:设备)?标[识记]绑定(?:无效|失败|错误)|绑定无效", Usual, 2000)]
    private static partial Regex Binding();

    [GeneratedRegex(@"\bcode\s?[:：]?\s?(?<code>[0-9]{3})(?![0-9])|(?:错误|返回|代)码\s?[:：为是]?\s?(?<code>[0-9]{3})(?![0-9])", Usual, 2000)]
    private static partial Regex PlatformCode();

    [GeneratedRegex(@"\bcode|(?:错误|返回|代)码", Usual, 2000)]
    private static partial Regex CodeWord();
}
