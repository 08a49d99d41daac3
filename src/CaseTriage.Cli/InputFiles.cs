using System.Collections.Immutable;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Formats.Text;

namespace CaseTriage.Cli;

/// <summary>
/// The files of a case on disk. What lies in a folder is called by its path below it, a single file by its name. The folder's own name comes before it where
/// it holds a serial number or is one of several; where two would still be called the same, parts of the folders above tell them apart. The order changes nothing.
/// </summary>
internal static class InputFiles
{
    /// <summary>Finds the files; none where the folders are empty.</summary>
    /// <exception cref="UsageException">A path is not there.</exception>
    public static ImmutableArray<CaseInput> Collect(IReadOnlyCollection<string> paths)
    {
        var partsByFile = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach ((string file, int parts) in paths.SelectMany(path => Files(path, isOnly: paths.Count == 1)))
        {
            // A file given twice, by itself and in its folder, is one file; the longer name says more.
            partsByFile[file] = Math.Max(parts, partsByFile.GetValueOrDefault(file));
        }

        Distinguish(partsByFile);
        return [.. partsByFile.Select(entry => new CaseInput(Name(entry.Key, entry.Value), null, () => File.OpenRead(entry.Key)))];
    }

    /// <summary>Files with the number of last parts of their paths that name them.</summary>
    private static IEnumerable<(string File, int Parts)> Files(string path, bool isOnly)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (File.Exists(full))
        {
            return [(full, 1)];
        }

        if (!Directory.Exists(full))
        {
            throw new UsageException($"There is no file or folder '{path}'.");
        }

        var walk = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, MaxRecursionDepth = 32 };
        int ownName = isOnly && SerialNumberFinder.InName(Path.GetFileName(full)) is null ? 0 : 1;
        return Directory.EnumerateFiles(full, "*", walk).Select(file => (file, Parts(Path.GetRelativePath(full, file)).Length + ownName));
    }

    private static void Distinguish(SortedDictionary<string, int> partsByFile)
    {
        while (partsByFile.GroupBy(entry => Name(entry.Key, entry.Value)).Where(group => group.Count() > 1).SelectMany(group => group).ToList() is { Count: > 0 } alike)
        {
            foreach ((string file, int parts) in alike)
            {
                partsByFile[file] = parts + 1;
            }
        }
    }

    private static string Name(string file, int parts) => string.Join('/', Parts(file).TakeLast(parts));

    private static string[] Parts(string path) => path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
}
