using CaseTriage.TestKit.Evtx;
using CsCheck;

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

    [Fact]
    public void WriteXml_ElementsAtRandom_IsWhatThePlainWalkerSaysAndStrictReadersTake() =>
        Gen.Int.Sample(
            seed =>
            {
                EvtxElement tree = EvtxTrees.Of(seed);
                byte[] file = new EvtxBuilder()
                    .Add(EvtxSamples.Event() with { Document = tree })
                    .Add(EvtxSamples.Event() with { Document = tree, IsPlain = true })
                    .Add(EvtxSamples.Event() with { UserData = tree })
                    .Build();

                EvtxStrictResult result = EvtxStrictCheck.Of(file);

                Assert.True(result.Faults.Count == 0, string.Join('\n', result.Faults));
                Assert.Equal(3, result.Records);
            },
            iter: 2000,
            threads: 1);

    [Theory]
    [MemberData(nameof(Files))]
    public void WriteXml_EveryRecordOfTheCorpus_IsWhatThePlainWalkerSaysAndStrictReadersTake(string file)
    {
        EvtxStrictResult result = EvtxStrictCheck.Of(EvtxCorpus.Read(file));

        Assert.True(result.Faults.Count == 0, string.Join('\n', result.Faults));
        Assert.True(result.Compared > 0);
    }
}
