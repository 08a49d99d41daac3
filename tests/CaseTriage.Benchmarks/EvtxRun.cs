using System.Buffers;
using System.Globalization;
using System.IO.Hashing;
using System.Text.Json;
using CaseTriage.Formats.Evtx;

namespace CaseTriage.Benchmarks;

/// <summary>
/// Reading a big event log, warm, in one process with what it is compared to: <c>evtx [--size MiB] [--from FOLDER] [--runs N] [--only xml]</c>. Each line: MB of
/// file for a second of CPU, and its share of the pass that only sums the file by CRC-32.
/// </summary>
internal static class EvtxRun
{
    private static long s_sink;

    public static void Run(string[] arguments)
    {
        int size = int.Parse(Option(arguments, "--size") ?? "300", CultureInfo.InvariantCulture);
        int runs = int.Parse(Option(arguments, "--runs") ?? "5", CultureInfo.InvariantCulture);
        string path = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"casetriage-{Environment.ProcessId}.evtx"));
        try
        {
            LogFile.Write(path, size, Option(arguments, "--from"));
            Measure(path, runs, Option(arguments, "--only"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The word behind an option, or null.</summary>
    public static string? Option(string[] arguments, string name) =>
        Array.IndexOf(arguments, name) is >= 0 and int at && at + 1 < arguments.Length ? arguments[at + 1] : null;

    private static void Measure(string path, int runs, string? only)
    {
        double megabytes = new FileInfo(path).Length / 1e6;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{megabytes:F0} MB, {Count(path)} records"));
        Cost crc = Cost.MedianOf(runs, () => Checksum(path));
        Print("CRC-32", crc, crc, megabytes);
        (string Name, Action Work)[] ways =
        [
            ("records", () => Read(path, static (in _) => 1)),
            ("columns", () => Read(path, Columns)),
            ("xml", () => ReadXml(path)),
            ("json", () => ReadJson(path)),
            ("xml, 1 worker", () => ReadXmlInParallel(path, 1)),
            ("xml, 2 workers", () => ReadXmlInParallel(path, 2)),
        ];
        foreach ((string name, Action work) in ways.Where(way => only is null || way.Name.StartsWith(only, StringComparison.Ordinal)))
        {
            Print(name, Cost.MedianOf(runs, work), crc, megabytes);
        }

        crc = Cost.MedianOf(runs, () => Checksum(path));
        Print("CRC-32 again", crc, crc, megabytes);
    }

    private static void Print(string what, Cost cost, Cost crc, double megabytes) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{what,-16}{megabytes / cost.Cpu.TotalSeconds,8:F0} MB/s CPU {megabytes / cost.Wall.TotalSeconds,8:F0} MB/s wall   1/{cost.Cpu / crc.Cpu,-5:F1} of CRC-32   {cost.AllocatedBytes / 1024.0 / 1024,8:F2} MiB allocated"));

    private static long Count(string path)
    {
        using EvtxReader reader = EvtxReader.Open(OpenFile(path));
        while (reader.TryRead(out _, CancellationToken.None))
        {
        }

        return reader.Summary.RecordCount;
    }

    private static void Checksum(string path)
    {
        using FileStream file = OpenFile(path);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(1 << 20);
        for (int read; (read = file.Read(buffer)) > 0;)
        {
            s_sink += Crc32.HashToUInt32(buffer.AsSpan(0, read));
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    private delegate long Look(in EvtxRecord record);

    private static void Read(string path, Look look)
    {
        using FileStream file = OpenFile(path);
        using EvtxReader reader = EvtxReader.Open(file);
        while (reader.TryRead(out EvtxRecord record, CancellationToken.None))
        {
            s_sink += look(record);
        }
    }

    /// <summary>All that the evidence file keeps as columns, and every value of the data as characters.</summary>
    private static long Columns(in EvtxRecord record)
    {
        long sum = record.RecordId + (record.EventId ?? 0) + (record.Level ?? 0) + (record.TimeCreated?.UtcTicks ?? 0)
            + (record.Provider?.Length ?? 0) + (record.Channel?.Length ?? 0) + (record.Computer?.Length ?? 0);
        foreach (EvtxDataItem item in record.EventData)
        {
            sum += item.Value.Length;
        }

        return sum;
    }

    private static void ReadXml(string path)
    {
        ArrayBufferWriter<byte> output = new(1 << 20);
        Read(path, (in record) =>
        {
            output.ResetWrittenCount();
            record.WriteXml(output);
            return output.WrittenCount;
        });
    }

    private static void ReadXmlInParallel(string path, int workers)
    {
        using FileStream file = OpenFile(path);
        EvtxParallel.Read(
            file,
            new EvtxReaderOptions(),
            workers,
            static () => new ArrayBufferWriter<byte>(1 << 16),
            static (in record, batch) => record.WriteXml(batch),
            static batch =>
            {
                s_sink += batch.WrittenCount;
                batch.ResetWrittenCount();
            },
            CancellationToken.None);
    }

    private static void ReadJson(string path)
    {
        ArrayBufferWriter<byte> output = new(1 << 20);
        using Utf8JsonWriter json = new(output);
        Read(path, (in record) =>
        {
            output.ResetWrittenCount();
            json.Reset();
            record.WriteDataJson(json);
            json.Flush();
            return output.WrittenCount;
        });
    }

    private static FileStream OpenFile(string path) =>
        new(path, new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = 0 });
}
