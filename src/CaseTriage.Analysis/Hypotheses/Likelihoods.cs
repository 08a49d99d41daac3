namespace CaseTriage.Analysis.Hypotheses;

/// <summary>Shares in words, since experts agree on words sooner than on numbers; the words are those of the packs.</summary>
public static class Likelihoods
{
    // Borders lie between the numbers that the words stand for in packs.
    private static readonly (double Least, string Word)[] s_words =
        [(0.85, "almost-always"), (0.6, "likely"), (0.4, "even"), (0.2, "possible"), (0.05, "unlikely"), (0, "almost-never")];

    /// <summary>The word of a share.</summary>
    /// <param name="share">0 to 1.</param>
    /// <param name="isOnlySaid">Whether it leans on nothing but what people say: the weakest evidence caps the word at "likely".</param>
    public static string Of(double share, bool isOnlySaid) => s_words.First(word => share >= word.Least && !(isOnlySaid && word.Word == "almost-always")).Word;
}
