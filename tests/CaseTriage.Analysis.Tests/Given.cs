using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Packs;
using CaseTriage.Analysis.Rules;
using CaseTriage.TestKit;

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
}
