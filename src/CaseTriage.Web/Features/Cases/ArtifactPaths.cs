namespace CaseTriage.Web.Features.Cases;

/// <summary>Paths of artifacts, for the eye. They are labels; nothing here touches a disk.</summary>
public static class ArtifactPaths
{
    /// <summary>The last part of a path.</summary>
    public static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>All before the last part, with its separator; empty where there is none.</summary>
    public static string Folder(string path) => path[..(path.LastIndexOf('/') + 1)];

    /// <summary>The outermost container and the last part: enough to tell like files of several devices apart.</summary>
    public static string Short(string path) =>
        path.IndexOf("!/", StringComparison.Ordinal) is > 0 and var end ? $"{Name(path[..end])} › {Name(path)}" : Name(path);
}
