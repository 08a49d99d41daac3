using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.Web.Resources;

namespace CaseTriage.Web.Tests.Ui;

public sealed partial class TextsTests
{
    private static readonly Dictionary<string, string> English = Read(CultureInfo.InvariantCulture);
    private static readonly Dictionary<string, string> Chinese = Read(CultureInfo.GetCultureInfo("zh-CN"));

    [Fact]
    public void Texts_BothLanguages_HaveTheSameKeys()
    {
        Assert.Equal(English.Keys.Order(StringComparer.Ordinal), Chinese.Keys.Order(StringComparer.Ordinal));
        Assert.All(English.Concat(Chinese), text => Assert.False(string.IsNullOrWhiteSpace(text.Value), text.Key));
    }

    [Fact]
    public void Texts_BothLanguages_TakeTheSameArguments() =>
        Assert.All(English, text => Assert.Equal(Arguments(text.Value), Arguments(Chinese[text.Key])));

    [Fact]
    public void Texts_EveryKeyThatMarkupNames_IsThere()
    {
        string[] sources = Directory.GetFiles(WebFolder(), "*.*", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && (file.EndsWith(".razor", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal)))
            .ToArray();
        string[] named = sources.SelectMany(file => NamedKeys().Matches(File.ReadAllText(file)).Select(match => match.Groups["key"].Value)).Distinct().ToArray();

        Assert.True(named.Length > 100, $"Only {named.Length} keys were found; the pattern no longer fits the sources.");
        Assert.Equal([], named.Except(English.Keys, StringComparer.Ordinal));
    }

    [Fact]
    public void Texts_EveryValueOfAnalysis_HasWords()
    {
        string[] keys =
        [
            .. Keys<Severity>("severity."), .. Keys<Party>("party."), .. Keys<DeviceOutcome>("outcome."), .. Keys<InventoryIntegrity>("integrity."),
            .. Keys<ArtifactKind>("kind."), .. Keys<ArtifactFormat>("format."), .. Keys<EvidenceState>("evidenceState."), .. Keys<ArtifactStatus>("status."),
        ];

        Assert.Equal([], keys.Except(English.Keys, StringComparer.Ordinal));
    }

    private static IEnumerable<string> Keys<T>(string prefix) where T : struct, Enum =>
        Enum.GetNames<T>().Select(name => prefix + char.ToLowerInvariant(name[0]) + name[1..]);

    private static string[] Arguments(string text) => [.. Placeholder().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal)];

    private static Dictionary<string, string> Read(CultureInfo culture)
    {
        var manager = new ResourceManager(typeof(Texts).FullName ?? "", typeof(Texts).Assembly);
        ResourceSet texts = manager.GetResourceSet(culture, createIfNotExists: true, tryParents: false) ?? throw new MissingManifestResourceException($"There are no texts in '{culture}'.");
        return texts.Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);
    }

    private static string WebFolder()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CaseTriage.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? throw new DirectoryNotFoundException("CaseTriage.sln is in no folder above the tests."), "src", "CaseTriage.Web");
    }

    [GeneratedRegex("""\bT\["(?<key>[a-zA-Z0-9.-]+)"[\],]""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex NamedKeys();

    [GeneratedRegex(@"\{\d+\}", RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();
}
