using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;

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

    /// <summary>
    /// What can be given to a device at once: the file, or an archive with all in it; then each folder and archive around it, innermost first. Whatever stands for
    /// all in it ends with its separator.
    /// </summary>
    public static IEnumerable<string> Scopes(ArtifactSummary artifact)
    {
        yield return HoldsFiles(artifact.Kind) ? artifact.Path + "!/" : artifact.Path;

        for (int slash = artifact.Path.LastIndexOf('/'); slash > 0; slash = artifact.Path.LastIndexOf('/', slash - 1))
        {
            yield return artifact.Path[..(slash + 1)];
        }
    }

    private static bool HoldsFiles(ArtifactKind kind) => kind is ArtifactKind.Zip or ArtifactKind.Cab or ArtifactKind.SevenZip or ArtifactKind.Tar or ArtifactKind.Gzip
        or ArtifactKind.Rar or ArtifactKind.Xz or ArtifactKind.BZip2 or ArtifactKind.Zstandard or ArtifactKind.Mail;
}
