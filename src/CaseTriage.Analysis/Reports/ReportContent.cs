using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

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

    /// <summary>What was concluded.</summary>
    public required Evaluation Evaluation { get; init; }

    /// <summary>Masks what slipped through into a text.</summary>
    public required Func<string, string> Mask { get; init; }

    /// <summary>Masks only what is known as a secret of this case; for values that must else stay as they are.</summary>
    public required Func<string, string> MaskKnown { get; init; }

    /// <summary>The document in one language, without its hash.</summary>
    public AnalysisDocument In(Language language) => DocumentMask.Apply(
        Evaluation.Conclude(
            Frame with
            {
                Devices = [.. Devices.Select(device => device.In(language))],
                Timeline = [.. Timeline.Select(entry => entry.In(language))],
            },
            language),
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
