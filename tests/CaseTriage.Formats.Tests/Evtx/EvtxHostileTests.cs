using CaseTriage.TestKit.Evtx;

namespace CaseTriage.Formats.Tests.Evtx;

/// <summary>Logs made to cost much: each small, each answered within its budget. A test that hangs is the failure; no time is measured.</summary>
public sealed class EvtxHostileTests
{
    [Fact]
    public void WriteDataJson_AnsiTextBeyondTheBudget_IsCutOff()
    {
        EvtxElement item = new("R", [EvtxValue.Ansi(new byte[30_000]), .. Enumerable.Repeat<object>(new EvtxElement.Again(0), 400)]);

        EvtxReading reading = EvtxReading.Of(File(new EvtxElement("Event", new EvtxElement("UserData", item))));

        Assert.Equal(2, reading.Records.Count);
        Assert.Equal(["record-too-large"], reading.DamageCodes);
    }

    [Fact]
    public void TryRead_FragmentsOfSystemShownThousandsOfTimes_AreLookedAtOnce()
    {
        EvtxElement item = new("EventID", [.. Enumerable.Repeat<object>("7", 3000)]);
        EvtxElement system = new("System", Shown(item));

        EvtxReading reading = EvtxReading.Of(File(new EvtxElement("Event", Shown(system))));

        Assert.Equal([7, 1000], reading.Records.Select(record => record.EventId));

        static object[] Shown(EvtxElement element) => [new EvtxElement.Nested(element), .. Enumerable.Repeat<object>(new EvtxElement.Again(0), 3000)];
    }

    [Fact]
    public void TryRead_LongTextOfNulsShownWithoutEnd_CostsItsSteps()
    {
        EvtxElement element = new("Bomb", [EvtxValue.Text(new string('\0', 10_000)), .. Enumerable.Repeat<object>(new EvtxElement.Again(0), 2000)]);
        for (int i = 0; i < 10; i++)
        {
            element = new EvtxElement("Level", new EvtxElement.Nested(element), new EvtxElement.Again(0));
        }

        EvtxReading reading = EvtxReading.Of(File(new EvtxElement("Event", new EvtxElement("UserData", element))));

        Assert.Equal(["record-too-large"], reading.DamageCodes);
    }

    [Fact]
    public void TryRead_ManyElementsOfOneLongName_CostsItsChunkOnly()
    {
        EvtxElement[] same = [.. Enumerable.Repeat(new EvtxElement(new string('n', 10_000)), 2000)];
        byte[] file = File(new EvtxElement("Event", [.. same]));
        long before = GC.GetAllocatedBytesForCurrentThread();

        EvtxReading reading = EvtxReading.Of(file);

        Assert.Equal([true, false], reading.Records.Select(record => record.IsDamaged));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 64_000_000);
    }

    [Fact]
    public void WriteXml_AttributesRepeatedBehindMoreNamesThanAreKept_AreStillNoXml()
    {
        EvtxBuilder builder = new();
        for (int i = 0; i < 9000; i++)
        {
            builder.Add(EvtxSamples.Event() with { Document = new EvtxElement($"N{i}") });
        }

        byte[] file = builder.Add(EvtxSamples.Event() with { Document = new EvtxElement("Last") { Attributes = [("late", "1"), ("late", "2")] } }).Build();

        EvtxReading reading = EvtxReading.Of(file);

        Assert.Equal(9001, reading.Records.Count);
        Assert.True(reading.Records[^1].IsDamaged);
    }

    private static byte[] File(EvtxElement document) =>
        new EvtxBuilder { RecordsPerChunk = 1 }.Add(EvtxSamples.Event() with { Document = document }).Add(EvtxSamples.Event("after")).Build();
}
