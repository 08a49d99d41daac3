using System.Text.RegularExpressions;
using CaseTriage.TestKit;

namespace CaseTriage.Architecture.Tests;

/// <summary>The papers lead to what is there.</summary>
public sealed partial class PaperTests
{
    [Fact]
    public void Links_InEveryPaper_LeadToAFile()
    {
        var broken = from paper in Papers()
                     from Match link in Link().Matches(paper.Text)
                     let target = link.Groups["target"].Value
                     where !Uri.TryCreate(target, UriKind.Absolute, out _)
                     let folder = Path.GetDirectoryName(paper.FullPath) ?? ""
                     where !Path.Exists(Path.Combine(folder, target))
                     select $"{paper.Path}: {target}";

        Offenders.None(broken);
    }

    [Theory]
    [InlineData("docs/formats")]
    [InlineData("docs/decisions")]
    public void Index_OfAFolder_NamesEveryPaperInIt(string folder)
    {
        string index = new SourceFile($"{folder}/README.md").Text;
        var missing = from paper in SourceFile.Find(folder, ".md")
                      let name = Path.GetFileName(paper.Path)
                      where name is not "README.md" && !index.Contains($"({name})", StringComparison.Ordinal)
                      select name;

        Offenders.None(missing);
    }

    [Fact]
    public void Vocabulary_EveryCodeOfThePacks_IsListed()
    {
        string vocabulary = new SourceFile("docs/vocabulary.md").Text;
        string[] codes = [.. SourceFile.Find("src/CaseTriage.Packs", ".yaml").SelectMany(CodesIn).Distinct()];

        Assert.NotEmpty(codes);
        Offenders.None(codes.Where(code => !vocabulary.Contains($"`{code}`", StringComparison.Ordinal)));
    }

    [Fact]
    public void Coverage_EveryRuleOfActivation_SaysWhereItComesFrom()
    {
        string coverage = new SourceFile("docs/packs-coverage.md").Text;
        string[] rules = [.. SourceFile.Find("src/CaseTriage.Packs/activation/rules", ".yaml").Where(file => !file.Path.EndsWith(".tests.yaml", StringComparison.Ordinal)).Select(file => Path.GetFileNameWithoutExtension(file.Path))];

        Assert.NotEmpty(rules);
        Offenders.None(rules.Where(rule => !coverage.Contains($"`{rule}`", StringComparison.Ordinal)));
    }

    /// <summary>A cause or step names its code; a rule's id is the code of its finding.</summary>
    private static IEnumerable<string> CodesIn(SourceFile pack)
    {
        bool isRule = pack.Path.Contains("/rules/", StringComparison.Ordinal) && !pack.Path.EndsWith(".tests.yaml", StringComparison.Ordinal);
        return from Match code in PackCode().Matches(pack.Text)
               where isRule || code.Groups["key"].Value == "code"
               select code.Groups["code"].Value;
    }

    private static IEnumerable<SourceFile> Papers() =>
        SourceFile.Find("docs", ".md")
            .Concat(Directory.EnumerateFiles(SharedFolder.RepositoryRoot, "*.md").Select(path => new SourceFile(Path.GetFileName(path))));

    /// <summary>Result codes of other systems are numbers or in quotes.</summary>
    [GeneratedRegex(@"^[ -]*(?<key>id|code): +(?<code>[a-z][a-z0-9-]+)\s*$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PackCode();

    [GeneratedRegex(@"\]\((?<target>[^)#\s]+)(#[^)]*)?\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
