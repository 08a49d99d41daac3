using System.Collections.Immutable;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.TestKit.Archives;
using CaseTriage.TestKit.EventMessages;
using CaseTriage.TestKit.Evtx;

namespace CaseTriage.Analysis.Tests.Facts;

public sealed class LogTextsTests
{
    private const string Licensing = "Microsoft-Windows-Security-SPP";
    private static readonly DateTimeOffset s_at = new(2025, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly byte[] s_log = new EvtxBuilder().Add(Licensing, 8198, s_at, data: "hr=0x8007232B").Add("Somebody", 5, s_at, data: "x").Build();

    [Fact]
    public void Analyze_LogBeforeItsTextsInAZip_JoinsThem()
    {
        byte[] zip = new ZipBuilder().Add("logs/Application.evtx", s_log).Add("logs/LocaleMetaData/Application_1033.MTA", Texts("Automatic activation did not work.")).Build();

        (AnalysisDocument document, List<EventRow> rows) = Analyze(("case.zip", zip));

        Assert.Equal(["Automatic activation did not work.", null], rows.Select(row => row.Message));
        ArtifactSummary texts = Assert.Single(document.Artifacts, artifact => artifact.Path.EndsWith(".MTA", StringComparison.Ordinal));
        Assert.Equal((ArtifactKind.Evtx, ArtifactStatus.Parsed, 1L), (texts.Kind, texts.Status, texts.Records));
        Assert.Empty(texts.Damage);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Analyze_EventThatCarriesItsText_KeepsThat(bool isPlain)
    {
        byte[] log = new EvtxBuilder().Add(new EvtxEvent("Somebody", 5, s_at) { RenderedMessage = "From the record.", IsPlain = isPlain }).Build();

        (_, List<EventRow> rows) = Analyze(("logs/Forwarded.evtx", log), ("logs/LocaleMetaData/Forwarded_1033.MTA", Texts("From the file.")));

        Assert.Equal("From the record.", Assert.Single(rows).Message);
    }

    [Fact]
    public void Analyze_LooseFilesOfOneFolder_JoinsThem()
    {
        (_, List<EventRow> rows) = Analyze(("logs/Application.evtx", s_log), ("logs/LocaleMetaData/Application_1033.MTA", Texts("One.")));

        Assert.Equal(["One.", null], rows.Select(row => row.Message));
    }

    [Theory]
    [InlineData("other/LocaleMetaData/Application_1033.MTA")]
    [InlineData("logs/LocaleMetaData/System_1033.MTA")]
    public void Analyze_TextsOfAnotherLog_JoinsNothing(string path)
    {
        (_, List<EventRow> rows) = Analyze(("logs/Application.evtx", s_log), (path, Texts("One.")));

        Assert.All(rows, row => Assert.Null(row.Message));
    }

    [Fact]
    public void Analyze_TextsOfTwoLanguages_TakesTheChinese()
    {
        (_, List<EventRow> rows) = Analyze(
            ("logs/Application.evtx", s_log), ("logs/LocaleMetaData/Application_1033.MTA", Texts("One.")), ("logs/LocaleMetaData/Application_2052.MTA", Texts("自动激活失败。")));

        Assert.Equal("自动激活失败。", rows[0].Message);
    }

    [Fact]
    public void Analyze_TextsBehindTheirLogInACabinet_SaysSo()
    {
        byte[] cabinet = new CabBuilder().Add(CabBuilder.Stored(CabBuilder.File("Application.evtx", s_log), CabBuilder.File("LocaleMetaData\\Application_1033.MTA", Texts("One.")))).Build();

        (AnalysisDocument document, List<EventRow> rows) = Analyze(("case.cab", cabinet));

        Assert.All(rows, row => Assert.Null(row.Message));
        ArtifactSummary texts = Assert.Single(document.Artifacts, artifact => artifact.Path.EndsWith(".MTA", StringComparison.Ordinal));
        Assert.Equal("texts-late", Assert.Single(texts.Damage).Code);
        Assert.Equal(ArtifactStatus.Parsed, texts.Status);
    }

    [Fact]
    public void Analyze_TextsWithoutTheirFolder_SaysThatNoLogIsKnown()
    {
        (AnalysisDocument document, _) = Analyze(("Application_1033.MTA", Texts("One.")));

        Assert.Equal("texts-without-log", Assert.Single(Assert.Single(document.Artifacts).Damage).Code);
    }

    [Fact]
    public void Analyze_TextsThatCannotBeRead_LeaveTheLogWhole()
    {
        (AnalysisDocument document, List<EventRow> rows) = Analyze(("logs/Application.evtx", s_log), ("logs/LocaleMetaData/Application_1033.MTA", [.. "MTAFile\0"u8, 9, 9]));

        Assert.Equal(2, rows.Count);
        Assert.Equal([ArtifactStatus.Parsed, ArtifactStatus.Refused], document.Artifacts.OrderBy(artifact => artifact.Path.Length).Select(artifact => artifact.Status));
    }

    [Fact]
    public void Analyze_TextWithASecret_IsMasked()
    {
        (_, List<EventRow> rows) = Analyze(("a/Application.evtx", s_log), ("a/LocaleMetaData/Application_1033.MTA", Texts("Written by anna.example@example.com.")));

        Assert.Equal("Written by ‹mail›.", rows[0].Message?.Replace("@example.com", "", StringComparison.Ordinal));
    }

    private static byte[] Texts(string first) => new MtaBuilder().Add(1, first).Build();

    private static (AnalysisDocument Document, List<EventRow> Rows) Analyze(params (string Path, byte[] Bytes)[] files)
    {
        ImmutableArray<CaseInput> inputs = [.. files.Select(file => new CaseInput(file.Path, null, () => new MemoryStream(file.Bytes)))];
        var watcher = new RowKeeper();
        CaseAnalysis analysis = new CaseAnalyzer().Analyze(new AnalysisRequest { Inputs = inputs, Knowledge = Given.Knowledge }, watcher, TestContext.Current.CancellationToken);
        return (analysis.ToDocument(Language.English), watcher.Rows);
    }
}
