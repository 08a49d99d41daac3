namespace CaseTriage.Cases.Model;

/// <summary>The word of a person on whose device an artifact is about.</summary>
public sealed class ArtifactAttribution(string artifactPath, string device, DateTimeOffset givenAt)
{
    /// <summary>Longest artifact path that can be attributed, in characters.</summary>
    public const int MaxPathLength = 2000;

    public int Id { get; private set; }

    public int SupportCaseId { get; private set; }

    public string ArtifactPath { get; private set; } = artifactPath;

    public string Device { get; private set; } = device;

    public DateTimeOffset GivenAt { get; private set; } = givenAt;
}
