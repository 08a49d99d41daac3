using System.Xml.Linq;

namespace CaseTriage.Architecture.Tests;

/// <summary>Whoever ships the program also ships the notice of what it is made of.</summary>
public sealed class NoticeTests
{
    private const string Begin = "| package | version | licence | copyright |\n|---|---|---|---|\n";

    /// <summary>Used while building only, or a part of the SDK whose version follows the SDK's.</summary>
    private static readonly string[] NotShipped =
    [
        "Meziantou.Analyzer", "Roslynator.Analyzers", "Microsoft.CodeAnalysis.BannedApiAnalyzers", "Microsoft.EntityFrameworkCore.Analyzers",
        "Microsoft.AspNetCore.App.Internal.Assets",
    ];

    [Fact]
    public void Notices_OfWhatIsShipped_NameEveryPackageWithItsLicence()
    {
        string committed = new SourceFile("THIRD-PARTY-NOTICES.md").Text;
        string table = string.Concat(Shipped().Select(Row));

        Assert.True(
            committed.Contains($"{Begin}{table}\n", StringComparison.Ordinal),
            $"The table of THIRD-PARTY-NOTICES.md does not fit the lock files. It should be:\n{Begin}{table}");
    }

    private static IEnumerable<(string Name, string Version)> Shipped() =>
        Project.Source("CaseTriage.Web").LockedPackages().Concat(Project.Source("CaseTriage.Cli").LockedPackages())
            .Distinct()
            .Where(package => !NotShipped.Contains(package.Name))
            .OrderBy(package => package.Name, StringComparer.OrdinalIgnoreCase);

    private static string Row((string Name, string Version) package)
    {
        XElement manifest = XDocument.Load(ManifestPath(package.Name.ToLowerInvariant(), package.Version)).Root
            ?? throw new InvalidDataException($"The manifest of {package.Name} is empty.");
        return $"| {package.Name} | {package.Version} | {Text(manifest, "license")} | {Text(manifest, "copyright")} |\n";
    }

    private static string Text(XElement manifest, string name) =>
        manifest.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value.Trim() ?? "";

    private static string ManifestPath(string name, string version)
    {
        string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        return Path.Combine(packages, name, version, $"{name}.nuspec");
    }
}
