using CaseTriage.Analysis;

namespace CaseTriage.Cases.Model;

/// <summary>A correction that a person made in a case; of one kind and subject there is one.</summary>
public sealed class CaseCorrection(CorrectionKind kind, string subject, string value, DateTimeOffset givenAt)
{
    /// <summary>Longest subject, in characters: that of an artifact path.</summary>
    public const int MaxSubjectLength = ArtifactAttribution.MaxPathLength;

    /// <summary>Longest value, in characters.</summary>
    public const int MaxValueLength = 500;

    public int Id { get; private set; }

    public int SupportCaseId { get; private set; }

    public CorrectionKind Kind { get; private set; } = kind;

    public string Subject { get; private set; } = subject;

    public string Value { get; private set; } = value;

    public DateTimeOffset GivenAt { get; private set; } = givenAt;

    /// <summary>Whether it can be kept; what it means is for the analysis to say.</summary>
    public static bool IsAllowed(string subject, string? value) => subject.Length is > 0 and <= MaxSubjectLength && value is null or { Length: > 0 and <= MaxValueLength };

    /// <summary>As the analysis takes it.</summary>
    public Correction ToCorrection() => new(Kind, Subject, Value);
}
