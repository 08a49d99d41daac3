using System.Collections.Immutable;
using CaseTriage.Analysis.Completeness;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Rules;

namespace CaseTriage.Analysis.Tests.Completeness;

public sealed class CompletenessCheckTests
{
    private static readonly Fact s_failed = Given.Fact("device", Given.Device, ("outcome", "failed"), ("everFailed", true));
    private static readonly Fact s_bound = Given.Fact("activation.result", Given.Device, ("code", "106"), ("system", "aps"), ("source", "platform"));

    public static TheoryData<string, Fact[]> Scenarios => new()
    {
        { "offline-marker", [s_failed, s_bound] },
        { "offline-marker", [s_failed, Given.Fact("artifact", Given.Device, ("format", "cmitclient-log"))] },
        { "kms", [s_failed, Given.Fact("event", Given.Device, ("provider", "Microsoft-Windows-Security-SPP"), ("id", 12289))] },
        { "product-key", [s_failed, Given.Fact("activation.result", null, ("code", "0xC004C003"))] },
        { "digital-licence", [s_failed, Given.Fact("activation.result", Given.Device, ("code", "0x803F7001"))] },
        { "working-sibling", [Given.Fact("device", Given.Device, ("outcome", "activated"), ("everFailed", false))] },
        { "not-told", [s_failed] },
    };

    public static TheoryData<EvidenceState, Fact[]> Inventories => new()
    {
        { EvidenceState.Missing, [] },
        { EvidenceState.Missing, [Given.Fact("inventory", Given.Other, ("integrity", "intact"), ("complete", true))] },
        { EvidenceState.Present, [Given.Fact("inventory", Given.Device, ("integrity", "intact"), ("complete", true))] },
        { EvidenceState.Partial, [Given.Fact("inventory", Given.Device, ("integrity", "truncated"), ("complete", false))] },
        { EvidenceState.Unusable, [Given.Fact("inventory", Given.Device, ("integrity", "damaged"), ("complete", false))] },
        { EvidenceState.Unusable, [Given.Fact("artifact", Given.Device, ("kind", "hardwareInventory"), ("status", "refused"))] },
        {
            EvidenceState.Present,
            [Given.Fact("inventory", Given.Device, ("integrity", "damaged"), ("complete", false)), Given.Fact("inventory", Given.Device, ("integrity", "intact"), ("complete", true))]
        },
    };

    public static TheoryData<EvidenceState, Fact[]> SystemLogs => new()
    {
        { EvidenceState.Missing, [Log("Application", 500, isDamaged: false)] },
        { EvidenceState.Present, [Log("System", 500, isDamaged: false)] },
        { EvidenceState.Partial, [Log("System", 500, isDamaged: true)] },
        { EvidenceState.Partial, [Log("System", 2, isDamaged: false)] },
    };

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Check_WhatIsKnown_ChoosesTheScenario(string code, Fact[] facts)
    {
        CompletenessDraft device = OfDevice(facts);

        Assert.Equal(code, device.Scenario.Code);
        Assert.Equal(code == "not-told", device.Evidence.IsEmpty);
    }

    [Theory]
    [MemberData(nameof(Inventories))]
    public void Check_Inventory_TellsItsState(EvidenceState state, Fact[] facts) => AssertState("hardware-inventory", state, facts);

    [Theory]
    [MemberData(nameof(SystemLogs))]
    public void Check_SystemLog_TellsItsState(EvidenceState state, Fact[] facts) => AssertState("system-log", state, facts);

    [Fact]
    public void Check_RequiredItems_ComeFirst()
    {
        ImmutableArray<ItemDraft> items = OfDevice(s_failed, s_bound).Items;

        Assert.Equal(items.OrderBy(item => !item.IsRequired), items);
        Assert.Contains(items, item => item.IsRequired);
        Assert.Contains(items, item => !item.IsRequired);
    }

    [Fact]
    public void Check_NoDeviceNamed_JudgesWhatWasSentAsOfOne()
    {
        ImmutableArray<CompletenessDraft> all = Check(Given.Fact("inventory", null, ("integrity", "intact"), ("complete", true)), Given.Fact("log", null, ("channel", "CmitClient/Operational"), ("damaged", false)));

        Assert.Equal(["whole-case", "offline-marker"], all.Select(needs => needs.Scenario.Code));
        Assert.All(all, needs => Assert.Null(needs.Device));
        Assert.Equal(EvidenceState.Missing, all[0].Items.First(item => item.Item.Code == "serial-numbers").State);
        Assert.Equal(EvidenceState.Present, all[1].Items.First(item => item.Item.Code == "hardware-inventory").State);
    }

    [Fact]
    public void Check_SeveralDevices_ComeBySerialNumberAfterTheCase() =>
        Assert.Equal([null, Given.Device, Given.Other], Check(Given.Fact("device", Given.Other), s_failed).Select(needs => needs.Device));

    private static Fact Log(string channel, int records, bool isDamaged) => Given.Fact("log", Given.Device, ("channel", channel), ("records", records), ("damaged", isDamaged));

    private static void AssertState(string code, EvidenceState state, Fact[] facts)
    {
        ItemDraft item = OfDevice([s_failed, s_bound, .. facts]).Items.Single(item => item.Item.Code == code);

        Assert.Equal(state, item.State);
        Assert.Equal(state == EvidenceState.Missing, item.Evidence.IsEmpty);
        Assert.Equal(state is EvidenceState.Partial or EvidenceState.Unusable, item.Because is not null);
    }

    private static CompletenessDraft OfDevice(params Fact[] facts) => Check(facts).Single(needs => needs.Device == Given.Device);

    private static ImmutableArray<CompletenessDraft> Check(params Fact[] facts)
    {
        FactTable table = Given.Table(facts);
        return CompletenessCheck.Check(Given.Knowledge.Scenarios, table, RuleEngine.Run(Given.Knowledge.Rules, table));
    }
}
