using CaseTriage.TestKit.Evtx;
using CsCheck;

namespace CaseTriage.Formats.Tests.Evtx;

public sealed class EvtxMutationTests
{
    private static readonly byte[] Templates = new EvtxBuilder()
        .Add("Example-Provider", 1000, EvtxSamples.At, data: [("a", EvtxValue.TextArray("x", "y")), ("b", EvtxValue.Sid(5, 18)), ("c", EvtxValue.Binary(1, 2))])
        .Add("Example-Provider", 1000, EvtxSamples.At, data: [("a", EvtxValue.TextArray("x")), ("b", EvtxValue.Sid(5, 18)), ("c", EvtxValue.Binary(1))])
        .Add(EvtxSamples.Event() with { UserData = new EvtxElement("R", new EvtxElement.Nested(new EvtxElement("N", EvtxValue.Text("激活")))) })
        .Build();

    private static readonly byte[] Plain = new EvtxBuilder()
        .Add(EvtxSamples.Event(("a", "1"), "2") with { IsPlain = true })
        .Add(EvtxSamples.Event(("a", "1"), "2") with { IsPlain = true })
        .Build();

    [Fact]
    public void TryRead_AnyByteChanged_OnlyRefusesOrReportsDamage() => Sample(Templates, 3000);

    [Fact]
    public void TryRead_AnyByteOfPlainRecordsChanged_OnlyRefusesOrReportsDamage() => Sample(Plain, 2000);

    [Fact]
    public void TryRead_DocumentInAnAttribute_LeavesItOut() => ReadsOrRefuses(Templates, 4944, 15, 113);

    // The events of the sample lie in the first bytes of the chunk; most of the rest is zero.
    private static void Sample(byte[] file, int count) =>
        Gen.Select(Gen.Int[4096, 9500], Gen.Byte, Gen.Int[0, 127]).Sample(
            (offset, value, headerOffset) => ReadsOrRefuses(file, offset, value, headerOffset),
            iter: count,
            seed: "0000KeYsW0r4",
            threads: 1);

    private static void ReadsOrRefuses(byte[] file, int offset, byte value, int headerOffset)
    {
        byte[] copy = [.. file];
        copy[offset] = value;
        copy[headerOffset] ^= (byte)(value & 1);
        try
        {
            EvtxReading reading = EvtxReading.Of(copy);
            Assert.Equal(reading.Summary.RecordCount, reading.Records.Count);
            Assert.Equal(reading.Summary.RecoverableCount, reading.Recovered.Count);
        }
        catch (MalformedDataException)
        {
            // A refusal is an answer.
        }
    }
}
