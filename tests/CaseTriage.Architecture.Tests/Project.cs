using System.Text.Json;
using System.Xml.Linq;
using CaseTriage.TestKit;

namespace CaseTriage.Architecture.Tests;

/// <summary>One project file of the checkout, read as text: what it asks for, before any build resolves it.</summary>
internal sealed record Project(string Path)
{
    private readonly XDocument document = XDocument.Load(Path);

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public string Folder => System.IO.Path.GetDirectoryName(Path) ?? Path;

    public string LockFile => System.IO.Path.Combine(Folder, "packages.lock.json");

    public string Sdk => document.Root?.Attribute("Sdk")?.Value ?? "";

    public IEnumerable<string> ProjectReferences =>
        Includes("ProjectReference").Select(include => System.IO.Path.GetFileNameWithoutExtension(include.Replace('\\', '/')));

    public IEnumerable<string> PackageReferences => Includes("PackageReference");

    public IEnumerable<string> FrameworkReferences => Includes("FrameworkReference");

    public IEnumerable<string> PackageVersionsOfItsOwn =>
        from reference in document.Descendants("PackageReference")
        where reference.Attribute("Version") is not null || reference.Attribute("VersionOverride") is not null
        select reference.Attribute("Include")?.Value;

    public static Project Source(string name) =>
        new(System.IO.Path.Combine(SharedFolder.RepositoryRoot, "src", name, $"{name}.csproj"));

    public static IReadOnlyList<Project> Sources { get; } = Under("src");

    public static IReadOnlyList<Project> All { get; } = [.. Sources, .. Under("tests")];

    /// <summary>Every package that the project's lock file resolves, with its version; projects are left out.</summary>
    public IReadOnlyList<(string Name, string Version)> LockedPackages()
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(LockFile));
        return [.. from framework in json.RootElement.GetProperty("dependencies").EnumerateObject()
                   from package in framework.Value.EnumerateObject()
                   where package.Value.TryGetProperty("resolved", out _)
                   select (package.Name, package.Value.GetProperty("resolved").GetString() ?? "")];
    }

    private static IReadOnlyList<Project> Under(string folder) =>
        [.. Directory.EnumerateDirectories(System.IO.Path.Combine(SharedFolder.RepositoryRoot, folder))
            .SelectMany(path => Directory.EnumerateFiles(path, "*.csproj"))
            .Order(StringComparer.Ordinal)
            .Select(path => new Project(path))];

    private IEnumerable<string> Includes(string item) =>
        document.Descendants(item).Select(element => element.Attribute("Include")?.Value).OfType<string>();
}
