using System.Collections.Immutable;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Hypotheses;
using CaseTriage.Analysis.Packs;
using CaseTriage.Analysis.Rules;
using CaseTriage.Analysis.Steps;

namespace CaseTriage.Analysis.Tests.Packs;

/// <summary>A pack of one problem area works without the packs of others, and beside them.</summary>
public sealed class IndependentPacksTests : IDisposable
{
    private const string Updates = "Microsoft-Windows-WindowsUpdateClient";

    private readonly string _folder = Directory.CreateTempSubdirectory("casetriage-packs-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("activation")]
    [InlineData("windows-update")]
    public void Run_PackWithoutTheOthers_LoadsAndItsTestsHold(string pack)
    {
        KnowledgeBase alone = LoadAlone(pack);

        PackTestResult result = PackTests.Run(_folder);

        Assert.Equal(((string[])["common", pack]).Order(StringComparer.Ordinal), alone.Packs.Select(reference => reference.Id));
        Assert.Empty(result.Failures);
        Assert.True(result.Passed >= 3 * alone.Rules.Length, $"{result.Passed} tests for {alone.Rules.Length} rules.");
        Assert.Empty(PackLint.Check(_folder).Complaints);
    }

    [Fact]
    public void Rank_UpdatesFailBesideARefusedBinding_EachAreaHasItsOwnCauses()
    {
        FactTable facts = UpdateAndBindingFail();
        ImmutableArray<CauseDraft> beside = Causes(Given.Knowledge, facts);
        ImmutableArray<CauseDraft> alone = Causes(LoadAlone("windows-update"), UpdateAndBindingFail());

        CauseDraft damaged = Assert.Single(beside, cause => cause.Code == "component-store-damaged");
        Assert.Equal(Assert.Single(alone, cause => cause.Code == "component-store-damaged").Probability, damaged.Probability);
        Assert.Contains(beside, cause => cause.Code == "extra-internal-disk");
        Assert.DoesNotContain(alone, cause => cause.Code == "extra-internal-disk");
        Assert.Equal(1, alone.Sum(cause => cause.Probability), tolerance: 0.01);
        Assert.Equal(2, beside.Sum(cause => cause.Probability), tolerance: 0.02);
    }

    [Fact]
    public void Rank_UpdatesFailAlone_NoStepOfActivationIsProposed()
    {
        FactTable facts = Given.Table(Device(failed: false), UpdateFailed());
        FindingBoard board = RuleEngine.Run(Given.Knowledge.Rules, facts);

        ImmutableArray<StepDraft> steps = StepRanking.Rank(Given.Knowledge.Steps, facts, board, Causes(Given.Knowledge, facts, board));

        Assert.Equal("repair-component-store", Assert.Single(steps).Step.Code);
    }

    private static FactTable UpdateAndBindingFail() =>
        Given.Table(Device(failed: true), Given.Fact("activation.result", Given.Device, ("code", "106"), ("system", "aps")), Given.Fact("case.solved", null, ("remedy", "disk-removed")), UpdateFailed());

    private static Fact Device(bool failed) => Given.Fact("device", Given.Device, ("everFailed", failed), ("outcome", failed ? "failed" : "unknown"));

    private static Fact UpdateFailed() =>
        Given.Fact("event", Given.Device, ("provider", Updates), ("id", 20), ("channel", "System"), ("code", "0x80073712"));

    private static ImmutableArray<CauseDraft> Causes(KnowledgeBase knowledge, FactTable facts) => Causes(knowledge, facts, RuleEngine.Run(knowledge.Rules, facts));

    private static ImmutableArray<CauseDraft> Causes(KnowledgeBase knowledge, FactTable facts, FindingBoard board) =>
        CauseRanking.InOrder(knowledge.Causes.SelectMany(catalog => new CauseRanking(catalog, facts, board, LocalizedText.Same).Rank()));

    private KnowledgeBase LoadAlone(string pack)
    {
        foreach (string name in (string[])["common", pack])
        {
            string source = Path.Combine(Given.PacksFolder, name);
            foreach (string file in Directory.EnumerateFiles(source, "*.yaml", SearchOption.AllDirectories))
            {
                string copy = Path.Combine(_folder, name, Path.GetRelativePath(source, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy) ?? _folder);
                File.Copy(file, copy);
            }
        }

        return KnowledgeBase.Load(_folder);
    }
}
