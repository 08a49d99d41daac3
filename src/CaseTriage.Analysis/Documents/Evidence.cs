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

    /// <summary>What the excerpt means, in words that a document puts before it in its language; null where nothing is known. Secrets masked.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    internal LocalizedText? Meaning { get; init; }

    /// <summary>Evidence whose excerpt is cut to its length. The text must be masked already.</summary>
    public static Evidence Of(string artifact, string locator, string text) => new(artifact, locator, Cut(text.Trim()));

    /// <summary>The evidence as a document in one language has it: what it means, then the excerpt.</summary>
    internal Evidence In(Language language) => Meaning is null ? this : new Evidence(Artifact, Locator, Cut($"{Meaning.In(language)} · {Excerpt}"));

    private static string Cut(string excerpt)
    {
        if (excerpt.Length <= MaxExcerptLength)
        {
            return excerpt;
        }

        // One place is kept for the sign of the cut, and a pair of surrogates is not torn.
        int length = MaxExcerptLength - 1;
        return string.Concat(excerpt.AsSpan(0, char.IsHighSurrogate(excerpt[length - 1]) ? length - 1 : length), "…");
    }
}
