using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.Json;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Packs;
using CaseTriage.TestKit;
using CaseTriage.TestKit.Sample;

namespace CaseTriage.Analysis.Tests;

/// <summary>The sample case that ships with the web program.</summary>
public sealed class SampleCaseTests
{
    private static readonly string Committed = Path.Combine(SharedFolder.RepositoryRoot, SampleCase.Folder);

    [Fact]
    public void Files_Committed_AreWhatTheGeneratorMakes()
    {
        IReadOnlyDictionary<string, byte[]> made = SampleCase.Files();
        string[] committed = [.. Directory.EnumerateFiles(Committed).Select(path => Path.GetFileName(path))];

        bool same = committed.ToHashSet().SetEquals(made.Keys)
            && committed.All(name => Parts(name, File.OpenRead(Path.Combine(Committed, name))).SequenceEqual(Parts(name, new MemoryStream(made[name]))));

        Assert.True(same, $"{SampleCase.Folder} is not what SampleCase makes. Copy '{WriteOut(made)}' over it, or mend the generator.");
    }

    [Fact]
    public void Analyze_SampleCase_ShowsWhatTheStartPagePromises()
    {
        AnalysisDocument document = Analyze();

        Assert.Equal(["QX07310000101", "QX07310000103"], FindingOf(document, "siblings-differ").Devices);
        Assert.Equal(["QX07310000101", "QX07310000103"], FindingOf(document, "marker-binding-invalid").Devices);
        Assert.Equal(FindingRole.Misreading, FindingOf(document, "local-offset-30h").Role);
        Assert.NotEmpty(FindingOf(document, "conclusion-refuted").Evidence);
        Assert.Equal("extra-internal-disk", document.Hypotheses[0].Code);
        Assert.Equal("unplug-extra-disk", document.NextSteps[0].Code);
    }

    [Fact]
    public void Analyze_SampleCase_ShowsNoSecret()
    {
        string json = JsonSerializer.Serialize(Analyze(), AnalysisJson.Compact);

        Assert.DoesNotContain("Moon-Lantern-73", json, StringComparison.Ordinal);
        Assert.DoesNotContain("guest-0731", json, StringComparison.Ordinal);
        Assert.DoesNotContain("13000073101", json, StringComparison.Ordinal);
    }

    private static AnalysisDocument Analyze()
    {
        var request = new AnalysisRequest
        {
            Inputs = [.. SampleCase.Files().Select(file => new CaseInput(file.Key, Device: null, () => new MemoryStream(file.Value)))],
            Knowledge = KnowledgeBase.Load(Path.Combine(AppContext.BaseDirectory, "packs")),
        };
        return new CaseAnalyzer().Analyze(request, new NoObserver(), TestContext.Current.CancellationToken).ToDocument(Language.English);
    }

    private static Finding FindingOf(AnalysisDocument document, string code) => Assert.Single(document.Findings, finding => finding.Code == code);

    /// <summary>Names and contents; the packed bytes of a zip may differ from one version of the runtime to the next.</summary>
    private static List<(string Name, string Content)> Parts(string name, Stream stream)
    {
        using (stream)
        {
            if (!name.EndsWith(".zip", StringComparison.Ordinal))
            {
                return [(name, Hex(stream))];
            }

            using var zip = new ZipArchive(stream);
            return [.. zip.Entries.Select(entry => (entry.FullName, Hex(entry.Open())))];
        }
    }

    private static string Hex(Stream stream)
    {
        using (stream)
        {
            return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(stream));
        }
    }

    private static string WriteOut(IReadOnlyDictionary<string, byte[]> files)
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "Sample");
        Directory.CreateDirectory(folder);
        foreach ((string name, byte[] content) in files)
        {
            File.WriteAllBytes(Path.Combine(folder, name), content);
        }

        return folder;
    }

    private sealed class NoObserver : IAnalysisObserver
    {
        public bool WantsEvents => false;

        public void Progress(string stage, string? artifact, double share)
        {
        }

        public void Event(EventRow row) => throw new NotSupportedException("Nobody asked for events.");
    }
}
