using CaseTriage.TestKit.Evtx;

namespace CaseTriage.Formats.Tests.Evtx;

/// <summary>Logs that many tests begin with.</summary>
internal static class EvtxSamples
{
    public static readonly DateTimeOffset At = new DateTimeOffset(2025, 3, 4, 5, 6, 7, TimeSpan.Zero).AddTicks(1234567);

    /// <summary>Records 1 to <paramref name="records"/>, ten a chunk.</summary>
    public static byte[] Log(int records)
    {
        EvtxBuilder builder = new() { RecordsPerChunk = 10 };
        for (int i = 1; i <= records; i++)
        {
            builder.Add("Example-Provider", 1000 + (i % 3), At.AddSeconds(i), data: [("Number", $"{i}"), ("Text", "激活")]);
        }

        return builder.Build();
    }

    public static EvtxEvent Event(params IReadOnlyList<EvtxDatum> data) => new("Example-Provider", 1000, At) { Data = data };

    public static IEnumerable<long> Ids(int first, int last) => Enumerable.Range(first, last - first + 1).Select(id => (long)id);
}
