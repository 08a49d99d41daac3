using System.Diagnostics;
using System.Globalization;
using CaseTriage.Analysis;
using CaseTriage.Analysis.Facts;
using CaseTriage.Evidence;
using CaseTriage.TestKit.Evtx;
using Microsoft.Data.Sqlite;

namespace CaseTriage.Benchmarks;

/// <summary>
/// Measures the evidence file: <c>evidence [events] [largeEvents]</c>, by default 1,000,000 and none. Rates are in events for a second of
/// processor time of this process; the bare insert of the same rows in the same run is what they are compared with.
/// </summary>
public static class EvidenceRun
{
    private const int EventsPerSlice = 20_000;
    private const string Bundle = "ab00000000000000000000000000000000000000000000000000000000000000";
    private const string BundleWithoutText = "ac00000000000000000000000000000000000000000000000000000000000000";
    private const string LargeBundle = "ad00000000000000000000000000000000000000000000000000000000000000";
    private static readonly DateTimeOffset s_start = new(2024, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly (string Provider, string Channel, int Id, int Level, string[] Names)[] s_kinds =
    [
        ("Microsoft-Windows-Security-SPP", "Application", 8198, 2, ["hr", "Source", "SkuId"]),
        ("Microsoft-Windows-Security-SPP", "Application", 1003, 4, ["AppId", "State"]),
        ("Microsoft-Windows-Security-SPP", "Application", 16384, 4, ["Scheduled", "Reason"]),
        ("Microsoft-Windows-Kernel-General", "System", 1, 4, ["NewTime", "OldTime", "Reason", "ProcessName", "ProcessID"]),
        ("Service Control Manager", "System", 7036, 4, ["param1", "param2"]),
        ("Microsoft-Windows-WindowsUpdateClient", "System", 19, 4, ["updateTitle", "updateGuid", "serviceGuid"]),
        ("Microsoft-Windows-WindowsUpdateClient", "System", 20, 2, ["errorCode", "updateTitle", "updateGuid"]),
        ("Microsoft-Windows-DeviceSetupManager", "Admin", 131, 3, ["Prop_ContainerId", "Prop_DeviceName", "Prop_Serial"]),
    ];

    /// <summary>Runs all of it and writes a table to the console.</summary>
    public static void Run(string[] args)
    {
        int count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
        int large = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 0;
        string folder = Directory.CreateTempSubdirectory("evidence-run").FullName;
        try
        {
            var store = new EvidenceStore(folder);
            store.Prepare();
            MeasureWriting(store, folder, count);
            MeasureReading(store, Bundle, count);
            if (large > 0)
            {
                MeasureLarge(store, large);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void MeasureWriting(EvidenceStore store, string folder, int count)
    {
        string log = Path.Combine(folder, "large.evtx");
        Tell("log built", count, () => WriteLog(log, count));
        var rows = new List<EventRow>(count);
        Tell("log to rows, masked", count, () => ReadLog(log, rows.Add));
        Console.WriteLine($"  log {new FileInfo(log).Length / (double)count:F0} bytes an event, data {rows.Average(r => r.Data.Length):F0} characters");
        double bare = Tell("bare insert of the rows", count, () => InsertBare(Path.Combine(folder, "bare.db"), rows));
        double without = Tell("rows to file, no text", count, () => Write(store, BundleWithoutText, rows, withText: false));
        double with = Tell("rows to file", count, () => Write(store, Bundle, rows, withText: true));
        Console.WriteLine($"  against bare: {without / bare:F2} without text, {with / bare:F2} with");
        Tell("log to file, one process", count, () =>
        {
            using EvidenceWriter writer = store.Build(LargeBundle);
            ReadLog(log, writer.Add);
            writer.Complete(CancellationToken.None);
        });
        foreach (string file in Directory.GetFiles(folder, "*.db", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            Console.WriteLine($"  {Path.GetFileName(file)[..2]} {new FileInfo(file).Length / (double)count:F0} bytes an event");
        }
    }

    private static void MeasureReading(EvidenceStore store, string bundle, int count)
    {
        DateTimeOffset middle = TimeOf(count / 2);
        (string Name, EventQuery Query)[] queries =
        [
            ("all", new EventQuery()),
            ("from the middle", new EventQuery { From = middle }),
            ("rare level", new EventQuery { Levels = [1] }),
            ("common level", new EventQuery { Levels = [4] }),
            ("provider", new EventQuery { Providers = ["Microsoft-Windows-Security-SPP"] }),
            ("provider, other's event id", new EventQuery { Providers = ["Microsoft-Windows-Security-SPP"], EventIds = [7036] }),
            ("common word", new EventQuery { Text = "update" }),
            ("common word, rare level", new EventQuery { Text = "service", Levels = [1] }),
            ("common word, level without it", new EventQuery { Text = "running", Levels = [2] }),
            ("two common words, never both", new EventQuery { Text = "running licensed" }),
            ("two Chinese signs", new EventQuery { Text = "失败" }),
            ("common Chinese phrase", new EventQuery { Text = "已经启动" }),
            ("Chinese signs in another order", new EventQuery { Text = "动启经已" }),
            ("code", new EventQuery { Text = "0xC004F074" }),
            ("code in decimal", new EventQuery { Text = "-1073418124" }),
            ("piece of a serial number", new EventQuery { Text = "4X0042" }),
            ("rare word", new EventQuery { Text = "needle" }),
            ("absent word", new EventQuery { Text = "nothingofthesort" }),
        ];
        foreach ((string name, EventQuery query) in queries)
        {
            var clock = Stopwatch.StartNew();
            using EvidenceReader reader = Open(store, bundle);
            int first = reader.ReadPage(query, null, EventOrder.OldestFirst, 200).Length;
            double page = clock.Elapsed.TotalMilliseconds;
            reader.ReadPage(query, null, EventOrder.NewestFirst, 200);
            double last = clock.Elapsed.TotalMilliseconds - page;
            clock.Restart();
            long total = reader.Count(query, 10_000);
            double counted = clock.Elapsed.TotalMilliseconds;
            clock.Restart();
            reader.ReadFacets(query, 100);
            double facets = clock.Elapsed.TotalMilliseconds;
            clock.Restart();
            reader.ReadHistogram(query, EventBucket.Hour);
            Console.WriteLine($"  {name,-32} open and first {page,7:F1} ms ({first}), newest {last,7:F1}, count {counted,7:F1} ({total}), facets {facets,7:F1}, histogram {clock.Elapsed.TotalMilliseconds,7:F1}");
        }

        using EvidenceReader pages = Open(store, bundle);
        var random = new Random(7);
        double[] times = [.. Enumerable.Range(0, 200).Select(_ =>
        {
            var clock = Stopwatch.StartNew();
            pages.ReadPage(new EventQuery(), new EventPlace(TimeOf(random.Next(count)), 0), EventOrder.OldestFirst, 200);
            return clock.Elapsed.TotalMilliseconds;
        }).Order()];
        Console.WriteLine($"  random pages of 200: p50 {times[100]:F2} ms, p95 {times[190]:F2} ms");
    }

    private static void MeasureLarge(EvidenceStore store, int count)
    {
        EventRow[] cycle = [.. Enumerable.Range(0, EventsPerSlice).Select(RowOf)];
        using EvidenceWriter writer = store.Build(LargeBundle);
        var steps = new List<double>();
        var clock = Stopwatch.StartNew();
        Tell("rows taken in", count, () =>
        {
            for (int i = 0; i < count; i++)
            {
                writer.Add(cycle[i % cycle.Length] with { RecordId = i, At = TimeOf(i) });
            }
        });
        clock.Restart();
        Tell("written with text", count, () => writer.Complete(OnWritten, CancellationToken.None));
        Console.WriteLine($"  seconds for each million: {string.Join(' ', steps.Select(s => s.ToString("F1", CultureInfo.InvariantCulture)))}");
        MeasureReading(store, LargeBundle, count);

        void OnWritten(long events)
        {
            if (events % 1_000_000 == 0)
            {
                steps.Add(clock.Elapsed.TotalSeconds);
                clock.Restart();
            }
        }
    }

    private static void Write(EvidenceStore store, string bundle, List<EventRow> rows, bool withText)
    {
        using EvidenceWriter writer = store.Build(bundle, withText);
        foreach (EventRow row in rows)
        {
            writer.Add(row);
        }

        writer.Complete(CancellationToken.None);
    }

    private static void InsertBare(string path, List<EventRow> rows)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using SqliteCommand setup = connection.CreateCommand();
        setup.CommandText = """
            PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;
            CREATE TABLE event (id INTEGER PRIMARY KEY, artifact INTEGER, chunk INTEGER, offset INTEGER, record_id INTEGER, at INTEGER, provider INTEGER, event_id INTEGER, level INTEGER, data TEXT);
            BEGIN
            """;
        setup.ExecuteNonQuery();
        using var insert = new Statement(connection, "INSERT INTO event (artifact, chunk, offset, record_id, at, provider, event_id, level, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
        foreach (EventRow row in rows)
        {
            insert.Bind(1, 1).Bind(2, row.Chunk).Bind(3, row.OffsetInChunk).Bind(4, row.RecordId).Bind(5, row.At?.UtcTicks ?? 0).Bind(6, 2).Bind(7, row.EventId)
                .Bind(8, row.Level).Bind(9, System.Text.Encoding.UTF8.GetBytes(row.Data)).Run();
        }

        setup.CommandText = "COMMIT";
        setup.ExecuteNonQuery();
    }

    private static void WriteLog(string path, int count)
    {
        using FileStream file = File.Create(path);
        for (int from = 0; from < count; from += EventsPerSlice)
        {
            var builder = new EvtxBuilder();
            for (int i = from; i < Math.Min(count, from + EventsPerSlice); i++)
            {
                (string provider, string channel, int id, int level, string[] names) = KindOf(i);
                string[] values = ValuesOf(i, names.Length);
                builder.Add(new EvtxEvent(provider, id, TimeOf(i))
                {
                    Channel = channel,
                    Computer = "PC-EXAMPLE-01",
                    Level = i % 100_003 == 5 ? 1 : level,
                    RecordId = i + 1,
                    Data = [.. names.Zip(values, (name, value) => (EvtxDatum)(name, value))],
                });
            }

            byte[] slice = builder.Build();
            file.Write(from == 0 ? slice : slice.AsSpan(4096));
        }
    }

    private static void ReadLog(string path, Action<EventRow> take)
    {
        using FileStream log = File.OpenRead(path);
        EvtxFacts.Read(new Analysis.Facts.EventLog("!/large.evtx", log, Texts: null), new EventCatalog([]), new MessageCatalog([]), new RowObserver(take), CancellationToken.None);
    }

    private static EventRow RowOf(int i)
    {
        (string provider, string channel, int id, int level, string[] names) = KindOf(i);
        string[] values = ValuesOf(i, names.Length);
        string data = System.Text.Json.JsonSerializer.Serialize(
            names.Zip(values).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal), Analysis.Documents.AnalysisJson.Compact);
        return new EventRow($"!/{channel}.evtx", i / 200, 512 + (i % 200 * 300), i, TimeOf(i), provider, id, i % 100_003 == 5 ? 1 : level, channel, "PC-EXAMPLE-01", data);
    }

    /// <summary>Two a second on average, unevenly: every tenth pair of events goes back a little.</summary>
    private static DateTimeOffset TimeOf(int i) => s_start.AddMilliseconds((i * 500L) - (i % 10 == 0 ? 700 : 0));

    private static (string Provider, string Channel, int Id, int Level, string[] Names) KindOf(int i) =>
        s_kinds[i % 50 == 0 || i % 200_000 == 77 ? 3 : (int)((uint)(i * 2654435761L >> 7) % s_kinds.Length)];

    private static string[] ValuesOf(int i, int count)
    {
        string[] all =
        [
            i % 3 == 0 ? "0xC004F074" : i % 3 == 1 ? "Windows Software Protection service entered the running state" : "产品激活失败，服务已经启动",
            i % 2 == 0 ? $"Security update for the platform (KB50{i % 97:D5})" : $"licensed=1;count={i % 1000}",
            $"{{{i * 7919L:x8}-1a2b-4c3d-9e8f-{i * 104729L % 0xffffffffL:x12}}}",
            i % 200_000 == 77 ? "a needle" : $@"C:\Windows\System32\svchost{i % 11}.exe",
            i % 50 == 0 ? $"PF4X{i / 50 % 10_000:D4}Q" : $"{i}",
        ];
        return all[..count];
    }

    private static EvidenceReader Open(EvidenceStore store, string bundle) => store.Open(bundle) ?? throw new InvalidOperationException("The evidence file is not there.");

    private static double Tell(string what, int count, Action work)
    {
        using var process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        work();
        process.Refresh();
        double seconds = (process.TotalProcessorTime - before).TotalSeconds;
        Console.WriteLine($"{what,-28} {count / seconds,10:N0} events a CPU second, {count / clock.Elapsed.TotalSeconds,10:N0} a second");
        return count / seconds;
    }

    private sealed class RowObserver(Action<EventRow> take) : IAnalysisObserver
    {
        public void Progress(string stage, string? artifact, double share)
        {
        }

        public void Event(EventRow row) => take(row);
    }
}
