using System.Collections.Immutable;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Hypotheses;
using CaseTriage.Analysis.Rules;
using CaseTriage.Analysis.Steps;

namespace CaseTriage.Analysis.Tests.Steps;

public sealed class StepRankingTests
{
    private static readonly Fact s_failed = Given.Fact("device", Given.Device, ("everFailed", true), ("outcome", "failed"));
    private static readonly Fact s_kmsCode = Given.Fact("activation.result", Given.Device, ("code", "0xC004F038"), ("system", "windows"), ("source", "mail"));

    [Fact]
    public void Rank_ForbiddenOnSite_StaysVisibleAtTheEndWithItsRule()
    {
        ImmutableArray<StepDraft> free = Rank(s_failed, s_kmsCode);
        ImmutableArray<StepDraft> forbidden = Rank(s_failed, s_kmsCode, Given.Fact("site.rule", null, ("rule", "no-network")));

        Assert.Null(free.Single(step => step.Step.Code == "check-kms-host").BlockedBy);
        Assert.Equal("no-network", forbidden.Single(step => step.Step.Code == "check-kms-host").BlockedBy);
        Assert.Equal("check-kms-host", forbidden[^1].Step.Code);
    }

    [Fact]
    public void Rank_DeviceActivatedSince_NeedsNoCure() =>
        Assert.DoesNotContain(
            Rank(Given.Fact("device", Given.Device, ("everFailed", true), ("outcome", "activated")), Given.Fact("activation.result", Given.Device, ("code", "0xC004F04D"), ("system", "windows"))),
            step => step.Step.Code == "retype-confirmation");

    [Fact]
    public void Rank_InventoryAtHand_IsNotAskedForAgain()
    {
        Fact binding = Given.Fact("activation.result", Given.Device, ("code", "106"), ("system", "aps"));
        Fact inventory = Given.Fact("inventory", Given.Device, ("complete", true), ("integrity", "intact"));

        Assert.Contains(Rank(s_failed, binding), step => step.Step.Code == "ask-hardware-list-by-phone");
        Assert.DoesNotContain(Rank(s_failed, binding, inventory), step => step.Step.Code == "ask-hardware-list-by-phone");
    }

    [Fact]
    public void Rank_NothingWrong_ProposesNothing() => Assert.Empty(Rank(Given.Fact("device", Given.Device, ("everFailed", false), ("outcome", "activated"))));

    private static ImmutableArray<StepDraft> Rank(params Fact[] facts)
    {
        FactTable table = Given.Table(facts);
        FindingBoard board = RuleEngine.Run(Given.Knowledge.Rules, table);
        CauseCatalog causes = Given.Knowledge.Causes ?? throw new InvalidOperationException("The pack has no causes.");
        return StepRanking.Rank(Given.Knowledge.Steps, table, board, new CauseRanking(causes, table, board, LocalizedText.Same).Rank());
    }
}
