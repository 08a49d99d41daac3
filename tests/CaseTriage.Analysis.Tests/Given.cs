using System.Collections.Immutable;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Packs;
using CaseTriage.Analysis.Rules;
using CaseTriage.TestKit;
using CaseTriage.TestKit.Sample;

namespace CaseTriage.Analysis.Tests;

/// <summary>Facts and packs for tests of the engine.</summary>
internal static class Given
{
    public const string Device = "QX07310000101";
    public const string Other = "QX07310000102";

    /// <summary>The packs that ship with the program.</summary>
    public static string PacksFolder { get; } = Path.Combine(AppContext.BaseDirectory, "packs");

    public static KnowledgeBase Knowledge { get; } = KnowledgeBase.Load(PacksFolder);

    public static Fact Fact(string name, string? device, params ReadOnlySpan<(string Name, object? Value)> fields) =>
        CaseTriage.Analysis.Facts.Fact.Create(name, device, new Evidence("notes.txt", "line 1", ""), null, fields);

    public static FactTable Table(params Fact[] facts) => new(facts, facts.Select(fact => fact.Device).OfType<string>().Distinct());

    public static Scope Scope(FactTable facts, string? device = Device, bool withTainted = true) => new(facts, device, new FindingBoard(), withTainted);

    /// <summary>The files of the sample case.</summary>
    public static ImmutableArray<CaseInput> SampleInputs { get; } = [.. SampleCase.Files().Select(file => new CaseInput(file.Key, Device: null, () => new MemoryStream(file.Value)))];

    /// <summary>Analyzes files with the shipped packs; nobody watches.</summary>
    public static CaseAnalysis Analyze(ImmutableArray<CaseInput> inputs, int workers = 1, DateTimeOffset? asOf = null) => new CaseAnalyzer().Analyze(
        new AnalysisRequest { Inputs = inputs, Knowledge = Knowledge, Workers = workers, AsOf = asOf }, new Nobody(), TestContext.Current.CancellationToken);

    /// <summary>The shipped packs with words replaced, three strings a change: file, text, what stands there instead.</summary>
    public static KnowledgeBase ShippedWith(params string[] changes)
    {
        string folder = Directory.CreateTempSubdirectory("casetriage-packs-").FullName;
        try
        {
            foreach (string file in Directory.EnumerateFiles(PacksFolder, "*.yaml", SearchOption.AllDirectories))
            {
                string name = Path.GetRelativePath(PacksFolder, file);
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name)) ?? folder);
                string text = File.ReadAllText(file);
                foreach (string[] change in changes.Chunk(3).Where(change => name.Replace('\\', '/') == "activation/" + change[0]))
                {
                    Assert.Contains(change[1], text, StringComparison.Ordinal);
                    text = text.Replace(change[1], change[2], StringComparison.Ordinal);
                }

                File.WriteAllText(Path.Combine(folder, name), text);
            }

            return KnowledgeBase.Load(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Writes a pack of one rule into a folder of its own and loads it.</summary>
    public static KnowledgeBase PackOf(params (string Name, string Text)[] files)
    {
        string folder = Directory.CreateTempSubdirectory("casetriage-packs-").FullName;
        try
        {
            foreach ((string name, string text) in files.Prepend(("pack.yaml", "{ id: tried, version: 1.0.0, status: experimental, description: x }")))
            {
                string path = Path.Combine(folder, "tried", name);
                Directory.CreateDirectory(Path.GetDirectoryName(path) ?? folder);
                File.WriteAllText(path, text);
            }

            return KnowledgeBase.Load(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed class Nobody : IAnalysisObserver
    {
        public bool WantsEvents => false;

        public void Progress(string stage, string? artifact, double share)
        {
        }

        public void Event(EventRow row) => throw new NotSupportedException("Nobody asked for events.");
    }
}
