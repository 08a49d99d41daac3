using System.Globalization;
using CaseTriage.Formats.Evtx;
using CaseTriage.TestKit.Evtx;

namespace CaseTriage.Formats.Tests.Evtx;

public sealed class EvtxBuilderTests
{
    [Fact]
    public void Write_EventsAsAStream_IsTheFileThatBuildMakes()
    {
        EvtxBuilder builder = new() { RecordsPerChunk = 7 };
        EvtxEvent[] events = [.. Events(40)];
        foreach (EvtxEvent item in events)
        {
            builder.Add(item);
        }

        using MemoryStream stream = new();
        builder.Write(stream, events);

        Assert.Equal(builder.Build(), stream.ToArray());
    }

    [Fact]
    public void Write_ManyEvents_ReadBackWithoutDamageAndHoldNothing()
    {
        const int count = 20_000;
        using MemoryStream stream = new(new byte[16 * 1024 * 1024]);
        new EvtxBuilder().Write(stream, Events(count));
        stream.SetLength(stream.Position);
        stream.Position = 0;

        using EvtxReader reader = EvtxReader.Open(stream);
        long expected = 0;
        while (reader.TryRead(out EvtxRecord record, TestContext.Current.CancellationToken))
        {
            Assert.Equal(++expected, record.RecordId);
        }

        Assert.Equal(count, expected);
        Assert.Empty(reader.Summary.Damage);
    }

    private static IEnumerable<EvtxEvent> Events(int count)
    {
        for (int i = 0; i < count; i++)
        {
            yield return EvtxSamples.Event(("Number", i.ToString(CultureInfo.InvariantCulture)), ("State", EvtxValue.Hex32((uint)i)), "激活") with
            {
                EventId = 1000 + (i % 5),
                IsPlain = i % 11 == 10,
            };
        }
    }
}
