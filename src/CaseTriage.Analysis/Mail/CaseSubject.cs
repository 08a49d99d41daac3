using System.Text.RegularExpressions;

namespace CaseTriage.Analysis.Mail;

/// <summary>What a subject line tells: the number of the case, a second reference, and the title without its marks.</summary>
internal sealed partial record CaseSubject(string? Number, string? Reference, string? Title)
{
    public static CaseSubject Read(string subject)
    {
        Match number = NumberMark().Match(subject);
        if (!number.Success)
        {
            number = NumberShape().Match(subject);
        }

        Match reference = ReferenceShape().Matches(subject).LastOrDefault() ?? Match.Empty;
        return new CaseSubject(
            number.Success ? number.Groups["number"].Value : null,
            reference.Success ? reference.Value : null,
            TitleOf(subject));
    }

    private static string? TitleOf(string subject)
    {
        string bare = ReferenceShape().Replace(NumberShape().Replace(Mark().Replace(subject, " "), " "), " ");
        return bare.Split('%', '|').Select(part => ReplyPrefix().Replace(part, "").Trim())
            .FirstOrDefault(part => part.Length > 0 && !Boilerplate().IsMatch(part));
    }

    [GeneratedRegex(@"(?:案例号|案例编号|工单号|单号|case\s?(?:no\.?|number|id|#)|ticket\s?(?:no\.?|number|id|#)?)\s{0,2}[:：#]?\s{0,2}(?<number>[A-Za-z0-9][A-Za-z0-9-]{3,40})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 2000)]
    private static partial Regex NumberMark();

    [GeneratedRegex(@"\b(?<number>[A-Z]{2,8}-[0-9]{3,10}-[A-Z0-9]{3,12})\b", RegexOptions.CultureInvariant, 2000)]
    private static partial Regex NumberShape();

    [GeneratedRegex(@"\b[A-Z]{2,8}[:：][0-9]{4,12}\b", RegexOptions.CultureInvariant, 2000)]
    private static partial Regex ReferenceShape();

    [GeneratedRegex(@"[\[【][^\]】]{0,80}[\]】]", RegexOptions.CultureInvariant, 2000)]
    private static partial Regex Mark();

    [GeneratedRegex(@"^(?:\s{0,4}(?:回复|答复|转发|re|fwd?|aw)\s{0,2}[:：])+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 2000)]
    private static partial Regex ReplyPrefix();

    [GeneratedRegex(@"^(?:初次响应|首次响应|first response|initial response)\s{0,4}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 2000)]
    private static partial Regex Boilerplate();
}
