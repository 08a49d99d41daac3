using CaseTriage.TestKit.Evtx;

namespace CaseTriage.Formats.Tests.Evtx;

public sealed class EvtxSecondOpinionTests
{
    public static TheoryData<string> Files => EvtxCorpus.Rows;

    public static TheoryData<string> Kinds => [.. EvtxKinds.All.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void WriteXml_EveryRecordOfBuiltLogs_IsWhatThePlainWalkerSaysAndStrictReadersTake(string kind)
    {
        EvtxStrictResult result = EvtxStrictCheck.Of(EvtxKinds.All.Single(item => item.Name == kind).Log);

        Assert.True(result.Faults.Count == 0, string.Join('\n', result.Faults));
        Assert.Equal(result.Records, result.Compared);
    }

    // Always the same trees, so that a run says what the change did; the long run of EvtxMutationTests takes others.
    // The last one names an array, from whose items it is made, in an attribute that may be left out.
    [Fact]
    public void WriteXml_ElementsOfTwoThousandSeeds_IsWhatThePlainWalkerSaysAndStrictReadersTake()
    {
        foreach (int seed in Enumerable.Range(0, 2000).Append(-62263))
        {
            EvtxElement tree = EvtxTrees.Of(seed);
            byte[] file = new EvtxBuilder()
                .Add(EvtxSamples.Event() with { Document = tree })
                .Add(EvtxSamples.Event() with { Document = tree, IsPlain = true })
                .Add(EvtxSamples.Event() with { UserData = tree })
                .Build();

            EvtxStrictResult result = EvtxStrictCheck.Of(file);

            Assert.True(result.Faults.Count == 0, $"Seed {seed}: {string.Join('\n', result.Faults)}");
            Assert.Equal(3, result.Records);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void WriteXml_EveryRecordOfTheCorpus_IsWhatThePlainWalkerSaysAndStrictReadersTake(string file)
    {
        EvtxStrictResult result = EvtxStrictCheck.Of(EvtxCorpus.Read(file));

        Assert.True(result.Faults.Count == 0, string.Join('\n', result.Faults));
        Assert.True(result.Compared > 0);
    }
}
