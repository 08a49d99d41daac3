using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Mail;

/// <summary>A sentence of a mail's own words.</summary>
/// <param name="Text">Trimmed, with its closing sign.</param>
/// <param name="Line">Index of the line of the body; neighbours on one line belong closer together.</param>
internal sealed record Sentence(string Text, int Line)
{
    /// <summary>Whether it asks.</summary>
    public bool IsQuestion => Text.EndsWith('?') || Text.EndsWith('？') || Text.EndsWith('吗') || Text.Contains("吗，", StringComparison.Ordinal);
}

/// <summary>A mail divided into what its sender says: greeting, sentences and signature, without quoted mails.</summary>
internal sealed partial class Letter
{
    private const int MostSignatureLines = 12;

    // A person writes no more than a page; what is longer is a pasted log, and its readers see it in full elsewhere.
    private const int LongestBody = 64 * 1024;
    private const int LongestSentence = 2000;

    private static readonly System.Buffers.SearchValues<char> s_sentenceSigns = System.Buffers.SearchValues.Create("。！？；，：,!?;:");

    private Letter(MessageSummary message) => Message = message;

    /// <summary>The mail itself.</summary>
    public MessageSummary Message { get; private init; }

    /// <summary>Party of the sender.</summary>
    public Party Role => Message.Role;

    /// <summary>Own words without the signature; lines joined by <c>\n</c>.</summary>
    public string Body { get; private init; } = "";

    /// <summary>Whom the first line greets, with title (<c>赵工</c>, <c>Ann</c>); empty where nobody is named.</summary>
    public string Addressee { get; private init; } = "";

    /// <summary>Signature; lines joined by <c>\n</c>.</summary>
    public string Signature { get; private init; } = "";

    /// <summary>Sentences of the body in order.</summary>
    public ImmutableArray<Sentence> Sentences { get; private init; } = [];

    /// <summary>Divides a mail.</summary>
    public static Letter Read(MessageSummary message)
    {
        string[] own = WithoutQuotes(message.Text.Split('\n'));
        int end = SignatureStart(own);
        string body = string.Join('\n', own[..end]).Trim();
        body = body.Length > LongestBody ? body[..LongestBody] : body;
        return new Letter(message)
        {
            Body = body,
            Addressee = AddresseeOf(body),
            Signature = string.Join('\n', own[end..]).Trim(),
            Sentences = Split(body),
        };
    }

    /// <summary>The same mail with its sender's party known.</summary>
    public Letter With(Party role) => new(Message with { Role = role }) { Body = Body, Addressee = Addressee, Signature = Signature, Sentences = Sentences };

    /// <summary>Points at this mail.</summary>
    public Evidence Cite(string excerpt) =>
        new(Message.Artifact, string.Create(CultureInfo.InvariantCulture, $"message {Message.Index}"), Excerpt.Of(excerpt));

    private static string[] WithoutQuotes(string[] lines)
    {
        int end = Array.FindIndex(lines, line => line.Length < 200 && QuoteStart().IsMatch(line));
        return [.. lines.Take(end < 0 ? lines.Length : end).Where(line => !line.StartsWith('>'))];
    }

    private static int SignatureStart(string[] lines)
    {
        int last = lines.Length;
        while (last > 0 && string.IsNullOrWhiteSpace(lines[last - 1]))
        {
            last--;
        }

        int from = Math.Max(0, last - MostSignatureLines);
        for (int i = from; i < last; i++)
        {
            bool isRule = DashLine().IsMatch(lines[i]) || SignOff().IsMatch(lines[i]);
            if (isRule && lines[(i + 1)..last].All(line => IsSignatureLine(line)))
            {
                return i;
            }
        }

        int start = last;
        int firstContact = Array.FindIndex(lines, from, last - from, line => ContactLine().IsMatch(line));
        if (firstContact >= 0 && lines[firstContact..last].All(line => IsSignatureLine(line)))
        {
            start = firstContact;
        }

        while (start > from && start > 1 && IsName(lines[start - 1], nothingBelow: start == last))
        {
            start--;
        }

        return start;
    }

