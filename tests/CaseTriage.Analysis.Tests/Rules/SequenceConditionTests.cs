using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Rules;

namespace CaseTriage.Analysis.Tests.Rules;

/// <summary>A failure, a reinstallation within two weeks, a failure within a week, and no new hardware before the reinstallation.</summary>
public sealed class SequenceConditionTests
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    private static readonly SequenceCondition s_retry = new(
    [
        new SequenceStep(new FactCondition { Name = "activation.result" }, null, null),
        new SequenceStep(new FactCondition { Name = "case.change", Of = Whose.DeviceOrCase }, TimeSpan.FromDays(14), new FactCondition { Name = "hardware.changed" }),
        new SequenceStep(new FactCondition { Name = "activation.result" }, TimeSpan.FromDays(7), null),
    ]);

    private static readonly Fact s_log = At("log", null, ("channel", "Application"), ("damaged", false), ("from", s_start.AddDays(-30)), ("to", s_start.AddDays(60)));

    [Fact]
    public void Judge_InOrderAndInTime_IsTrueOnTheFactsOfTheChain()
    {
        Fact first = At("activation.result", 0);
        Fact change = At("case.change", 3) with { Device = null };
        Fact again = At("activation.result", 5);

        Verdict verdict = Judge(again, s_log, change, first);

        Assert.Equal(Truth.True, verdict.Truth);
        Assert.Equal([first, change, again], verdict.Facts);
    }

    [Theory]
    [InlineData(0, 15, 16)]
    [InlineData(0, 3, 11)]
    [InlineData(4, 3, 5)]
    [InlineData(0, 5, 5)]
    public void Judge_TooLateOrOutOfOrder_IsNotTrue(int failed, int changed, int again) =>
        Assert.NotEqual(Truth.True, Judge(s_log, At("activation.result", failed), At("case.change", changed), At("activation.result", again)).Truth);

    [Fact]
    public void Judge_AnEarlierFailureToo_TheLaterOneCounts() =>
        Assert.Equal(Truth.True, Judge(s_log, At("activation.result", -40), At("activation.result", 0), At("case.change", 3), At("activation.result", 5)).Truth);

    [Fact]
    public void Judge_WhatMustBeAbsentIsThere_IsNotTrue() =>
        Assert.NotEqual(Truth.True, Judge(s_log, At("activation.result", 0), At("hardware.changed", 1), At("case.change", 3), At("activation.result", 5)).Truth);

    [Fact]
    public void Judge_WhatMustBeAbsentLiesOutside_IsTrue() =>
        Assert.Equal(Truth.True, Judge(s_log, At("hardware.changed", -1), At("activation.result", 0), At("case.change", 3), At("hardware.changed", 4), At("activation.result", 5)).Truth);

    [Fact]
    public void Judge_LogDoesNotReachOverTheTime_IsUnknownForTheGap()
    {
        Fact cut = At("log", null, ("channel", "Application"), ("damaged", false), ("from", s_start.AddDays(2)), ("to", s_start.AddDays(60)));

        Verdict verdict = Judge(cut, At("activation.result", 0), At("case.change", 3), At("activation.result", 5));

        Assert.Equal(Truth.Unknown, verdict.Truth);
        Assert.Equal([Gap.LogGap], verdict.Gaps);
    }

    [Fact]
    public void Judge_StepNeverSeenAndNothingCouldExcludeIt_IsUnknown()
    {
        Verdict verdict = Judge(s_log, At("activation.result", 0));

        Assert.Equal(Truth.Unknown, verdict.Truth);
        Assert.Equal([Gap.NotStated], verdict.Gaps);
    }

    [Fact]
    public void Judge_StepAbsentFromAWholeLog_IsFalse()
    {
        var cleared = new SequenceCondition(
        [
            new SequenceStep(new FactCondition { Name = "event", Channel = "Application" }, null, null),
            new SequenceStep(new FactCondition { Name = "hardware.changed" }, null, null),
        ]);

        Assert.Equal(Truth.False, cleared.Judge(Given.Scope(Given.Table(s_log, At("event", 0)))).Truth);
    }

    [Fact]
    public void Judge_OfManyEventsOnlyFirstAndLastTimesAreKept_IsUnknownForThat()
    {
        var events = new SequenceCondition(
        [
            new SequenceStep(new FactCondition { Name = "hardware.changed" }, null, null),
            new SequenceStep(new FactCondition { Name = "event" }, TimeSpan.FromHours(1), null),
        ]);
        Fact many = At("event", null, ("count", 40), ("first", s_start.AddDays(-5)), ("last", s_start.AddDays(5)));
        Fact two = At("event", null, ("count", 2), ("first", s_start.AddDays(-5)), ("last", s_start.AddDays(5)));

        Assert.Equal([Gap.TimeNotKept], events.Judge(Given.Scope(Given.Table(s_log, At("hardware.changed", 0), many))).Gaps);
        Assert.Equal(Truth.False, events.Judge(Given.Scope(Given.Table(s_log, At("hardware.changed", 0), two))).Truth);
    }

    [Fact]
    public void Judge_ManyEvents_AgreesWithTryingEveryChain()
    {
        var random = new Random(3);
        var chain = new SequenceCondition(
        [
            new SequenceStep(Kind("a"), null, null),
            new SequenceStep(Kind("b"), TimeSpan.FromDays(4), Kind("x")),
            new SequenceStep(Kind("c"), TimeSpan.FromDays(3), null),
        ]);
        int found = 0;
        for (int round = 0; round < 300; round++)
        {
            (string Kind, int Day)[] events = [.. Enumerable.Range(0, random.Next(3, 12)).Select(_ => ("abcx"[random.Next(4)].ToString(), random.Next(20)))];
            bool expected = (from a in events
                             where a.Kind == "a"
                             from b in events
                             where b.Kind == "b" && b.Day > a.Day && b.Day - a.Day <= 4 && !events.Any(x => x.Kind == "x" && x.Day > a.Day && x.Day < b.Day)
                             from c in events
                             where c.Kind == "c" && c.Day > b.Day && c.Day - b.Day <= 3
                             select c).Any();
            found += expected ? 1 : 0;

            Assert.Equal(expected, chain.Judge(Given.Scope(Given.Table([s_log, .. events.Select(e => At("event", e.Day, ("text", e.Kind)))]))).Truth == Truth.True);
        }

        Assert.InRange(found, 30, 270);

        static FactCondition Kind(string text) => new() { Name = "event", Channel = "Application", Where = [KeyValuePair.Create("text", FieldTests.OneOf([text]))] };
    }

    private static Verdict Judge(params Fact[] facts) => s_retry.Judge(Given.Scope(Given.Table(facts)));

    private static Fact At(string name, int? day, params ReadOnlySpan<(string Name, object? Value)> fields) =>
        Given.Fact(name, Given.Device, fields) with { At = day is { } days ? s_start.AddDays(days) : null, Evidence = new Evidence("notes.txt", $"line {day + 100}", "") };
}
