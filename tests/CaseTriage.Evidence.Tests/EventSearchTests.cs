using System.Text.RegularExpressions;
using CaseTriage.Analysis;

namespace CaseTriage.Evidence.Tests;

/// <summary>What filters and words find, held against a plain look at every row.</summary>
public sealed class EventSearchTests : IDisposable
{
    private const string Bundle = "ab00000000000000000000000000000000000000000000000000000000000000";
    private static readonly DateTimeOffset s_start = new(2024, 2, 28, 22, 0, 0, TimeSpan.Zero);
    private static readonly string[] s_artifacts = ["", "!/a/System.evtx", "!/b/System.evtx", "!/App.evtx"];
    private static readonly string[] s_providers = ["Kernel-General", "Security-SPP", "Some Updater"];
    private static readonly string[] s_computers = ["PC-1", "THIN-77"];

    private static readonly string[] s_pieces =
    [
        "the service entered the running state", "激活失败", "服务已经启动，激活成功", "0xC004F074", "c004f074", "-1073418124", "3221549172", "PF4X0042Q", "pf4x0999q",
        "{1a2b3c4d-0001-4c3d-9e8f-00000000beef}", @"C:\Windows\svchost.exe", "state running", "ＫＢ５０００１", "licensed=1;count=17", "Größe", "\"quoted\" OR NEAR *",
    ];

