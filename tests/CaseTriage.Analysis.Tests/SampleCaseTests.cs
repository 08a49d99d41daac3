using System.IO.Compression;
using CaseTriage.TestKit;
using CaseTriage.TestKit.Sample;

namespace CaseTriage.Analysis.Tests;

/// <summary>The sample case that ships with the web program.</summary>
public sealed class SampleCaseTests
{
    private static readonly string Committed = Path.Combine(SharedFolder.RepositoryRoot, SampleCase.Folder);

    [Fact]
    public void Files_Committed_AreWhatTheGeneratorMakes()
    {
        IReadOnlyDictionary<string, byte[]> made = SampleCase.Files();
        string[] committed = [.. Directory.EnumerateFiles(Committed).Select(path => Path.GetFileName(path))];

        bool same = committed.ToHashSet().SetEquals(made.Keys)
            && committed.All(name => Parts(name, File.OpenRead(Path.Combine(Committed, name))).SequenceEqual(Parts(name, new MemoryStream(made[name]))));

        Assert.True(same, $"{SampleCase.Folder} is not what SampleCase makes. Copy '{WriteOut(made)}' over it, or mend the generator.");
    }

    /// <summary>Names and contents; the packed bytes of a zip may differ from one version of the runtime to the next.</summary>
    private static List<(string Name, string Content)> Parts(string name, Stream stream)
    {
        using (stream)
        {
            if (!name.EndsWith(".zip", StringComparison.Ordinal))
            {
                return [(name, Hex(stream))];
            }

            using var zip = new ZipArchive(stream);
            return [.. zip.Entries.Select(entry => (entry.FullName, Hex(entry.Open())))];
        }
    }

    private static string Hex(Stream stream)
    {
        using (stream)
        {
            return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(stream));
        }
    }

    private static string WriteOut(IReadOnlyDictionary<string, byte[]> files)
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "Sample");
        Directory.CreateDirectory(folder);
        foreach ((string name, byte[] content) in files)
        {
            File.WriteAllBytes(Path.Combine(folder, name), content);
        }

        return folder;
    }
}
