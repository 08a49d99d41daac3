using System.Collections.Immutable;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Web.Features.Cases.Files;

/// <summary>A file that there is something to say about.</summary>
/// <param name="Advice">Key of the text.</param>
public sealed record ArtifactProblem(ArtifactSummary Artifact, string Advice);

/// <summary>Says for a file that gave less than it should what that means and what to do; the answer is the key of a text.</summary>
public static class ArtifactAdvice
{
    /// <summary>Something in it is encrypted, and no password that fits was given.</summary>
    public const string Encrypted = "advice.encrypted";

    /// <summary>Null where there is nothing to say: of a container whose members are at fault, the members say it.</summary>
    public static string? Of(ArtifactSummary artifact) => artifact switch
    {
        _ when HasDamage(artifact, "empty") => "advice.empty",
        _ when HasDamage(artifact, "encrypt") || HasDamage(artifact, "password") => Encrypted,
        _ when HasDamage(artifact, "limit") || HasDamage(artifact, "ratio") || HasDamage(artifact, "bomb") => "advice.limit",
        { Status: ArtifactStatus.Refused } => "advice.refused",
        { Status: ArtifactStatus.Skipped } => "advice.skipped",
        { Status: ArtifactStatus.Stored, Kind: ArtifactKind.Unknown or ArtifactKind.Mail } => "advice.unknown",
        { Status: ArtifactStatus.Partial, Damage: [{ Code: "members" }] } => null,
        { Status: ArtifactStatus.Partial } => artifact.Records > 0 ? "advice.partial" : "advice.nothingRead",
        { Damage.IsDefaultOrEmpty: false } => "advice.reservation",
        _ => null,
    };

    /// <summary>The files that there is something to say about, in their order.</summary>
    public static ImmutableArray<ArtifactProblem> All(ImmutableArray<ArtifactSummary> artifacts) =>
        [.. artifacts.Select(artifact => Of(artifact) is { } advice ? new ArtifactProblem(artifact, advice) : null).OfType<ArtifactProblem>()];

    private static bool HasDamage(ArtifactSummary artifact, string word) =>
        !artifact.Damage.IsDefaultOrEmpty && artifact.Damage.Any(damage => damage.Code.Contains(word, StringComparison.Ordinal));
}
