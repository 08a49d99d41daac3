using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Rules;

namespace CaseTriage.Analysis.Tests.Rules;

public sealed class FactConditionTests
{
    private static readonly FactCondition s_removableDisk = new()
    {
        Name = "inventory.disk",
        Where = [KeyValuePair.Create("removableBus", FieldTests.OneOf(["true"]))],
    };

    private static readonly FactCondition s_noAdapter = new() { Name = "inventory.adapter", AtLeast = 0, AtMost = 0 };

    [Fact]
    public void Judge_CompleteInventoryWithoutIt_IsFalse() =>
        Assert.Equal(Truth.False, s_removableDisk.Judge(Given.Scope(Given.Table(Complete(), Disk(removable: false)))).Truth);

    [Fact]
    public void Judge_CutInventoryWithoutIt_IsUnknownForThatReason()
    {
        Verdict verdict = s_removableDisk.Judge(Given.Scope(Given.Table(Cut(), Disk(removable: false))));

        Assert.Equal(Truth.Unknown, verdict.Truth);
        Assert.Equal([Gap.IncompleteInventory], verdict.Gaps);
    }

    [Fact]
    public void Judge_CutInventoryWithIt_IsTrue() =>
        Assert.Equal(Truth.True, s_removableDisk.Judge(Given.Scope(Given.Table(Cut(), Disk(removable: true)))).Truth);

    [Fact]
    public void Judge_FieldNotKnown_IsUnknown()
    {
        Verdict verdict = s_removableDisk.Judge(Given.Scope(Given.Table(Complete(), Given.Fact("inventory.disk", Given.Device, ("index", 1)))));

        Assert.Equal(Truth.Unknown, verdict.Truth);
        Assert.Equal([Gap.FieldMissing], verdict.Gaps);
    }

    [Fact]
    public void Judge_NoneInCompleteInventory_IsTrue() => Assert.Equal(Truth.True, s_noAdapter.Judge(Given.Scope(Given.Table(Complete()))).Truth);

    [Fact]
    public void Judge_NoneInCutInventory_IsUnknown() => Assert.Equal(Truth.Unknown, s_noAdapter.Judge(Given.Scope(Given.Table(Cut()))).Truth);

    [Fact]
    public void Judge_DamagedLog_AbsenceIsUnknown()
    {
        var condition = new FactCondition { Name = "event", Channel = "System" };

        Assert.Equal(Truth.Unknown, condition.Judge(Given.Scope(Given.Table(Log(damaged: true)))).Truth);
        Assert.Equal(Truth.False, condition.Judge(Given.Scope(Given.Table(Log(damaged: false)))).Truth);
    }

    [Theory]
    [InlineData(0L, Truth.False)]
    [InlineData(3L, Truth.Unknown)]
    public void Judge_LogThatLacksRecords_AbsenceIsUnknown(long missing, Truth expected)
    {
        var condition = new FactCondition { Name = "event", Channel = "System" };
        Fact log = Given.Fact("log", Given.Device, ("channel", "System"), ("damaged", false), ("missing", missing));

        Assert.Equal(expected, condition.Judge(Given.Scope(Given.Table(log))).Truth);
    }

    [Fact]
    public void Judge_TaintedField_IsBelievedOnlyWhereAsked()
    {
        Fact inventory = Given.Fact("inventory", Given.Device, ("offsetHours", 30.0), ("complete", true));
        FactTable facts = Given.Table(inventory);
        facts.Taint(inventory, "offsetHours");
        var condition = new FactCondition { Name = "inventory", Where = [KeyValuePair.Create("offsetHours", FieldTests.Outside(-14, 14))] };

        Assert.Equal(Truth.True, condition.Judge(Given.Scope(facts, withTainted: true)).Truth);
        Verdict doubting = condition.Judge(Given.Scope(facts, withTainted: false));
        Assert.Equal(Truth.Unknown, doubting.Truth);
        Assert.Equal([Gap.Tainted], doubting.Gaps);
    }

    [Fact]
    public void Judge_FactsOfAnotherDevice_DoNotCount() =>
        Assert.Equal(Truth.False, s_removableDisk.Judge(Given.Scope(Given.Table(Complete(), Given.Fact("inventory.disk", Given.Other, ("removableBus", true))))).Truth);

    private static Fact Complete() => Given.Fact("inventory", Given.Device, ("complete", true), ("integrity", "intact"));

    private static Fact Cut() => Given.Fact("inventory", Given.Device, ("complete", false), ("integrity", "truncated"));

    private static Fact Disk(bool removable) => Given.Fact("inventory.disk", Given.Device, ("removableBus", removable));

    private static Fact Log(bool damaged) => Given.Fact("log", Given.Device, ("channel", "System"), ("damaged", damaged));
}
