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

    private static readonly Fact s_binding = Given.Fact("activation.result", Given.Device, ("code", "106"), ("system", "aps"), ("source", "platform"));

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
    public void Rank_ManyCausesOpen_AsksByPhoneBeforeItTriesAnything()
    {
        ImmutableArray<StepDraft> steps = Rank(s_failed, s_binding);

        Assert.Equal("phone", steps[0].Step.Channel);
        Assert.Empty(steps[0].Step.WorksFor);
        Assert.True(steps[0].SavedHours > 0);
    }

    [Fact]
    public void Rank_CauseNearlySure_TriesTheReversibleFixFirst()
    {
        ImmutableArray<StepDraft> steps = Rank(
            s_failed,
            s_binding,
            Given.Fact("inventory", Given.Device, ("complete", true), ("integrity", "intact")),
            Given.Fact("inventory.disk", Given.Device, ("index", 1), ("removableBus", true), ("bus", "USB")));

        Assert.Equal("remove-removable-disk", steps[0].Step.Code);
    }

    [Fact]
    public void Rank_QuestionsOfOneChannel_AreAskedTogether()
    {
        ImmutableArray<StepDraft> steps = Rank(s_failed, s_binding);

        Assert.Contains("ask-hardware-list-by-phone", steps.Single(step => step.Step.Code == "compare-with-working-sibling").AskWith);
        Assert.All(steps.Where(step => !step.AskWith.IsEmpty), step => Assert.All(step.AskWith, code => Assert.Equal(step.Step.Channel, steps.Single(other => other.Step.Code == code).Step.Channel)));
    }

    [Fact]
    public void In_Fix_IsConfirmedForEachSerialAndExplainedInFiveLines()
    {
        var words = new StepWords(LocalizedText.Same, Given.Knowledge.Texts);
        ImmutableArray<StepDraft> steps = Rank(s_failed, s_binding, s_kmsCode);

        Assert.All(steps.Select(step => step.In(1, Language.English, words)), step =>
        {
            Assert.InRange(step.Explanation.Length, 2, 5);
            Assert.DoesNotContain("{", string.Concat(step.Explanation), StringComparison.Ordinal);
            Assert.DoesNotContain("card.", string.Concat(step.Explanation), StringComparison.Ordinal);
        });
        Assert.Equal([Given.Device], steps.First(step => step.Step is { PerDevice: true, WorksFor.IsEmpty: false }).In(1, Language.English, words).Verify);
    }

    [Fact]
    public void Expect_BestOrderOfFixes_IsNeverDearerThanAnyOther()
    {
        var random = new Random(4);
        for (int round = 0; round < 50; round++)
        {
            (StepDefinition Step, double Hours)[] fixes = [.. Enumerable.Range(0, 4).Select(number => (Fix($"c{number}", random.NextDouble()), 0.5 + (random.NextDouble() * 6)))];
            Dictionary<string, double> shares = Enumerable.Range(0, 5).ToDictionary(number => $"c{number}", _ => random.NextDouble(), StringComparer.Ordinal);
            double best = new RepairPlan([.. fixes]).Expect(shares);

            for (int order = 0; order < 24; order++)
            {
                random.Shuffle(fixes);
                Dictionary<string, double> left = shares;
                double hours = 0;
                foreach ((StepDefinition step, double cost) in fixes.Take(random.Next(5)))
                {
                    hours += left.Values.Sum() * cost;
                    left = RepairPlan.After(step, left);
                }

                Assert.True(best <= hours + (left.Values.Sum() * RepairPlan.HandOverHours) + 1e-9);
            }
        }
    }

    [Fact]
    public void Of_Unknown_SaysWhatWouldChangeTheOrder()
    {
        Evaluation evaluation = Evaluation.Of(Given.Knowledge, Given.Table(s_failed, s_binding));

        Assert.Contains(evaluation.OrderChanges, change => change is { Device: Given.Device, IfSo: true } && change.FirstCause != evaluation.Causes[0].Code);
        Assert.All(evaluation.OrderChanges, change => Assert.NotEmpty(change.Unknown.Chinese));
    }

    [Fact]
    public void Rank_OnlySaid_IsNeverCalledAlmostCertain()
    {
        Fact solved = Given.Fact("case.solved", null, ("solved", true), ("remedy", "disk-removed"));
        Fact said = Given.Fact("activation.result", Given.Device, ("code", "106"), ("system", "aps"), ("source", "mail"));

        Assert.Equal("likely", Evaluation.Of(Given.Knowledge, Given.Table(s_failed, said, solved)).Causes[0].Likelihood);
        Assert.Equal("almost-always", Evaluation.Of(Given.Knowledge, Given.Table(s_failed, s_binding, solved)).Causes[0].Likelihood);
    }

    [Fact]
    public void Rank_NothingWrong_ProposesNothing() => Assert.Empty(Rank(Given.Fact("device", Given.Device, ("everFailed", false), ("outcome", "activated"))));

    private static StepDefinition Fix(string cause, double works) => Given.Knowledge.Steps[0] with { Code = cause, WorksFor = ImmutableSortedDictionary<string, double>.Empty.Add(cause, works) };

    private static ImmutableArray<StepDraft> Rank(params Fact[] facts)
    {
        FactTable table = Given.Table(facts);
        FindingBoard board = RuleEngine.Run(Given.Knowledge.Rules, table);
        CauseCatalog causes = Given.Knowledge.Causes ?? throw new InvalidOperationException("The pack has no causes.");
        return StepRanking.Rank(Given.Knowledge.Steps, table, board, new CauseRanking(causes, table, board, LocalizedText.Same).Rank());
    }
}
