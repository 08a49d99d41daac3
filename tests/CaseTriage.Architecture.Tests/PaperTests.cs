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

        Assert.Empty(broken);
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

        Assert.Empty(missing);
    }

    private static IEnumerable<SourceFile> Papers() =>
        SourceFile.Find("docs", ".md")
            .Concat(Directory.EnumerateFiles(SharedFolder.RepositoryRoot, "*.md").Select(path => new SourceFile(Path.GetFileName(path))));

    [GeneratedRegex(@"\]\((?<target>[^)#\s]+)(#[^)]*)?\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
