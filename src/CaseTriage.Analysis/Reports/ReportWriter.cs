using System.Collections.Immutable;
using CaseTriage.Analysis.Completeness;
using CaseTriage.Analysis.Devices;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Hypotheses;
using CaseTriage.Analysis.Masking;
using CaseTriage.Analysis.Packs;
using CaseTriage.Analysis.Steps;

namespace CaseTriage.Analysis.Reports;

/// <summary>What was concluded from the evidence.</summary>
internal sealed record Conclusions(ImmutableArray<FindingDraft> Findings, ImmutableArray<CauseDraft> Causes, ImmutableArray<StepDraft> Steps, ImmutableArray<CompletenessDraft> Completeness);

/// <summary>Brings evidence and conclusions into the shape of the document.</summary>
internal static class ReportWriter
{
    // A thread that speaks of a thousand machines names none of them; nobody reads a thousand empty rows.
    private const int MaxUnnamedDevices = 20;

    /// <summary>Writes the report.</summary>
    public static ReportContent Write(KnowledgeBase knowledge, CaseEvidence evidence, Conclusions conclusions)
    {
        KnownSecrets secrets = evidence.Artifacts.Aggregate(KnownSecrets.None, (all, artifact) => all.With(artifact.Reading.Secrets));
        return new ReportContent
        {
            Frame = Frame(knowledge, evidence),
            Devices = [.. evidence.Devices.Select(device => Named(device.Key, device.Value, evidence)), .. Unnamed(evidence, knowledge.Texts)],
            Timeline = TimelineWriter.Write(evidence, knowledge.Texts),
            Findings = conclusions.Findings,
            Causes = conclusions.Causes,
            Steps = conclusions.Steps,
            Completeness = conclusions.Completeness,
            StepWords = new StepWords(
                code => knowledge.Causes?.Causes.FirstOrDefault(cause => cause.Code == code)?.Title ?? LocalizedText.Same(code),
                knowledge.Texts["device.any"]),
            Mask = text => SecretMask.Mask(text, secrets).Text,
        };
    }

    private static AnalysisDocument Frame(KnowledgeBase knowledge, CaseEvidence evidence) => new()
    {
        Engine = typeof(ReportWriter).Assembly.GetName().Version?.ToString(3) ?? "0",
        Packs = knowledge.Packs,
        Case = evidence.Conversation.Case,
        Artifacts = [.. evidence.Artifacts.Select(artifact => artifact.Summarize(evidence.Attribution.DeviceOf(artifact.Path)))],
        Devices = [],
        Messages = evidence.Conversation.Messages,
        Timeline = [],
        Findings = [],
        Hypotheses = [],
        NextSteps = [],
        Waiting = evidence.Conversation.Waiting,
        Redactions = [.. evidence.Artifacts.SelectMany(artifact => artifact.Reading.Redactions)],
    };

    private static DeviceDraft Named(string serial, DeviceState state, CaseEvidence evidence) => new(
        new DeviceSummary { SerialNumber = serial, Label = "", Outcome = state.Outcome, OutcomeEvidence = state.Evidence, Inventory = evidence.Inventories[serial].FirstOrDefault(), Inventories = evidence.Inventories[serial] },
        LocalizedText.Same(serial));

    /// <summary>Devices that the mails count but never name. Where all but named ones are said to work, or to fail, so do these.</summary>
    private static IEnumerable<DeviceDraft> Unnamed(CaseEvidence evidence, Wording texts)
    {
        Fact? count = evidence.Facts.Named("device.count").LastOrDefault(fact => fact.Fields.ContainsKey("total"));
        long total = Number(count, "total") ?? 0;
        long unnamed = Math.Clamp(total - evidence.Devices.Count, 0, MaxUnnamedDevices);
        long activated = Math.Max(0, (Number(count, "activated") ?? 0) - evidence.Devices.Values.Count(state => state.Outcome == DeviceOutcome.Activated));
        long failed = Math.Max(0, (Number(count, "failed") ?? 0) - evidence.Devices.Values.Count(state => state.Outcome == DeviceOutcome.Failed));
        for (long index = 0; index < unnamed && count is not null; index++)
        {
            DeviceOutcome outcome = index < failed ? DeviceOutcome.Failed : index < failed + activated ? DeviceOutcome.Activated : DeviceOutcome.Unknown;
            yield return new DeviceDraft(
                new DeviceSummary { SerialNumber = null, Label = "", Outcome = outcome, OutcomeEvidence = outcome == DeviceOutcome.Unknown ? [] : [count.Evidence] },
                texts["device.unnamed"]);
        }
    }

    private static long? Number(Fact? fact, string field) => fact?.Fields.GetValueOrDefault(field) is long number ? number : null;
}
