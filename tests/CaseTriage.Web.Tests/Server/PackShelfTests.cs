using System.Security.Cryptography;
using CaseTriage.Analysis.Packs;
using CaseTriage.Web.Features.Packs;

namespace CaseTriage.Web.Tests.Server;

/// <summary>Which packs are in use, now and after a restart.</summary>
public sealed class PackShelfTests : IDisposable
{
    private const string Version = "version: 0.2.0";
    private const string NewVersion = "version: 9.9.9";
    private readonly string _data = Directory.CreateTempSubdirectory("pack-shelf").FullName;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose()
    {
        _key.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public void Import_ChangedPack_StandsInPlaceOfTheOldOneAlsoAfterARestart()
    {
        PackShelf shelf = Open();

        shelf.Import(Changed());

        foreach (PackShelf now in (PackShelf[])[shelf, Open()])
        {
            Assert.Equal("9.9.9", VersionIn(now.Current));
            Assert.Equal(KnowledgeBase.Load(ChangedPack.BuiltIn).Packs.Length, KnowledgeBase.Load(now.Current).Packs.Length);
            Assert.Equal(["activation"], now.ImportedIds);
        }
    }

    [Fact]
    public void Remove_ImportedPack_GoesBackToThatOfTheProgram()
    {
        PackShelf shelf = Open();
        shelf.Import(Changed());

        Assert.True(shelf.Remove("activation"));

        Assert.Equal(ChangedPack.BuiltIn, shelf.Current);
        Assert.Equal(ChangedPack.BuiltIn, Open().Current);
        Assert.False(shelf.Remove("activation"));
    }

    [Theory]
    [InlineData("  zh-CN:", "  zh-TW:")]
    [InlineData("fact: activation.result", "fact: activation.outcom")]
    public void Import_PackThatIsNotWhole_ChangesNothing(string word, string instead)
    {
        PackShelf shelf = Open();
        shelf.Import(Changed());
        string before = shelf.Current;

        Assert.Throws<InvalidPackException>(() => shelf.Import(Broken(word, instead)));

        Assert.Equal(before, shelf.Current);
        Assert.Equal("9.9.9", VersionIn(Open().Current));
        Assert.Single(Directory.GetDirectories(Path.Combine(_data, "sets")));
        Assert.Single(Directory.GetDirectories(Path.Combine(_data, "kept")));
    }

    [Fact]
    public void Import_WithASiteOverlay_KeepsIt()
    {
        string builtIn = Path.Combine(_data, "built-in");
        foreach (string file in Directory.EnumerateFiles(ChangedPack.BuiltIn, "*.yaml", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(builtIn, Path.GetRelativePath(ChangedPack.BuiltIn, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy) ?? builtIn);
            File.Copy(file, copy);
        }

        string site = Directory.CreateDirectory(Path.Combine(builtIn, "site-north")).FullName;
        File.WriteAllText(Path.Combine(site, "overlay.yaml"), "{ id: site-north, version: 1.0.0 }");
        var shelf = new PackShelf(builtIn, Path.Combine(_data, "packs"));

        shelf.Import(Changed());

        Assert.Contains(KnowledgeBase.Load(shelf.Current).Packs, pack => pack.Id == "site-north");
    }

    [Fact]
    public void Stage_Pack_IsNotInUseAndSweptAtTheNextStart()
    {
        PackShelf shelf = Open();

        string staged = shelf.Stage(Changed());

        Assert.Equal("9.9.9", VersionIn(staged));
        Assert.Equal(ChangedPack.BuiltIn, shelf.Current);
        Assert.Empty(shelf.ImportedIds);
        _ = Open();
        Assert.False(Directory.Exists(staged));
    }

    private static string VersionIn(string folder) => KnowledgeBase.Load(folder).Packs.Single(pack => pack.Id == "activation").Version;

    private PackShelf Open() => new(ChangedPack.BuiltIn, _data);

    private PackArchive Changed() => ChangedPack.Read(_key, "activation", Version, NewVersion);

    /// <summary>What <see cref="PackArchive.Write"/> would not sign, since it does not load.</summary>
    private static PackArchive Broken(string word, string instead)
    {
        using var stream = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(stream, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            string from = Path.Combine(ChangedPack.BuiltIn, "activation");
            foreach (string file in Directory.EnumerateFiles(from, "*.yaml", SearchOption.AllDirectories))
            {
                using var entry = new StreamWriter(zip.CreateEntry(Path.GetRelativePath(from, file).Replace('\\', '/')).Open());
                entry.Write(File.ReadAllText(file).Replace(word, instead, StringComparison.Ordinal));
            }
        }

        stream.Position = 0;
        return PackArchive.Read(stream);
    }
}