    /// <summary>A search, and the same question put to the text of a row.</summary>
    private static readonly (string Query, Func<EventRow, string, bool> IsMeant)[] s_searches =
    [
        ("service", (_, text) => HasWord(text, "service")),
        ("SERVICE the", (_, text) => HasWord(text, "service") && HasWord(text, "the")),
        ("\"running state\"", (_, text) => text.Contains("running state", StringComparison.Ordinal)),
        ("running state", (_, text) => HasWord(text, "running") && HasWord(text, "state")),
        ("\"running", (_, text) => HasWord(text, "running")),
        ("激活", (_, text) => text.Contains("激活", StringComparison.Ordinal)),
        ("活激", (_, text) => text.Contains("活激", StringComparison.Ordinal)),
        ("失败 启动", (_, text) => text.Contains("失败", StringComparison.Ordinal) && text.Contains("启动", StringComparison.Ordinal)),
        ("C004F074", (_, text) => IsCode(text)),
        ("0xc004f074", (_, text) => IsCode(text)),
        ("-1073418124", (_, text) => IsCode(text)),
        ("3221549172", (_, text) => IsCode(text)),
        ("4x00", (_, text) => text.Contains("4X00", StringComparison.OrdinalIgnoreCase)),
        ("PF4X0042Q", (_, text) => text.Contains("PF4X0042Q", StringComparison.Ordinal)),
        ("{1a2b3c4d-0001-4c3d-9e8f-00000000beef}", (_, text) => text.Contains("1a2b3c4d-0001", StringComparison.Ordinal)),
        ("000beef", (_, text) => text.Contains("000beef", StringComparison.Ordinal)),
        (@"windows\svchost", (_, text) => text.Contains(@"Windows\svchost", StringComparison.Ordinal)),
        ("kb50001", (_, text) => text.Contains("ＫＢ５０００１", StringComparison.Ordinal)),
        ("größe", (_, text) => text.Contains("Größe", StringComparison.Ordinal)),
        ("spp", (row, _) => row.Provider == "Security-SPP"),
        ("thin-77", (row, _) => row.Computer == "THIN-77"),
        ("103", (row, _) => row.EventId == 103),
        ("quoted\" OR NEAR *", (_, text) => text.Contains("NEAR", StringComparison.Ordinal)),
        ("#l2", (_, _) => false),
        ("l2", (_, _) => false),
        ("svc", (_, _) => false),
        ("*", (_, _) => false),
        ("\"\"\" - (", (_, _) => false),
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("search").FullName;
    private readonly EvidenceStore _store;

    public EventSearchTests()
    {
        _store = new EvidenceStore(_folder);
        _store.Prepare();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void ReadPage_RandomFilters_FindsWhatALookAtEveryRowFinds()
    {
        var random = new Random(20240305);
        EventRow[] rows = Write(random, 3000);
        using EvidenceReader reader = Open();
        for (int round = 0; round < 150; round++)
        {
            (string Query, Func<EventRow, string, bool> IsMeant)? search = random.Next(2) == 0 ? null : s_searches[random.Next(s_searches.Length)];
            EventQuery query = AnyQuery(random) with { Text = search?.Query };
            long[] expected = [.. rows.Where(r => IsMeant(query, r) && (search is null || search.Value.IsMeant(r, TextOf(r)))).OrderBy(r => r.At).ThenBy(r => r.RecordId).Select(r => r.RecordId)];

            long[] found = [.. Pages(reader, query, EventOrder.OldestFirst, random.Next(1, 400))];
            long[] backwards = [.. Pages(reader, query, EventOrder.NewestFirst, random.Next(1, 400))];

            Assert.True(expected.SequenceEqual(found), $"{query} gave {found.Length}, expected {expected.Length}.");
            Assert.Equal(expected, backwards.Reverse());
            Assert.Equal(Math.Min(expected.Length, 101), reader.Count(query, 100));
        }
    }

    [Fact]
    public void ReadPage_EachSearch_FindsWhatALookAtEveryRowFinds()
    {
        EventRow[] rows = Write(new Random(3), 800);
        using EvidenceReader reader = Open();
        foreach ((string query, Func<EventRow, string, bool> isMeant) in s_searches)
        {
            long expected = rows.Count(r => r.At is not null && isMeant(r, TextOf(r)));

            Assert.Equal((query, expected), (query, reader.Count(new EventQuery { Text = query }, 10_000)));
        }
    }

    [Fact]
    public void ReadFacetsAndHistogram_RandomFilters_AddUpToTheRows()
    {
        var random = new Random(99);
        EventRow[] rows = Write(random, 3000);
        using EvidenceReader reader = Open();
        for (int round = 0; round < 80; round++)
        {
            (string Query, Func<EventRow, string, bool> IsMeant)? search = random.Next(3) == 0 ? s_searches[random.Next(s_searches.Length)] : null;
            EventQuery query = OnMinutes(AnyQuery(random)) with { Text = search?.Query };
            EventRow[] meant = [.. rows.Where(r => search is null || search.Value.IsMeant(r, TextOf(r)))];

            EventFacets facets = reader.ReadFacets(query, 100);

            AssertFacet(meant.Where(r => IsMeant(query with { Artifacts = null }, r)), r => r.Artifact, facets.Artifacts);
            AssertFacet(meant.Where(r => IsMeant(query with { Providers = [] }, r)), r => r.Provider, facets.Providers);
            AssertFacet(meant.Where(r => IsMeant(query with { EventIds = [] }, r)), r => new ProviderEvent(r.Provider, r.EventId), facets.EventIds);
            AssertFacet(meant.Where(r => IsMeant(query with { Levels = [] }, r)), r => r.Level, facets.Levels);
            Assert.Equal(
                meant.Where(r => IsMeant(query, r)).GroupBy(r => (Minute(r.At!.Value), r.Level)).Select(g => new HistogramBar(g.Key.Item1, g.Key.Level, g.Count()))
                    .OrderBy(b => b.Start).ThenBy(b => b.Level),
                reader.ReadHistogram(query, EventBucket.Minute).Bars);
        }
    }

    [Fact]
    public void ReadHistogram_HoursAndDays_AddUpToTheMinutes()
    {
        Write(new Random(4), 3000);
        using EvidenceReader reader = Open();

        foreach ((EventBucket bucket, long ticks) in new[] { (EventBucket.Hour, TimeSpan.TicksPerHour), (EventBucket.Day, TimeSpan.TicksPerDay) })
        {
            Assert.Equal(
                reader.ReadHistogram(new EventQuery(), EventBucket.Minute).Bars.GroupBy(b => (b.Start.UtcTicks / ticks, b.Level)).Select(g => (g.Key, g.Sum(b => b.Events))).Order(),
                reader.ReadHistogram(new EventQuery(), bucket).Bars.Select(b => ((b.Start.UtcTicks / ticks, b.Level), b.Events)).Order());
        }
    }

    private static void AssertFacet<T>(IEnumerable<EventRow> rows, Func<EventRow, T> value, IEnumerable<FacetCount<T>> facet) => Assert.Equal(
        rows.GroupBy(value).Select(g => new FacetCount<T>(g.Key, g.Count())).OrderByDescending(f => f.Events).ThenBy(f => f.Value!.ToString(), StringComparer.Ordinal),
        facet);

    private static IEnumerable<long> Pages(EvidenceReader reader, EventQuery query, EventOrder order, int limit)
    {
        EventPlace? after = null;
        while (reader.ReadPage(query, after, order, limit) is { IsEmpty: false } page)
        {
            foreach (StoredEvent found in page)
            {
                yield return found.Row.RecordId;
            }

            after = new EventPlace(page[^1].Row.At!.Value, page[^1].Id);
        }
    }

    private static EventQuery AnyQuery(Random random)
    {
        DateTimeOffset from = s_start.AddSeconds(random.Next(20_000));
        return new EventQuery
        {
            From = random.Next(3) == 0 ? from : null,
            To = random.Next(3) == 0 ? from.AddSeconds(random.Next(20_000)) : null,
            Artifacts = random.Next(3) == 0 ? [.. s_artifacts.Append("!/absent.evtx").Where(_ => random.Next(2) == 0)] : null,
            Providers = random.Next(3) == 0 ? [.. s_providers.Append("Absent").Where(_ => random.Next(2) == 0)] : [],
            EventIds = random.Next(4) == 0 ? [100, random.Next(100, 108)] : [],
            Levels = random.Next(3) == 0 ? [random.Next(6), random.Next(6)] : [],
        };
    }

    private static EventQuery OnMinutes(EventQuery query) => query with
    {
        From = query.From is { } from ? Minute(from) : null,
        To = query.To is { } to ? Minute(to).AddMinutes(1) : null,
    };

    private static DateTimeOffset Minute(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);

    private static bool IsMeant(EventQuery query, EventRow row) =>
        row.At is { } at && (query.From is null || at >= query.From) && (query.To is null || at < query.To)
        && (query.Artifacts is not { } artifacts || artifacts.Contains(row.Artifact))
        && (query.Providers.IsEmpty || query.Providers.Contains(row.Provider))
        && (query.EventIds.IsEmpty || query.EventIds.Contains(row.EventId))
        && (query.Levels.IsEmpty || query.Levels.Contains(row.Level));

    private static bool HasWord(string text, string word) =>
        Regex.IsMatch(text, $"(?<![A-Za-z0-9]){word}(?![A-Za-z0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));

    private static bool IsCode(string text) => text.Contains("C004F074", StringComparison.OrdinalIgnoreCase)
        || text.Contains("3221549172", StringComparison.Ordinal) || text.Contains("1073418124", StringComparison.Ordinal);

    private static string TextOf(EventRow row)
    {
        using var data = System.Text.Json.JsonDocument.Parse(row.Data);
        return string.Join(" | ", data.RootElement.EnumerateObject().Select(p => p.Value.GetString()));
    }

    private EventRow[] Write(Random random, int count)
    {
        EventRow[] rows = [.. Enumerable.Range(0, count).Select(i => AnyRow(random, i))];
        using EvidenceWriter writer = _store.Build(Bundle);
        foreach (EventRow row in rows)
        {
            writer.Add(row);
        }

        writer.Complete(TestContext.Current.CancellationToken);
        return rows;
    }

    private EvidenceReader Open() => _store.Open(Bundle) ?? throw new InvalidOperationException("The evidence file is not there.");

    private static EventRow AnyRow(Random random, int i)
    {
        var data = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["service l2"] = s_pieces[random.Next(s_pieces.Length)],
            ["值"] = s_pieces[random.Next(s_pieces.Length)],
        };
        return new EventRow(
            s_artifacts[random.Next(s_artifacts.Length)],
            i / 100,
            512 + (i % 100),
            i,
            random.Next(40) == 0 ? null : s_start.AddSeconds(random.Next(20_000)),
            s_providers[random.Next(s_providers.Length)],
            100 + random.Next(8),
            random.Next(6),
            "Service",
            s_computers[random.Next(s_computers.Length)],
            System.Text.Json.JsonSerializer.Serialize(data));
    }
}
