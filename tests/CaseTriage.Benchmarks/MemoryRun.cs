using System.Buffers;
using System.Globalization;
using CaseTriage.Formats.Evtx;

namespace CaseTriage.Benchmarks;

/// <summary>
/// Peak memory of a fresh process that renders a log of a size as XML, made on the fly so that no disk is needed:
/// <c>memory SIZE-IN-MIB LOG</c>, whose chunks are repeated; 0 is the idle process.
/// </summary>
internal static class MemoryRun
{
    public static void Run(string[] arguments)
    {
        int size = int.Parse(arguments[0], CultureInfo.InvariantCulture);
        long records = 0;
        if (size > 0)
        {
            using RepeatedLog log = new(arguments[1], (long)size << 20);
            using EvtxReader reader = EvtxReader.Open(log);
            ArrayBufferWriter<byte> output = new(1 << 16);
            while (reader.TryRead(out EvtxRecord record, CancellationToken.None))
            {
                output.ResetWrittenCount();
                record.WriteXml(output);
                records++;
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{size} MiB, {records} records: peak {PeakInMiB():F1} MiB"));
    }

    private static double PeakInMiB()
    {
        using System.Diagnostics.Process process = System.Diagnostics.Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1024.0 / 1024;
    }
}
