using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Masking;
using CaseTriage.Web.Resources;
using Microsoft.Extensions.Localization;

namespace CaseTriage.Web.Features.Cases.Replies;

/// <summary>One complete request to one party by one way: everything that is open there, once.</summary>
/// <param name="Audience">Who is asked.</param>
/// <param name="Channel">By what way.</param>
/// <param name="Subject">Subject of a mail.</param>
/// <param name="Text">What to send, or to say.</param>
/// <param name="Steps">Codes of the steps in it, in order.</param>
/// <param name="Minutes">Minutes of people's time.</param>
public sealed record ReplyDraft(Party Audience, string Channel, string Subject, string Text, ImmutableArray<string> Steps, int Minutes);

/// <summary>
/// Drafts replies from the next steps of a case, in the language of the current culture: to be sent, or to be read out. Steps that a rule of the site forbids are left out.
/// Whatever looks like a secret is masked once more.
/// </summary>
public sealed partial class ReplyDrafts(IStringLocalizer<Texts> texts, Wording words)
{
    /// <summary>The drafts, that with the best step first.</summary>
    /// <param name="view">The case.</param>
    /// <param name="document">Its analysis in the same language.</param>
    /// <param name="isSpoken">Whether they are to be read out: short sentences, serial numbers and codes in groups.</param>
    public ImmutableArray<ReplyDraft> Write(CaseView view, AnalysisDocument document, bool isSpoken) =>
    [
        .. document.NextSteps.Where(step => step.BlockedBy is null && step.Audience != Party.Unknown && step.Channel != "internal")
            .GroupBy(step => (step.Audience, step.Channel))
            .Select(steps => Draft(view, [.. steps], isSpoken)),
    ];

    private ReplyDraft Draft(CaseView view, ImmutableArray<NextStep> steps, bool isSpoken)
    {
        NextStep first = steps[0];
        int minutes = steps.Sum(step => step.CostMinutes);
        string form = isSpoken ? "spoken" : "written";
        var text = new StringBuilder(texts[$"draft.{form}.greeting", view.Number, view.Title, steps.Length]).Append("\n\n");
        for (int i = 0; i < steps.Length; i++)
        {
            NextStep step = steps[i];
            string device = step.Device is { } serial ? texts["draft.device", serial] : "";
            text.Append(texts[$"draft.{form}.item", i + 1, device, step.Text.Trim(), FirstSentence(step.Why), step.CostMinutes]).Append("\n\n");
        }

        text.Append(texts[$"draft.{form}.end", words.Channel(first.Channel), minutes]);
        string whole = SecretMask.Mask(text.ToString()).Text;
        return new ReplyDraft(
            first.Audience, first.Channel, SecretMask.Mask(texts["draft.subject", view.Number, view.Title]).Text, isSpoken ? Spoken(whole) : whole, [.. steps.Select(step => step.Code)], minutes);
    }

    /// <summary>The reason in one sentence: the rest of it is for whoever works the case.</summary>
    private static string FirstSentence(string why)
    {
        string line = why.Trim().Split('\n')[0];
        int end = line.IndexOfAny(['。', '；']);
        return end > 0 ? line[..end] : line.TrimEnd('.');
    }

    /// <summary>Serial numbers and codes in groups of four, so that they can be said and repeated.</summary>
    internal static string Spoken(string text) => Code().Replace(text, match => string.Join(' ', Groups(match.Value)));

    private static IEnumerable<string> Groups(string code)
    {
        if (code.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            yield return "0x";
            code = code[2..];
        }

        foreach (char[] group in code.Chunk(4))
        {
            yield return new string(group);
        }
    }

    // Seven letters and digits or more, at least one digit, in capitals: serial numbers and result codes, no words.
    [GeneratedRegex(@"(?<![A-Za-z0-9\\/._-])(?:0[xX][0-9A-Fa-f]{8}|(?=[A-Z0-9]*[0-9])[A-Z0-9]{7,24})(?![A-Za-z0-9\\/_-]|\.[A-Za-z0-9])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Code();
}
