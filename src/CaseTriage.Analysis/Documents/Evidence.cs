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

    /// <summary>Evidence whose excerpt is cut to its length. The text must be masked already.</summary>
    public static Evidence Of(string artifact, string locator, string text)
    {
        string excerpt = text.Trim();
        if (excerpt.Length <= MaxExcerptLength)
        {
            return new Evidence(artifact, locator, excerpt);
        }

        // One place is kept for the sign of the cut, and a pair of surrogates is not torn.
        int length = MaxExcerptLength - 1;
        return new Evidence(artifact, locator, string.Concat(excerpt.AsSpan(0, char.IsHighSurrogate(excerpt[length - 1]) ? length - 1 : length), "…"));
    }
}