    private static bool IsSignatureLine(string line) =>
        ContactLine().IsMatch(line) || (line.Length <= 60 && line.AsSpan().IndexOfAny("。！？；：") < 0);

    /// <summary>A name or department above contact lines; alone at the end only a Latin given name, so that short answers stay answers.</summary>
    private static bool IsName(string line, bool nothingBelow) => nothingBelow
        ? LatinName().IsMatch(line)
        : line.Trim().Length is > 0 and <= 40 && !line.AsSpan().ContainsAny(s_sentenceSigns);

    private static string AddresseeOf(string body)
    {
        Match greeting = Greeting().Match(body);
        string who = greeting.Groups["who"].Value.Trim();
        return NobodyInParticular().IsMatch(who) ? "" : who;
    }

    private static ImmutableArray<Sentence> Split(string body)
    {
        var sentences = ImmutableArray.CreateBuilder<Sentence>();
        string[] lines = body.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            foreach (ValueMatch part in SentenceText().EnumerateMatches(lines[i]))
            {
                string text = lines[i].Substring(part.Index, Math.Min(part.Length, LongestSentence)).Trim();
                if (text.Length > 0)
                {
                    sentences.Add(new Sentence(text, i));
                }
            }
        }

        return sentences.ToImmutable();
    }

    [GeneratedRegex(@"^\s{0,8}(?:-{2,}\s{0,4}(?:原始邮件|原邮件|转发的?邮件|Original Message|Forwarded message)\s{0,4}-{2,}|_{20,}|On .{6,120} wrote:|在.{6,80}写道[:：])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 2000)]
    private static partial Regex QuoteStart();

    [GeneratedRegex(@"^\s{0,4}(?:-{2,}|_{2,}|—{2,}|={2,}|\*{3,})\s{0,4}$", RegexOptions.CultureInvariant, 2000)]
    private static partial Regex DashLine();

    [GeneratedRegex(@"^\s{0,4}(?:sincerely(?: yours)?|(?:best|kind|warm|with kind)?\s?(?:regards|wishes)|many thanks|thanks(?: and regards)?|thank you|cheers|br|yours \w+|祝好|此致|敬礼|顺祝商祺|谢谢|祝工作顺利|祝.{2,6})\s{0,2}[,，.。!！]{0,2}\s{0,4}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 2000)]
    private static partial Regex SignOff();

    [GeneratedRegex(@"‹phone›|‹mail›|^\s{0,4}(?:电话|手机|热线|邮箱|电子邮箱|传真|地址|tel|mobile|phone|e-?mail|mail|fax|web)\b?.{0,12}[:：]|\b(?:visit|www\.)|R&D", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 2000)]
    private static partial Regex ContactLine();

    [GeneratedRegex(@"^\s{0,4}[A-Z][a-z]{1,15}(?: [A-Z][a-z]{1,15})?\s{0,4}$", RegexOptions.CultureInvariant, 2000)]
    private static partial Regex LatinName();

    [GeneratedRegex(@"^\s{0,4}(?:(?:hi|hello|dear|尊敬的)[ \t]{0,4}(?<who>[^\s,，:：。!！]{0,20}(?: [^\s,，:：。!！]{1,20})?)[ \t]{0,2}(?:您好|你好)?[ \t]{0,2}(?:[,，:：!！]|$)|(?<who>[^\s,，:：。!！?？]{1,10}?)[ \t]{0,2}(?:您好|你好|好)?[ \t]{0,2}[,，:：!！])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Multiline, 2000)]
    private static partial Regex Greeting();

    [GeneratedRegex(@"^(?:您好?|你好?|大家好?|各位好?|早上好|上午好|下午好|all|there|everyone|team|sir|madam|sir or madam)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 2000)]
    private static partial Regex NobodyInParticular();

    // A sentence ends at a full-width sign, at a Latin sign before a space, or with the line.
    [GeneratedRegex(@"(?:[^。！？；!?;.]|[.!?;](?!\s|$))+[。！？；!?;.]{0,6}", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex SentenceText();
}
