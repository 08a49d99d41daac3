using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Hypotheses;
using CaseTriage.Analysis.Rules;

namespace CaseTriage.Analysis.Tests.Hypotheses;

public sealed class CauseRankingTests
{
    [Theory]
    [InlineData("106")]
    [InlineData("0xC004F04D")]
    [InlineData("0xC004E002")]
    [InlineData("0x8004D102")]
    public void Rank_SharesOfADevice_AddUpToOneAndLeaveRoomForOther(string code)
    {
        ImmutableArray<CauseDraft> causes = Rank(Failed(), Given.Fact("activation.result", Given.Device, ("code", code), ("system", "windows")));

        Assert.Equal(1, causes.Where(cause => !cause.Refuted).Sum(cause => cause.Probability), 2);
        Assert.True(causes.Single(cause => cause.Code == "other").Probability >= CauseRanking.LeastOther);
    }

    [Fact]
    public void Rank_CodeOfItsOwn_Leads() =>
        Assert.Equal("confirmation-mistyped", Rank(Failed(), Given.Fact("activation.result", Given.Device, ("code", "0xC004F04D"), ("system", "windows")))[0].Code);

    [Fact]
    public void Rank_WorkingDevice_HasNoCause() => Assert.Empty(Rank(Given.Fact("device", Given.Device, ("everFailed", false), ("outcome", "activated"))));

    [Fact]
    public void Rank_TheSameSymptomTenTimes_CountsOnce()
    {
        Fact Binding(int line) => Given.Fact("activation.result", Given.Device, ("code", "106"), ("system", "aps")) with { Evidence = new Evidence("log", $"line {line}", "") };

        ImmutableArray<CauseDraft> once = Rank(Failed(), Binding(1));
        ImmutableArray<CauseDraft> often = Rank([Failed(), .. Enumerable.Range(1, 10).Select(Binding)]);

        Assert.Equal(once.Select(cause => (cause.Code, cause.Probability)), often.Select(cause => (cause.Code, cause.Probability)));
    }

    [Fact]
    public void Rank_ClaimOnThePlaceholderOffset_IsShownAsRefuted()
    {
        ImmutableArray<CauseDraft> causes = Rank(
            Failed(),
            Given.Fact("inventory", Given.Device, ("offsetHours", 30.0), ("complete", true), ("integrity", "intact")),
            Given.Fact("mail.claim", null, ("topic", "clock"), ("says", "wrong")));

        CauseDraft clock = Assert.Single(causes, cause => cause.Code == "clock-wrong");
        Assert.True(clock.Refuted);
        Assert.Equal(0, clock.Probability);
        Assert.Equal("clock-wrong", causes[^1].Code);
    }

    private static Fact Failed() => Given.Fact("device", Given.Device, ("everFailed", true), ("outcome", "failed"));

    private static ImmutableArray<CauseDraft> Rank(params Fact[] facts)
    {
        FactTable table = Given.Table(facts);
        FindingBoard board = RuleEngine.Run(Given.Knowledge.Rules, table);
        return new CauseRanking(Given.Knowledge.Causes ?? throw new InvalidOperationException("The pack has no causes."), table, board, LocalizedText.Same).Rank();
    }
}
