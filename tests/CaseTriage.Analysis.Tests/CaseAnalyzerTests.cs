using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.TestKit;
using CaseTriage.TestKit.Sample;

namespace CaseTriage.Analysis.Tests;

public sealed class CaseAnalyzerTests
{
    private static readonly ImmutableArray<CaseInput> s_sample = [.. SampleCase.Files().Select(file => Input(file.Key, file.Value))];

    [Fact]
    public void Analyze_InputsInAnyOrder_SameHashInBothLanguages()
    {
        CaseAnalysis straight = Analyze(s_sample);
        CaseAnalysis reversed = Analyze([.. s_sample.Reverse()]);

        Assert.Equal(Json(straight, Language.Chinese), Json(reversed, Language.Chinese));
        Assert.Equal(straight.ToDocument(Language.Chinese).ResultHash, straight.ToDocument(Language.English).ResultHash);
        Assert.Matches("^[0-9a-f]{64}$", straight.ToDocument(Language.English).ResultHash);
    }

    [Fact]
    public void Analyze_AnotherCulture_ChangesNothing()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        string expected = Json(Analyze(s_sample), Language.English);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");

            Assert.Equal(expected, Json(Analyze(s_sample), Language.English));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Analyze_Rubbish_EachFileGetsALine()
    {
        AnalysisDocument document = Analyze(
        [
            Input("empty.evtx", []),
            Input("torn.evtx", [.. "ElfFile\0"u8, .. new byte[200]]),
            Input("noise.txt", [0xFE, 0x01, 0x02, 0x03]),
            Input("half.zip", [.. "PK\x03\x04"u8, .. new byte[60]]),
        ]).ToDocument(Language.English);

        Assert.Equal(["empty.evtx", "half.zip", "noise.txt", "torn.evtx"], document.Artifacts.Select(artifact => artifact.Path));
        Assert.All(document.Artifacts.Where(artifact => artifact.Path != "noise.txt"), artifact => Assert.NotEmpty(artifact.Damage));
        Assert.DoesNotContain(document.Artifacts, artifact => artifact.Damage.Any(damage => damage.Code == "reader-fault"));
    }

    [Fact]
    public void Analyze_Nothing_IsAnEmptyDocument()
    {
        AnalysisDocument document = Analyze([]).ToDocument(Language.Chinese);

        Assert.Empty(document.Findings);
        Assert.Null(document.Waiting);
        Assert.Contains("activation", document.Packs.Select(pack => pack.Id));
    }

    [Fact]
    public void Analyze_Progress_NeverFalls()
    {
        var observer = new Watcher();

        new CaseAnalyzer().Analyze(Request(s_sample), observer, TestContext.Current.CancellationToken);

        Assert.Equal(observer.Shares.Order(), observer.Shares);
        Assert.Equal(1, observer.Shares[^1]);
        Assert.NotEmpty(observer.Rows);
    }

    [Fact]
    public void Analyze_Cancelled_Stops() =>
        Assert.Throws<OperationCanceledException>(() => new CaseAnalyzer().Analyze(Request(s_sample), new Watcher(), new CancellationToken(canceled: true)));

    [Fact]
    public void Analyze_Sample_EveryFiredFindingButProcessHasEvidenceInTheCase()
    {
        AnalysisDocument document = Analyze(s_sample).ToDocument(Language.English);
        var paths = document.Artifacts.Select(artifact => artifact.Path).ToHashSet(StringComparer.Ordinal);

        Assert.All(document.Findings.Where(finding => finding.Outcome == FindingOutcome.Fired), finding =>
        {
            Assert.True(finding.Role == FindingRole.Process || !finding.Evidence.IsEmpty, finding.Code);
            Assert.All(finding.Evidence, evidence => Assert.Contains(evidence.Artifact, paths));
            Assert.DoesNotContain("{", finding.Title + finding.Explanation, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Analyze_RealThread_ShowsWhatTheProductExistsFor()
    {
        string? thread = SharedFolder.Find("seed-case", "thread.txt");
        Assert.SkipWhen(thread is null, SharedFolder.AbsentReason);

        AnalysisDocument document = Analyze([new CaseInput("thread.txt", null, () => File.OpenRead(thread))]).ToDocument(Language.English);

        string[] fired = [.. document.Findings.Where(finding => finding.Outcome == FindingOutcome.Fired).Select(finding => finding.Code)];
        Assert.Superset(
            new HashSet<string>(
            [
                "marker-binding-invalid", "local-offset-30h", "generic-hresult", "mail-times-mislabelled", "credentials-in-mail", "attachment-missing",
                "device-unnamed", "repeated-data-request", "conclusion-refuted",
            ]),
            fired.ToHashSet());
        Assert.Equal(22, document.Messages.Length);
        Assert.Equal(4, document.Devices.Length);
        Assert.DoesNotContain("clock-wrong", fired);
        Assert.True(document.Hypotheses.Single(cause => cause.Code == "clock-wrong").Refuted);
    }

    private static CaseInput Input(string path, byte[] bytes) => new(path, null, () => new MemoryStream(bytes));

    private static AnalysisRequest Request(ImmutableArray<CaseInput> inputs) => new() { Inputs = inputs, Knowledge = Given.Knowledge };

    private static CaseAnalysis Analyze(ImmutableArray<CaseInput> inputs) => new CaseAnalyzer().Analyze(Request(inputs), new Watcher(), TestContext.Current.CancellationToken);

    private static string Json(CaseAnalysis analysis, Language language) => Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(analysis.ToDocument(language), AnalysisJson.Compact));

    private sealed class Watcher : IAnalysisObserver
    {
        public List<double> Shares { get; } = [];

        public List<EventRow> Rows { get; } = [];

        public void Progress(string stage, string? artifact, double share) => Shares.Add(share);

        public void Event(EventRow row) => Rows.Add(row);
    }
}
