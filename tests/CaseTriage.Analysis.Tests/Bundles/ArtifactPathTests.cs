using CaseTriage.Analysis.Bundles;

namespace CaseTriage.Analysis.Tests.Bundles;

public sealed class ArtifactPathTests
{
    [Theory]
    [InlineData("../../../etc/passwd", "etc/passwd")]
    [InlineData("C:\\Windows\\System32\\evil.dll", "C_/Windows/System32/evil.dll")]
    [InlineData("//server/share/x", "server/share/x")]
    [InlineData("a/./b//c.txt", "a/b/c.txt")]
    [InlineData("", "_")]
    [InlineData("..", "_")]
    [InlineData("CON", "_CON")]
    [InlineData("logs/nul.txt", "logs/_nul.txt")]
    [InlineData("com1 .log", "_com1 .log")]
    [InlineData("console.log", "console.log")]
    [InlineData("COM10.log", "COM10.log")]
    [InlineData("trail. . .", "trail")]
    [InlineData("... ", "_")]
    [InlineData("f.txt:ads", "f.txt_ads")]
    [InlineData("\u202Etxt.exe", "\\u202etxt.exe")]
    [InlineData("a\nb\u001b[31m", "a\\u000ab\\u001b[31m")]
    [InlineData("logs.zip!", "logs.zip!_")]
    [InlineData("日志/系统.evtx", "日志/系统.evtx")]
    public void Clean_NamesOfStrangers_AreSafeToShow(string name, string shown) => Assert.Equal(shown, ArtifactPath.Clean(name));

    [Fact]
    public void Clean_DeepAndLongNames_AreCut()
    {
        string cleaned = ArtifactPath.Clean(string.Join('/', Enumerable.Repeat(new string('n', 1000), 100)));

        Assert.Equal(32, cleaned.Split('/').Length);
        Assert.All(cleaned.Split('/'), part => Assert.Equal(255, part.Length));
    }

    [Fact]
    public void MakeUnique_EqualNames_AreKeptApart()
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);

        Assert.Equal(["a/b.txt", "a/b (2).txt", "a/b (3).txt", ".b", ".b (2)"], new[] { "a/b.txt", "a/b.txt", "a/b.txt", ".b", ".b" }.Select(path => ArtifactPath.MakeUnique(path, taken)));
    }
}
