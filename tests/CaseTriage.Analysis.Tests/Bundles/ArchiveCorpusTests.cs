using CaseTriage.Analysis.Bundles;
using CaseTriage.TestKit;

namespace CaseTriage.Analysis.Tests.Bundles;

/// <summary>The corpus of archives beside the checkout, held against its own figures. Its README says what the verdicts mean.</summary>
public sealed class ArchiveCorpusTests
{
    private static readonly string? s_folder = SharedFolder.Find("corpus", "cab");

    [Theory]
    [InlineData("ok")]
    [InlineData("salvage")]
    [InlineData("safe-name")]
    [InlineData("name-guess")]
    public void Unpack_ArchivesWithGoodEntries_GivesEachOfThemWhole(string verdict)
    {
        Assert.SkipWhen(s_folder is null, SharedFolder.AbsentReason);
        ILookup<string, string[]> entries = ReadRows("oracle-entries.tsv").Where(row => row[7] == "ok").ToLookup(row => row[0]);

        foreach (string file in Files(verdict))
        {
            ILookup<string, UnpackedFile> whole = Unpack(file).Where(unpacked => unpacked.IsWhole).ToLookup(unpacked => unpacked.Sha256);
            Assert.All(entries[file], entry => Assert.True(whole.Contains(entry[6]), $"{file}: {entry[2]}"));
        }
    }

    [Fact]
    public void Unpack_SoundArchives_ReportsNoDamageOfTheirs()
    {
        Assert.SkipWhen(s_folder is null, SharedFolder.AbsentReason);

        foreach (string file in Files("ok"))
        {
            Assert.Empty(Unpack(file)[^1].Damage);
        }
    }

    [Theory]
    [InlineData("refuse")]
    [InlineData("limit")]
    public void Unpack_ArchivesToTurnDown_SaysWhy(string verdict)
    {
        Assert.SkipWhen(s_folder is null, SharedFolder.AbsentReason);

        foreach (string file in Files(verdict))
        {
            // What is no archive by its content is stored as what it is.
            List<UnpackedFile> files = Unpack(file);
            Assert.True(files.Exists(unpacked => !unpacked.Damage.IsEmpty) || files is [{ Kind: not (ArtifactKind.Zip or ArtifactKind.Cab) }], file);
        }
    }

    private static IEnumerable<string> Files(string verdict) => ReadRows("oracle.tsv").Where(row => row[4] == verdict).Select(row => row[0]);

    private static List<UnpackedFile> Unpack(string file)
    {
        var input = new CaseInput(file, null, () => File.OpenRead(Path.Combine(s_folder ?? "", file)));
        return [.. BundleUnpacker.Unpack([input], UnpackLimits.Default, TestContext.Current.CancellationToken)];
    }

    private static IEnumerable<string[]> ReadRows(string table) => File.ReadLines(Path.Combine(s_folder ?? "", table)).Skip(1).Select(line => line.Split('\t'));
}
