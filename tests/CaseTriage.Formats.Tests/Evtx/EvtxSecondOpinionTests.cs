namespace CaseTriage.Formats.Tests.Evtx;

public sealed class EvtxSecondOpinionTests
{
    public static TheoryData<string> Files => EvtxCorpus.Rows;

    [Theory]
    [MemberData(nameof(Files))]
    public void WriteXml_EveryRecordOfTheCorpus_IsWhatThePlainWalkerSaysAndStrictReadersTake(string file)
    {
        EvtxStrictResult result = EvtxStrictCheck.Of(EvtxCorpus.Read(file));

        Assert.Empty(result.Faults);
        Assert.True(result.Compared > 0);
    }
}
