using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Rules;

namespace CaseTriage.Analysis.Tests.Rules;

/// <summary>"Why did this rule not fire?"</summary>
public sealed class RuleTraceTests
{
    private static readonly Fact s_failed = Given.Fact("device", Given.Device, ("everFailed", true), ("outcome", "failed"));

    [Fact]
    public void Explain_FactMissing_NamesTheConditionAndWhatIsMissing()
    {
        RuleTrace trace = Trace("removable-disk-attached", s_failed);

        Assert.Equal(FindingOutcome.Unknown, trace.Outcome);
        ConditionTrace deciding = Assert.Single(trace.Decisive.Deciding);
        Assert.Contains("fact: inventory.disk", deciding.Condition, StringComparison.Ordinal);
        Assert.Equal([Gap.NoInventory], deciding.Gaps);
    }

    [Fact]
    public void Explain_QuestionDoesNotArise_SaysSo()
    {
        RuleTrace trace = Trace("removable-disk-attached", Given.Fact("device", Given.Device, ("everFailed", false), ("outcome", "activated")));

        Assert.Null(trace.Outcome);
        Assert.Equal(Truth.False, trace.Relevant?.Truth);
        Assert.Same(trace.Relevant, trace.Decisive);
    }

    [Fact]
    public void Explain_Fired_ShowsWhereItWasRead()
    {
        RuleTrace trace = Trace(
            "removable-disk-attached", s_failed, Given.Fact("inventory", Given.Device, ("complete", true), ("integrity", "intact")), Given.Fact("inventory.disk", Given.Device, ("removableBus", true)));

        Assert.Equal(FindingOutcome.Fired, trace.Outcome);
        Assert.Equal("notes.txt", Assert.Single(Assert.Single(trace.Decisive.Deciding).Evidence).Artifact);
    }

    [Fact]
    public void Explain_EveryRuleOfEverySubject_AgreesWithWhatTheRulesConcluded()
    {
        Evaluation evaluation = Evaluation.Of(
            Given.Knowledge,
            Given.Table(
                s_failed,
                Given.Fact("device", Given.Other, ("everFailed", false), ("outcome", "activated")),
                Given.Fact("activation.result", Given.Device, ("code", "106"), ("system", "aps")),
                Given.Fact("inventory", Given.Device, ("offsetHours", 30.0), ("complete", true), ("integrity", "intact")),
                Given.Fact("mail.claim", null, ("topic", "clock"), ("says", "wrong"))));

        Assert.All(evaluation.Knowledge.Rules, rule => Assert.All(evaluation.Explain(rule.Id), trace =>
        {
            bool arises = trace.Relevant?.Truth is null or Truth.True;
            Truth doubting = trace.Doubting?.Truth ?? trace.When.Truth;
            FindingOutcome? expected = !arises ? null
                : trace.When.Truth == Truth.True ? (doubting == Truth.True ? FindingOutcome.Fired : FindingOutcome.Withdrawn)
                : trace.When.Truth == Truth.Unknown ? FindingOutcome.Unknown : null;
            Assert.True(trace.Outcome == expected || (rule.ClaimTopic is not null && trace.Outcome == FindingOutcome.Withdrawn) || (rule.Asks == RuleScope.DevicesOrCase && trace.Device is null), rule.Id);
            Assert.NotEmpty(trace.Decisive.Deciding);
        }));
    }

    [Fact]
    public void Explain_NoSuchRule_IsEmpty() => Assert.Empty(Evaluation.Of(Given.Knowledge, Given.Table()).Explain("no-such-rule"));

    private static RuleTrace Trace(string rule, params Fact[] facts) => Evaluation.Of(Given.Knowledge, Given.Table(facts)).Explain(rule).Single(trace => trace.Device == Given.Device);
}
