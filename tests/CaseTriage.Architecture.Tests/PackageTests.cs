using System.Text.RegularExpressions;
using System.Xml.Linq;
using CaseTriage.TestKit;

namespace CaseTriage.Architecture.Tests;

/// <summary>What is restored today is what is restored tomorrow.</summary>
public sealed partial class PackageTests
{
    [Fact]
    public void LockFile_EachProject_IsThere() =>
        Assert.Empty(Project.All.Where(project => !File.Exists(project.LockFile)).Select(project => project.Path));

    [Fact]
    public void Solution_NamesEveryProject()
    {
        string solution = File.ReadAllText(Path.Combine(SharedFolder.RepositoryRoot, "CaseTriage.sln"));

        Assert.Empty(Project.All.Where(project => !solution.Contains($"{project.Name}.csproj", StringComparison.Ordinal)).Select(project => project.Name));
    }

    [Fact]
    public void Versions_AllPackages_AreExactAndInOnePlace()
    {
        XDocument central = XDocument.Load(Path.Combine(SharedFolder.RepositoryRoot, "Directory.Packages.props"));
        var floating = from package in central.Descendants("PackageVersion")
                       where !ExactVersion().IsMatch(package.Attribute("Version")?.Value ?? "")
                       select package.ToString();

        Offenders.None(floating);
        Assert.Empty(Project.All.SelectMany(project => project.PackageVersionsOfItsOwn));
    }

    [Theory]
    [InlineData("10.0.15", true)]
    [InlineData("1.2.0-rc.1", true)]
    [InlineData("10.*", false)]
    [InlineData("[1.0,2.0)", false)]
    [InlineData("", false)]
    public void ExactVersion_Version_IsAcceptedOrNot(string version, bool accepted) =>
        Assert.Equal(accepted, ExactVersion().IsMatch(version));

    [GeneratedRegex(@"^\d+(\.\d+){1,3}(-[0-9A-Za-z.-]+)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ExactVersion();
}
