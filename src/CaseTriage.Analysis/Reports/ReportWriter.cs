using System.Collections.Immutable;
using CaseTriage.Analysis.Comparison;
using CaseTriage.Analysis.Devices;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Masking;
using CaseTriage.Analysis.Packs;

namespace CaseTriage.Analysis.Reports;

/// <summary>Brings evidence and conclusions into the shape of the document.</summary>
internal static class ReportWriter
{
    /// <summary>Writes the report.</summary>
    public static ReportContent Write(KnowledgeBase knowledge, CaseEvidence evidence, Evaluation evaluation)
    {
        KnownSecrets secrets = evidence.Artifacts.Aggregate(KnownSecrets.None, (all, artifact) => all.With(artifact.Reading.Secrets));
        return new ReportContent
        {
            Frame = Frame(knowledge, evidence),
            Devices = [.. evidence.Devices.Select(device => Named(device.Key, device.Value, evidence)), .. Unnamed(evidence, knowledge.Texts)],
            Timeline = TimelineWriter.Write(evidence, knowledge.Texts),
            Evaluation = evaluation,
            Mask = text => SecretMask.Mask(text, secrets).Text,
            MaskKnown = secrets.MaskIn,
        };
    }

    private static AnalysisDocument Frame(KnowledgeBase knowledge, CaseEvidence evidence) => new()
    {
        Engine = typeof(ReportWriter).Assembly.GetName().Version?.ToString(3) ?? "0",
        Packs = knowledge.Packs,
        Case = evidence.Conversation.Case,
        Artifacts = [.. evidence.Artifacts.Select(artifact => artifact.Summarize(evidence.Attribution))],
        Devices = [],
        UnassignedInventories = evidence.Inventories.Unassigned,
        Messages = evidence.Conversation.Messages,
        Timeline = [],
        Findings = [],
        Hypotheses = [],
        NextSteps = [],
        Waiting = evidence.Conversation.Waiting,
        Redactions = [.. evidence.Artifacts.SelectMany(artifact => artifact.Reading.Redactions)],
    };

    private static DeviceDraft Named(string serial, DeviceState state, CaseEvidence evidence) => new(
        new DeviceSummary
        {
            SerialNumber = serial,
            Label = "",
            Outcome = state.Outcome,
            OutcomeEvidence = state.Evidence,
            Inventory = evidence.Inventories[serial].FirstOrDefault(),
            Inventories = evidence.Inventories[serial],
            Identities = evidence.Attribution.Identities.GetValueOrDefault(serial, []),
            Changes = DeviceChanges.Of(evidence.Facts, serial),
            Handle = evidence.Unnamed.FirstOrDefault(slot => slot.GivenName == serial)?.Handle,
        },
        LocalizedText.Same(serial));

    private static IEnumerable<DeviceDraft> Unnamed(CaseEvidence evidence, Wording texts) => evidence.Unnamed.Where(slot => slot.GivenName is null).Select(slot => new DeviceDraft(
        new DeviceSummary
        {
            SerialNumber = null,
            Label = "",
            Outcome = slot.Outcome,
            OutcomeEvidence = slot.Outcome == DeviceOutcome.Unknown ? [] : [slot.Evidence],
            Handle = slot.Handle,
        },
        texts[$"device.unnamed.{slot.Outcome.ToString().ToLowerInvariant()}"]));
}
