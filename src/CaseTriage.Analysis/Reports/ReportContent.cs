using System.Collections.Immutable;
using CaseTriage.Analysis.Completeness;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Hypotheses;
using CaseTriage.Analysis.Steps;

namespace CaseTriage.Analysis.Reports;

/// <summary>All that a document says, before it is put into one language.</summary>
internal sealed record ReportContent
{
    /// <summary>What needs no words of a language: filled in, without what the other members hold.</summary>
    public required AnalysisDocument Frame { get; init; }

    /// <summary>Named devices first.</summary>
    public required ImmutableArray<DeviceDraft> Devices { get; init; }

    /// <summary>Ascending.</summary>
    public required ImmutableArray<TimelineNote> Timeline { get; init; }

    /// <summary>Most severe first.</summary>
    public required ImmutableArray<FindingDraft> Findings { get; init; }

    /// <summary>Best first.</summary>
    public required ImmutableArray<CauseDraft> Causes { get; init; }

    /// <summary>Best first.</summary>
    public required ImmutableArray<StepDraft> Steps { get; init; }

    /// <summary>The case first.</summary>
    public required ImmutableArray<CompletenessDraft> Completeness { get; init; }

    /// <summary>What texts of steps are filled in with.</summary>
    public required StepWords StepWords { get; init; }

    /// <summary>Masks what slipped through into a text.</summary>
    public required Func<string, string> Mask { get; init; }

    /// <summary>The document in one language, without its hash.</summary>
    public AnalysisDocument In(Language language) => DocumentMask.Apply(
        Frame with
        {
            Devices = [.. Devices.Select(device => device.In(language))],
            Completeness = [.. Completeness.Select(needs => needs.In(language))],
            Timeline = [.. Timeline.Select(entry => entry.In(language))],
            Findings = [.. Findings.Select(finding => finding.In(language))],
            Hypotheses = [.. Causes.Select(cause => cause.In(language))],
            NextSteps = [.. Steps.Select((step, index) => step.In(index + 1, language, StepWords))],
        },
        Mask);
}

/// <summary>A device before it is put into one language.</summary>
/// <param name="Device">The device; its label is not used.</param>
/// <param name="Label">What to call it.</param>
internal sealed record DeviceDraft(DeviceSummary Device, LocalizedText Label)
{
    /// <summary>The device in one language.</summary>
    public DeviceSummary In(Language language) => Device with
    {
        Label = Label.In(language),
        OutcomeEvidence = [.. Device.OutcomeEvidence.Select(evidence => evidence.In(language))],
    };
}
