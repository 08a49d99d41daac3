using System.Globalization;
using System.Text;
using CaseTriage.Analysis;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Mail;
using CaseTriage.Analysis.Masking;
using CaseTriage.Analysis.Reports;
using CaseTriage.Formats.Mail;
using CaseTriage.Web.Resources;
using Microsoft.Extensions.Localization;

namespace CaseTriage.Web.Features.Cases.Exports;

/// <summary>A case as a file to take along. What was masked in the analysis is masked in it.</summary>
/// <param name="Name">Name of the file.</param>
/// <param name="MediaType">Its type.</param>
/// <param name="Content">Its bytes.</param>
public sealed record ExportedFile(string Name, string MediaType, byte[] Content);

/// <summary>Writes a case as the numbered text of its mails, as Markdown, or as a mail.</summary>
public sealed class CaseExport(IStringLocalizer<Texts> texts, Wording words)
{
    /// <summary>What it can be written as.</summary>
    public static readonly string[] Forms = ["text", "markdown", "eml"];

    private static readonly TimeSpan s_zone = BusinessCalendar.China.Offset;

    /// <summary>The file; null where the form is none of <see cref="Forms"/>. The language is that of the current culture.</summary>
    public ExportedFile? Write(CaseView view, AnalysisDocument document, string form)
    {
        string name = SafeName(view.Number);
        Language language = Languages.Current;
        return form switch
        {
            "text" => new ExportedFile(name + ".txt", "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(ThreadText.Write(document, language, s_zone))),
            "markdown" => new ExportedFile(name + ".md", "text/markdown; charset=utf-8", Encoding.UTF8.GetBytes(Markdown(view, document))),
            "eml" => new ExportedFile(name + ".eml", "message/rfc822", Mail(view, document, language)),
            _ => null,
        };
    }

    /// <summary>Letters, digits and a few signs; a number may hold anything.</summary>
    internal static string SafeName(string number) => string.Concat(number.Select(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' ? sign : '_'));

    private static byte[] Mail(CaseView view, AnalysisDocument document, Language language)
    {
        using var content = new MemoryStream();
        DateTimeOffset date = document.Case.LastActivityAt ?? view.CreatedAt;
        MailWriter.Write(new OutgoingMail(SecretMask.Mask($"[{view.Number}] {view.Title}").Text, ThreadText.Write(document, language, s_zone), date.ToOffset(s_zone), []), content);
        return content.ToArray();
    }

    private string Markdown(CaseView view, AnalysisDocument document)
    {
        var text = new StringBuilder();
        Line(text, $"# {Plain(view.Number)} · {Plain(SecretMask.Mask(view.Title).Text)}");
        Findings(text, "export.findings", document.Findings.Where(finding => finding.Outcome == FindingOutcome.Fired && finding.Role != FindingRole.Misreading));
        Causes(text, document);
        Findings(text, "export.notCause", document.Findings.Where(finding => finding.Outcome == FindingOutcome.Withdrawn || (finding.Outcome == FindingOutcome.Fired && finding.Role == FindingRole.Misreading)));
        Steps(text, document);
        Waiting(text, document.Waiting);
        Heading(text, "export.thread", document.Messages.Length > 0);
        foreach (MessageSummary message in document.Messages)
        {
            Line(text, $"### {message.Index} · {Plain(message.From)} ({words.Of(message.Role)}) · {When(message.SentAt) ?? Plain(message.SentAtRaw)}");
            Line(text, string.Join('\n', message.Text.ReplaceLineEndings("\n").Split('\n').Select(line => "> " + Plain(line))));
        }

        return text.ToString();
    }

    private void Findings(StringBuilder text, string title, IEnumerable<Finding> findings)
    {
        List<Finding> all = [.. findings];
        Heading(text, title, all.Count > 0);
        foreach (Finding finding in all)
        {
            string devices = finding.Devices.IsEmpty ? "" : $" ({string.Join(texts["list.separator"], finding.Devices)})";
            Line(text, $"- **{Plain(finding.Title)}**{devices}: {Plain(finding.Explanation.ReplaceLineEndings(" "))} `{finding.Code}`"
                + string.Concat(finding.Evidence.Take(5).Select(evidence => $"\n  - {Plain(evidence.Artifact)}, {words.Locator(evidence.Locator)}: {Plain(evidence.Excerpt.ReplaceLineEndings(" "))}")));
        }
    }

    private void Causes(StringBuilder text, AnalysisDocument document)
    {
        Heading(text, "export.causes", document.Hypotheses.Length > 0);
        foreach (Hypothesis cause in document.Hypotheses)
        {
            string share = cause.Probability.ToString("P0", CultureInfo.CurrentCulture);
            Line(text, $"- {(cause.Refuted ? "~~" : "")}{Plain(cause.Title)}{(cause.Refuted ? "~~" : "")} {string.Join(texts["list.separator"], cause.Devices)} – {share}. {Plain(cause.Reason.ReplaceLineEndings(" "))}");
        }
    }

    private void Steps(StringBuilder text, AnalysisDocument document)
    {
        Heading(text, "export.steps", document.NextSteps.Length > 0);
        foreach (NextStep step in document.NextSteps.Where(step => step.BlockedBy is null))
        {
            Line(text, $"{step.Rank}. {Plain(step.Text.ReplaceLineEndings(" "))} ({words.Of(step.Audience)}, {words.Channel(step.Channel)}, {texts["steps.minutes", step.CostMinutes]})");
        }
    }

    private void Waiting(StringBuilder text, WaitingLedger? ledger)
    {
        Heading(text, "export.waiting", ledger is not null);
        if (ledger is not null)
        {
            Line(text, "| | | |\n|---|---|---|\n" + string.Join('\n', ledger.ByParty.Select(entry => Row(words.Of(entry.Key), entry.Value)).Append(Row(texts["export.total"], ledger.Total))));
        }
    }

    private string Row(string name, WaitingTime time) =>
        $"| {name} | {time.Wall.TotalHours.ToString("0.0", CultureInfo.CurrentCulture)} h | {texts["export.business", time.Business.TotalHours.ToString("0.0", CultureInfo.CurrentCulture)]} |";

    private void Heading(StringBuilder text, string title, bool isThere)
    {
        if (isThere)
        {
            Line(text, "## " + texts[title]);
        }
    }

    private static void Line(StringBuilder text, string line) => text.Append(line).Append("\n\n");

    private static string? When(DateTimeOffset? at) => at?.ToOffset(s_zone).ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);

    /// <summary>What was written by strangers must not become markup: a picture in Markdown would be fetched by whoever reads it.</summary>
    private static string Plain(string value)
    {
        var plain = new StringBuilder(value.Length);
        foreach (char sign in value)
        {
            if (sign is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '#' or '|' or '!' or '~')
            {
                plain.Append('\\');
            }

            plain.Append(sign);
        }

        return plain.ToString();
    }
}
