using System.Text.RegularExpressions;

namespace CaseTriage.Web.Features.Cases.Timeline;

/// <summary>Subjects of mails without what replying and forwarding puts before them.</summary>
public static partial class MailSubject
{
    /// <summary>The subject without such prefixes.</summary>
    public static string Bare(string subject) => Prefixes().Replace(subject.Trim(), "").Trim();

    [GeneratedRegex(@"^(?:(?:re|fw|fwd|aw|wg|回复|答复|转发|回覆|轉寄)\s{0,2}(?:\[[0-9]{1,3}\])?\s{0,2}[:：]\s{0,4}){1,20}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Prefixes();
}
