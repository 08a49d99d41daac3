using System.Security.Cryptography;
using CaseTriage.Analysis.Packs;

namespace CaseTriage.Web.Tests.Server;

/// <summary>Packs of the program, changed and made into one file.</summary>
internal static class ChangedPack
{
    public static string BuiltIn { get; } = Path.Combine(AppContext.BaseDirectory, "packs");

    /// <summary>A pack with a word replaced in all files and their names.</summary>
    public static byte[] Sign(ECDsa key, string pack, string word, string instead)
    {
        string folder = Directory.CreateTempSubdirectory("changed-pack").FullName;
        try
        {
            string from = Path.Combine(BuiltIn, pack);
            foreach (string file in Directory.EnumerateFiles(from, "*.yaml", SearchOption.AllDirectories))
            {
                string copy = Path.Combine(folder, Path.GetRelativePath(from, file).Replace(word, instead, StringComparison.Ordinal));
                Directory.CreateDirectory(Path.GetDirectoryName(copy) ?? folder);
                File.WriteAllText(copy, File.ReadAllText(file).Replace(word, instead, StringComparison.Ordinal));
            }

            using var stream = new MemoryStream();
            PackArchive.Write(folder, key, stream);
            return stream.ToArray();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The same, read.</summary>
    public static PackArchive Read(ECDsa key, string pack, string word, string instead) => PackArchive.Read(new MemoryStream(Sign(key, pack, word, instead)));
}
