namespace CaseTriage.Cases.Model;

/// <summary>A result as it is kept: one for each case, inputs and packs, in both languages.</summary>
public sealed class PublishedAnalysis
{
    private PublishedAnalysis()
    {
    }

    internal PublishedAnalysis(int supportCaseId, AnalysisOutcome outcome, DateTimeOffset publishedAt)
    {
        SupportCaseId = supportCaseId;
        InputsHash = outcome.Key.InputsHash;
        PacksHash = outcome.Key.PacksHash;
        ResultHash = outcome.ResultHash;
        PublishedAt = publishedAt;
        Texts = new PublishedTexts(outcome.Chinese, outcome.English, outcome.Facts);
    }

    public int Id { get; private set; }

    public int SupportCaseId { get; private set; }

    public string InputsHash { get; private set; } = "";

    public string PacksHash { get; private set; } = "";

    public string ResultHash { get; private set; } = "";

    public DateTimeOffset PublishedAt { get; private set; }

    public PublishedTexts? Texts { get; private set; }

    internal AnalysisKey Key => new(InputsHash, PacksHash);
}
