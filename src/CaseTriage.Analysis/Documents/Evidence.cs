namespace CaseTriage.Analysis.Documents;

/// <summary>Where something was read, so that it can be shown in place.</summary>
/// <param name="Artifact">Path of the artifact in the case; containers joined by <c>!/</c>.</param>
/// <param name="Locator">
/// One of <c>record 1234</c>, <c>line 17</c>, <c>message 2</c>, <c>offset 0x1a0</c>, <c>entry NAME</c>, <c>field NAME</c>. Lines and messages count from 1.
/// </param>
/// <param name="Excerpt">The words or values themselves, secrets masked, at most 400 characters; may be empty.</param>
public sealed record Evidence(string Artifact, string Locator, string Excerpt)
{
    /// <summary>Longest excerpt, in characters.</summary>
    public const int MaxExcerptLength = 400;
}
