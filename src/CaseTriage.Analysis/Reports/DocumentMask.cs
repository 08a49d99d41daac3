using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Reports;

/// <summary>
/// The last pass before a document leaves: every text that came from a file goes through the mask once more. Readers mask what they read; this catches what
/// only the whole case knows, such as a password that stands a second time without its label.
/// </summary>
internal static class DocumentMask
{
    public static AnalysisDocument Apply(AnalysisDocument document, Func<string, string> mask) => document with
    {
        Case = document.Case with { Title = document.Case.Title is { } title ? mask(title) : null },
        Completeness = [.. document.Completeness.Select(needs => needs with { Evidence = Mask(needs.Evidence, mask), Items = [.. needs.Items.Select(item => item with { Evidence = Mask(item.Evidence, mask) })] })],
        Artifacts = [.. document.Artifacts.Select(artifact => Artifact(artifact, mask))],
        Devices = [.. document.Devices.Select(device => Device(device, mask))],
        UnassignedInventories = [.. document.UnassignedInventories.Select(inventory => Inventory(inventory, mask))],
        Messages = [.. document.Messages.Select(message => message with { From = mask(message.From), Text = mask(message.Text), Subject = message.Subject is { } subject ? mask(subject) : null })],
        Timeline = [.. document.Timeline.Select(entry => entry with { Title = mask(entry.Title), Evidence = Mask(entry.Evidence, mask) })],
        Findings = [.. document.Findings.Select(finding => finding with { Title = mask(finding.Title), Explanation = mask(finding.Explanation), Evidence = Mask(finding.Evidence, mask) })],
        Claims = [.. document.Claims.Select(claim => claim with { Where = Mask(claim.Where, mask), Evidence = Mask(claim.Evidence, mask) })],
        Waiting = document.Waiting is { } waiting
            ? waiting with { Intervals = [.. waiting.Intervals.Select(interval => interval with { Because = Mask(interval.Because, mask) })] }
            : null,
        Redactions = [.. document.Redactions.Select(redaction => redaction with { Where = Mask(redaction.Where, mask) })],
    };

    private static ArtifactSummary Artifact(ArtifactSummary artifact, Func<string, string> mask) => artifact with
    {
        Templates = artifact.Templates is { } templates ? Templates(templates, mask) : null,
        Attribution = artifact.Attribution is { } why
            ? why with { Witnesses = [.. why.Witnesses.Select(witness => witness.Evidence is { } evidence ? witness with { Evidence = Mask(evidence, mask) } : witness)] }
            : null,
        Codes = artifact.Codes is { } codes ? [.. codes.Select(code => Code(code, mask))] : null,
    };

    /// <summary>Texts only: what a code names by its shape was masked by its reader, and a serial number may look like a telephone number.</summary>
    private static QrCodeSummary Code(QrCodeSummary code, Func<string, string> mask) => code with
    {
        Fields = [.. code.Fields.Select(field => field.Kind == "text" ? field with { Value = mask(field.Value) } : field)],
        Evidence = Mask(code.Evidence, mask),
    };

    private static LogTemplates Templates(LogTemplates templates, Func<string, string> mask) =>
        templates with { Shown = [.. templates.Shown.Select(template => template with { Text = mask(template.Text) })] };

    private static DeviceSummary Device(DeviceSummary device, Func<string, string> mask) => device with
    {
        OutcomeEvidence = Mask(device.OutcomeEvidence, mask),
        Identities = [.. device.Identities.Select(identity => identity.Evidence is { } evidence ? identity with { Evidence = Mask(evidence, mask) } : identity)],
        Changes =
        [
            .. device.Changes.Select(change => change with
            {
                Before = change.Before is { } before ? mask(before) : null,
                After = change.After is { } after ? mask(after) : null,
                Evidence = Mask(change.Evidence, mask),
            }),
        ],
        Inventory = device.Inventory is { } inventory ? Inventory(inventory, mask) : null,
        Inventories = [.. device.Inventories.Select(one => Inventory(one, mask))],
    };

    private static InventorySummary Inventory(InventorySummary inventory, Func<string, string> mask) => inventory with
    {
        Fields = inventory.Fields.ToImmutableSortedDictionary(field => field.Key, field => mask(field.Value), StringComparer.Ordinal),
        Evidence = inventory.Evidence is { } evidence ? Mask(evidence, mask) : null,
    };

    private static ImmutableArray<Evidence> Mask(ImmutableArray<Evidence> evidence, Func<string, string> mask) => [.. evidence.Select(one => Mask(one, mask))];

    private static Evidence Mask(Evidence evidence, Func<string, string> mask)
    {
        string excerpt = mask(evidence.Excerpt);
        return evidence with { Excerpt = excerpt.Length <= Evidence.MaxExcerptLength ? excerpt : excerpt[..Evidence.MaxExcerptLength] };
    }
}
