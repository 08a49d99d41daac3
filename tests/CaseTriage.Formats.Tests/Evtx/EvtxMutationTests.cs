using System.Diagnostics;
using System.Globalization;
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

    [Fact]
    public async Task TryRead_LogsMutatedByFixedSeeds_StrictReadersAndThePlainWalkerAgree() => await Mutate(firstSeed: 1, count: 2000);

    /// <summary>For hours by hand: CASETRIAGE_FUZZ_MINUTES or CASETRIAGE_FUZZ_COUNT, from CASETRIAGE_FUZZ_SEED on (docs/formats/evtx.md).</summary>
    [Fact]
    public void TryRead_LogsMutatedForAsLongAsAsked_StrictReadersAndThePlainWalkerAgree()
    {
        int? minutes = Setting("CASETRIAGE_FUZZ_MINUTES");
        int? count = Setting("CASETRIAGE_FUZZ_COUNT");
        Assert.SkipWhen(minutes is null && count is null, "Runs where CASETRIAGE_FUZZ_MINUTES or CASETRIAGE_FUZZ_COUNT is set.");
        int seed = Setting("CASETRIAGE_FUZZ_SEED") ?? 1;
        EvtxMutationRun run = new();
        Stopwatch watch = Stopwatch.StartNew();

        while ((count is null || run.Count < count) && (minutes is null || watch.Elapsed.TotalMinutes < minutes))
        {
            run.Read(seed++);
            if (run.Count % 5000 == 0)
            {
                TestContext.Current.SendDiagnosticMessage($"{run.Report}; heap {GC.GetTotalMemory(forceFullCollection: true)} bytes, process at most {Process.GetCurrentProcess().PeakWorkingSet64} bytes");
            }
        }

        TestContext.Current.SendDiagnosticMessage($"{run.Report}\n{string.Join('\n', run.Disagreements)}");
        Assert.True(run.Faults.Count == 0, string.Join('\n', run.Faults));
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value) ? value : null;

    // A reader that hangs is told apart from a busy machine by a generous minute; no other time is judged.
    private static async Task Mutate(int firstSeed, int count)
    {
        EvtxMutationRun run = new();
        int seed = firstSeed;
        Stopwatch watch = Stopwatch.StartNew();
        while (run.Count < count && watch.Elapsed < TimeSpan.FromSeconds(10))
        {
            Task reading = Task.Run(() => run.Read(seed), TestContext.Current.CancellationToken);
            Task ended = await Task.WhenAny(reading, Task.Delay(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
            Assert.True(ended == reading, $"Seed {seed} takes longer than a minute.");
            await reading;
            seed++;
        }

        Assert.True(run.Faults.Count == 0, string.Join('\n', run.Faults));
        Assert.True(run.GreedyBytes < 512L * 1024 * 1024, run.Report);
    }

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
