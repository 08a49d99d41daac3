using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace CaseTriage.Analysis.Masking;

/// <summary>
/// Links that mail gateways put around the links of a mail: Outlook Safe Links, and URL Defense in its second and third form. They carry the recipient's
/// address; the link within says more. Sources: the links themselves, as observed.
/// </summary>
internal static partial class TrackingLinks
{
    /// <summary>Puts the link within in the place of each; one that holds no web address stays. Lines keep their numbers.</summary>
    /// <param name="text">Raw text.</param>
    /// <param name="lines">The line of each that was replaced, from 1.</param>
    public static string Unwrap(string text, out ImmutableArray<int> lines)
    {
        lines = [];
        if (!text.Contains("safelinks.", StringComparison.OrdinalIgnoreCase) && !text.Contains("urldefense.", StringComparison.OrdinalIgnoreCase))
        {
            return text;
        }

        var replaced = ImmutableArray.CreateBuilder<int>();
        string unwrapped = Wrapper().Replace(text, match =>
        {
            string? target = TargetOf(match);
            if (target is not null)
            {
                replaced.Add(1 + text.AsSpan(0, match.Index).Count('\n'));
            }

            return target ?? match.Value;
        });
        lines = replaced.ToImmutable();
        return unwrapped;
    }

    private static string? TargetOf(Match match)
    {
        string raw = match.Groups["url"].Success ? match.Groups["url"].Value
            : match.Groups["second"].Success ? match.Groups["second"].Value.Replace('-', '%').Replace('_', '/')
            : match.Groups["third"].Value;
        string target = Uri.UnescapeDataString(raw);
        bool isWeb = target.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || target.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
        return isWeb && !target.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '<' or '>' or '"') ? target : null;
    }

    private const string Rest = @"[^\s<>""'，。；（）】》、“”]{0,4096}";

    [GeneratedRegex(@"https?://(?:[a-z0-9-]{1,60}\.){1,4}safelinks\.protection\.(?:outlook|office365)\.(?:com|cn|us)/[^\s<>""?]{0,200}\?url=(?<url>[^&\s<>""'，。；（）】》、“”]{1,4096})" + Rest
        + @"|https?://urldefense\.proofpoint\.com/v2/url\?u=(?<second>[^&\s<>""]{1,4096})" + Rest
        + @"|https?://urldefense\.(?:com|us|proofpoint\.com)/v3/__(?<third>[^\s<>""]{1,4096}?)__;" + Rest, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Wrapper();
}
