using System.Globalization;
using System.Text.RegularExpressions;
using CaseTriage.TestKit;

namespace CaseTriage.Formats.Tests.Evtx;

/// <summary>Holds docs/formats/evtx-statements.md to the tests that it names.</summary>
public sealed partial class EvtxStatementsTests
{
    private const int Count = 45;

    [Fact]
    public void Statements_EachNumber_HasARowWithTests()
    {
        Match[] rows = Row().Matches(Paper()).ToArray();

        Assert.Equal(Enumerable.Range(1, Count), rows.Select(row => int.Parse(row.Groups["number"].Value, CultureInfo.InvariantCulture)));
        Assert.All(rows, row => Assert.True(TestName().IsMatch(row.Value) || row.Value.Contains("reserved", StringComparison.Ordinal), row.Value));
    }

    [Fact]
    public void Statements_EveryTestNamed_Exists()
    {
        string[] sources = [.. Directory.EnumerateFiles(Path.Combine(SharedFolder.RepositoryRoot, "tests"), "*Tests.cs", SearchOption.AllDirectories)];
        Dictionary<string, string> texts = sources.ToLookup(path => Path.GetFileNameWithoutExtension(path)).ToDictionary(group => group.Key, group => string.Concat(group.Select(File.ReadAllText)));

        string[] missing = [.. TestName().Matches(Paper())
            .Where(name => !texts.GetValueOrDefault(name.Groups["class"].Value, "").Contains($" {name.Groups["test"].Value}(", StringComparison.Ordinal))
            .Select(name => name.Value)];

        Assert.Empty(missing);
    }

    private static string Paper() => File.ReadAllText(Path.Combine(SharedFolder.RepositoryRoot, "docs", "formats", "evtx-statements.md"));

    [GeneratedRegex(@"^\| (?<number>\d+) \|.*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();

    [GeneratedRegex(@"`(?<class>\w+Tests)\.(?<test>\w+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TestName();
}
