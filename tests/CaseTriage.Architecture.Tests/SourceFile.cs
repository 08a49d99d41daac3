using CaseTriage.TestKit;

namespace CaseTriage.Architecture.Tests;

/// <summary>A text file of the checkout by its path from the root, with forward slashes.</summary>
internal sealed record SourceFile(string Path)
{
    private static readonly string[] NotSources = ["bin", "obj", "node_modules", "Migrations", "TestResults"];

    public string FullPath => System.IO.Path.Combine(SharedFolder.RepositoryRoot, Path);

    public string Text => File.ReadAllText(FullPath);

    public static IEnumerable<SourceFile> Find(string folder, params string[] extensions) =>
        from path in Directory.EnumerateFiles(System.IO.Path.Combine(SharedFolder.RepositoryRoot, folder), "*", SearchOption.AllDirectories)
        where extensions.Contains(System.IO.Path.GetExtension(path))
        let relative = System.IO.Path.GetRelativePath(SharedFolder.RepositoryRoot, path).Replace('\\', '/')
        where !relative.Split('/').Intersect(NotSources).Any()
        select new SourceFile(relative);
}
