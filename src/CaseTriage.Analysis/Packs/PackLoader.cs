using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Packs;

/// <summary>Reads the folder of one pack.</summary>
internal static class PackLoader
{
    /// <summary>Reads <c>pack.yaml</c>.</summary>
    public static (string Id, string Version) ReadHead(PackNode head)
    {
        string id = head.Text("id");
        string version = head.Text("version");
        _ = head.Text("status");
        _ = head.Text("description");
        head.Finish();
        return (id, version);
    }

    /// <summary>Loads a pack.</summary>
    /// <exception cref="InvalidPackException">Something in it cannot be used.</exception>
    public static KnowledgePack Load(string folder)
    {
        var files = PackFiles.Open(folder);
        PackNode head = files.Get("pack.yaml");
        (string id, string version) = ReadHead(head);
        ImmutableArray<CodeMeaning> codes = files.Find("codes.yaml") is { } list ? CodeReader.Read(list) : [];
        var book = new CodeBook(codes);
        return new KnowledgePack
        {
            Reference = new PackReference(id, version, files.Sha256),
            Codes = codes,
            Events = files.Find("events.yaml") is { } events ? EventReader.Read(events) : [],
            Messages = files.Find("messages.yaml") is { } messages ? EventTextReader.Read(messages) : [],
            Rules = [.. files.Rules.Select(rule => RuleReader.Read(id, rule.Name, rule.Node, book))],
            Causes = files.Find("hypotheses.yaml") is { } causes ? CauseReader.Read(causes, book) : null,
            Steps = files.Find("steps.yaml") is { } steps ? StepReader.Read(steps, book) : [],
            Scenarios = files.Find("scenarios.yaml") is { } scenarios ? ScenarioReader.Read(scenarios, book) : [],
            Claims = files.Find("claims.yaml") is { } claims ? ClaimsReader.Read(claims, book) : [],
            Texts = files.Find("texts.yaml") is { } texts ? [.. texts.AsMap().Select(entry => KeyValuePair.Create(entry.Key, entry.Value.AsWords()))] : [],
        };
    }
}

/// <summary>The YAML files of one pack, and the hash over all of them.</summary>
internal sealed class PackFiles
{
    private const string TestsSuffix = ".tests.yaml";

    private readonly string _packName;
    private readonly SortedDictionary<string, string> _texts = new(StringComparer.Ordinal);

    private PackFiles(string packName) => _packName = packName;

    /// <summary>SHA-256 over names and contents in ordinal order of names, lower-case hex.</summary>
    public string Sha256
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach ((string name, string text) in _texts)
            {
                hash.AppendData(Encoding.UTF8.GetBytes($"{name}\0{text}\0"));
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
    }

    /// <summary>Rule files by their names without extension, ordinal order.</summary>
    public IEnumerable<(string Name, PackNode Node)> Rules =>
        _texts.Keys.Where(name => IsIn(name, "rules/") && !name.EndsWith(TestsSuffix, StringComparison.Ordinal)).Select(name => (Bare(name, ".yaml"), Get(name)));

    /// <summary>Files of tests by the names of their rules.</summary>
    public IEnumerable<(string Name, PackNode Node)> Tests =>
        _texts.Keys.Where(name => IsIn(name, "rules/") && name.EndsWith(TestsSuffix, StringComparison.Ordinal)).Select(name => (Bare(name, TestsSuffix), Get(name)));

    /// <summary>Reads all files of a pack into memory.</summary>
    public static PackFiles Open(string folder)
    {
        var files = new PackFiles(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))));
        foreach (string path in Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories))
        {
            files._texts[Path.GetRelativePath(folder, path).Replace('\\', '/')] = File.ReadAllText(path).ReplaceLineEndings("\n");
        }

        return files;
    }

    /// <summary>A pack of texts that lie in memory, by their names with <c>/</c>.</summary>
    public static PackFiles Of(string packName, IEnumerable<KeyValuePair<string, string>> texts)
    {
        var files = new PackFiles(packName);
        foreach ((string name, string text) in texts)
        {
            files._texts[name] = text;
        }

        return files;
    }

    /// <summary>All texts by their names, ordinal order.</summary>
    public IEnumerable<KeyValuePair<string, string>> Texts => _texts;

    /// <summary>A file's tree, or null where it is not there.</summary>
    public PackNode? Find(string name) => _texts.TryGetValue(name, out string? text) ? PackFile.Read($"{_packName}/{name}", text) : null;

    /// <summary>A file's tree.</summary>
    public PackNode Get(string name) => Find(name) ?? throw new InvalidPackException($"{_packName}/{name}: the file is missing.");

    /// <summary>The text of a file that is there.</summary>
    public string TextOf(string name) => _texts[name];

    private static bool IsIn(string name, string folder) => name.StartsWith(folder, StringComparison.Ordinal);

    private static string Bare(string name, string suffix) => Path.GetFileName(name)[..^suffix.Length];
}
