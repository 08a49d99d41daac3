using System.IO.Compression;
using System.Text;
using CaseTriage.Analysis;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Facts;
using CaseTriage.Cases.Storage;
using CaseTriage.Evidence;
using CaseTriage.TestKit.Archives;
using CaseTriage.TestKit.EventMessages;
using CaseTriage.TestKit.Evtx;
using CaseTriage.TestKit.HardwareHash;
using CaseTriage.Web.AnalyzerProcess;
using CaseTriage.Web.Features.Cases;
using CaseTriage.Web.Hosting;
using CaseTriage.Web.Intake;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CaseTriage.Web.Tests.Server;

/// <summary>From an upload to the very place that a finding would point at.</summary>
public sealed class ReadEvidenceTests : IDisposable
{
    private static readonly DateTimeOffset s_at = new(2024, 3, 5, 2, 0, 0, TimeSpan.Zero);
    private readonly CaseTriageOptions _options = new() { DataDirectory = Directory.CreateTempSubdirectory("evidence").FullName };

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_options.DataDirectory, recursive: true);
    }

    [Fact]
    public async Task Run_PlacesInAnArchive_ShowsRecordTextAndListing()
    {
        byte[] log = new EvtxBuilder().Add("Some-Provider", 8198, s_at, data: [("hr", "0xC004F074")]).Add("Some-Provider", 1003, s_at).Build();
        await using RunningServer server = await RunningServer.StartAsync(_options.DataDirectory);
        await server.OpenCaseAsync("C-1");
        await server.UploadAsync("C-1", "logs.zip", Zip(("App.evtx", log), ("aps.log", Encoding.UTF8.GetBytes("2024-03-05 10:00:00 first\n2024-03-05 10:00:01 second"))));
        await server.WaitForRunAsync("C-1", "done");
        ReadEvidence reader = Reader();

        EvidenceView? record = await reader.RunAsync("C-1", "logs.zip!/App.evtx", "record 1", Token);
        EvidenceView? line = await reader.RunAsync("C-1", "logs.zip!/aps.log", "line 2", Token);
        EvidenceView? entry = await reader.RunAsync("C-1", "logs.zip", "entry aps.log", Token);
        EvidenceView? absent = await reader.RunAsync("C-1", "logs.zip!/App.evtx", "record 77", Token);

        EvidenceView? whole = await reader.ReadRecordAsync("C-1", "logs.zip!/App.evtx", "record 2", Token);

        Assert.Equal("""<Provider Name="Some-Provider" />""", whole?.Lines.Select(l => l.Text.Trim()).FirstOrDefault(t => t.StartsWith("<Provider", StringComparison.Ordinal)));
        Assert.Contains(whole!.Lines, l => l.Text.Contains(">1003<", StringComparison.Ordinal));
        Assert.Equal("not-found", (await reader.ReadRecordAsync("C-1", "logs.zip!/App.evtx", "record 77", Token))?.Reason);
        Assert.Equal("not-found", (await reader.ReadRecordAsync("C-1", "logs.zip!/aps.log", "line 1", Token))?.Reason);
        Assert.Equal(EvidenceViewKind.Record, record?.Kind);
        Assert.Contains(new EvidenceField("EventID", "8198", IsHit: false), record!.Fields);
        Assert.Contains(new EvidenceField("hr", "0xC004F074", IsHit: false), record.Fields);
        Assert.Equal("2024-03-05 10:00:01 second", line?.Lines.Single(l => l.IsHit).Text);
        Assert.Equal(["App.evtx", "aps.log"], entry?.Fields.Select(f => f.Name).Order(StringComparer.Ordinal));
        Assert.Equal("aps.log", entry?.Fields.Single(f => f.IsHit).Name);
        Assert.Equal("not-found", absent?.Reason);
        Assert.Null(await reader.RunAsync("C-2", "logs.zip", "line 1", Token));
    }

    [Fact]
    public async Task Run_BytesOfAHash_ShowsEachRecordAndNoProductKey()
    {
        var device = new HardwareHashBuilder { ProductKeyId = "ABCDE-FGH23-JKLMN-PQRST-VWXYZ" };
        string text = $"first machine\n{new HardwareHashBuilder().BuildBase64()}\n\nsecond machine\n{device.BuildBase64()}\n";
        await using RunningServer server = await RunningServer.StartAsync(_options.DataDirectory);
        await server.OpenCaseAsync("C-1");
        await server.UploadAsync("C-1", "oag.txt", Encoding.UTF8.GetBytes(text));
        await server.WaitForRunAsync("C-1", "done");

        EvidenceView? view = await Reader().RunAsync("C-1", "oag.txt", "inventory 2", Token);

        Assert.Equal(EvidenceViewKind.Hex, view?.Kind);
        Assert.StartsWith("[OA]\n4f 41", Assert.Single(view!.Lines, line => line.Text.StartsWith("[OA]", StringComparison.Ordinal)).Text, StringComparison.Ordinal);
        Assert.Contains(view.Lines, line => line.Text.StartsWith("[1 Collector]\n01 00 1c 00", StringComparison.Ordinal));
        Assert.StartsWith("[CS]\n43 53 24 00", view.Lines.Single(line => line.Text.StartsWith("[CS]", StringComparison.Ordinal)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("41 42 43 44 45 2d 46", view.Lines.Single(line => line.Text.StartsWith("[24 ", StringComparison.Ordinal)).Text, StringComparison.Ordinal);
        Assert.Equal("not-found", (await Reader().RunAsync("C-1", "oag.txt", "inventory 3", Token))?.Reason);
    }

    [Fact]
    public async Task Run_FileOverSeveralCabinets_IsFoundInTheBundlesOfTheCase()
    {
        byte[] content = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 9000).Select(i => $"2024-03-05 10:00:00 line {i} ends\n")));
        byte[][] set = CabSets.Of(content, 2);
        await using RunningServer server = await RunningServer.StartAsync(_options.DataDirectory);
        await server.OpenCaseAsync("C-1");
        await server.UploadAsync("C-1", "1.cab", set[0]);
        await server.UploadAsync("C-1", "2.cab", set[1]);
        await server.WaitForRunAsync("C-1", "done");

        EvidenceView? line = await Reader().RunAsync("C-1", "1.cab!/b", "line 8000", Token);

        Assert.Equal("2024-03-05 10:00:00 line 7999 ends", line?.Lines.Single(l => l.IsHit).Text);
    }

    [Fact]
    public async Task Run_RecordsWithAndWithoutTexts_GivesTheLogsTextFirstAndAllValues()
    {
        byte[] log = new EvtxBuilder().Add("Known-Provider", 5, s_at, data: "one").Add("Known-Provider", 5, s_at, data: "two").Add("Other-Provider", 6, s_at, data: "three").Build();
        byte[] texts = new MtaBuilder().Add(2, "服务已停止。").Build();
        await using RunningServer server = await RunningServer.StartAsync(_options.DataDirectory);
        await server.OpenCaseAsync("C-1");
        await server.UploadAsync("C-1", "logs.zip", Zip(("App.evtx", log), ("LocaleMetaData/App_2052.MTA", texts)));
        await server.WaitForRunAsync("C-1", "done");
        ReadEvidence reader = Reader();

        EvidenceView?[] records = [.. await Task.WhenAll(Enumerable.Range(1, 3).Select(id => reader.RunAsync("C-1", "logs.zip!/App.evtx", $"record {id}", Token)))];

        Assert.Equal([new EventText("It said one.", EventTextOrigin.Catalog, MessageCertainty.Inferred)], records[0]?.Texts);
        Assert.Equal([new EventText("服务已停止。", EventTextOrigin.Log, null), new EventText("It said two.", EventTextOrigin.Catalog, MessageCertainty.Inferred)], records[1]?.Texts);
        Assert.Empty(records[2]?.Texts ?? [new EventText("", EventTextOrigin.Log, null)]);
        Assert.All(records, record => Assert.Contains(record?.Fields ?? [], field => field.Value is "one" or "two" or "three"));
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in entries)
            {
                using Stream entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }

    private ReadEvidence Reader()
    {
        var cases = new GetCase(new CaseDbContextFactory(_options.DatabasePath, loggers: null), new CaseFeed(NullLogger<CaseFeed>.Instance));
        return new ReadEvidence(
            cases,
            new EvidenceStore(_options.EvidenceFolder),
            new ManifestInputs(new BundleStore(_options.BlobFolder, _options.MaxUploadInBytes, DataKey.Parse(RunningServer.Key)!), new BundlePasswords(), Options.Create(UnpackLimits.Default)),
            new EvidenceClient(Options.Create(_options), Options.Create(new IntakeOptions()), TimeProvider.System),
            new EventTexts(new MessageCatalog([new CatalogedMessage(["Known-Provider"], [], MessageCertainty.Inferred, LocalizedText.Same("It said {1}."))])));
    }
}
