using System.Globalization;
using System.Text.RegularExpressions;
using CaseTriage.Analysis.Bundles;
using CaseTriage.TestKit;

namespace CaseTriage.Analysis.Tests.Bundles;

/// <summary>The corpus of archives beside the checkout, each file held against what independent readers say of it. Its README says what the verdicts mean.</summary>
public sealed partial class ArchiveCorpusTests
{
    private const string Absent = "(no corpus)";

    private static readonly string? s_folder = SharedFolder.Find("corpus", "cab");
    private static readonly ILookup<string, Entry> s_entries = ReadRows("oracle-entries.tsv").Select(Entry.Of).ToLookup(entry => entry.File, StringComparer.Ordinal);

    /// <summary>What the oracle and we see differently, with our reason.</summary>
    private static readonly Dictionary<string, string> s_argued = new(StringComparer.Ordinal)
    {
        ["gen-mszip-bitflip-nosum.cab"] = "Its checksums are off and the changed bits give a valid stream: nothing in the file says that it was changed.",
        ["gen-truncated-data-half.cab"] = "CLIP/HardwareData.xml ends before the cut and is whole.",
        ["lx-large-files-cab.cab"] = "A few bytes unpack to 6 GB: it stops at the limit on ratio.",
    };

    /// <summary>Archives whose names are not compared, with our reason.</summary>
    private static readonly Dictionary<string, string> s_otherNames = new(StringComparer.Ordinal)
    {
        ["la-test_read_format_zip_filename_cp866.zip"] = "Russian of DOS; the oracle takes it for rare Chinese, we for code page 437. Neither can know.",
        ["lx-encoding-latin1.cab"] = "Every byte from 0xA0 to 0xFF in order: no encoding has such names.",
        ["lx-utf8-stresstest.cab"] = "Control characters and bytes that are no UTF-8 are shown in our own way.",
        ["lm-hidden-files.cab"] = "Two tables of files: we read the one that the header points at ([MS-CAB] 2.1, coffFiles), as 7-Zip does; the oracle's reader the one behind the folders.",
    };

    public static TheoryData<string> Archives => [.. s_folder is null ? [Absent] : ReadRows("oracle.tsv").Select(row => row[0])];

    [Theory]
    [MemberData(nameof(Archives))]
    public void Unpack_EveryArchive_GivesWhatTheOracleSays(string file)
    {
        Assert.SkipWhen(s_folder is null, SharedFolder.AbsentReason);
        Assert.SkipWhen(s_argued.TryGetValue(file, out string? argument), argument ?? "");
        string verdict = ReadRows("oracle.tsv").Single(row => row[0] == file)[4];
        Entry[] entries = [.. s_entries[file]];

        List<UnpackedFile> files = Unpack(file);
        List<UnpackedFile> members = [.. files.Where(unpacked => unpacked.Path.StartsWith(file + "!/", StringComparison.Ordinal) && !unpacked.Path[(file.Length + 2)..].Contains("!/", StringComparison.Ordinal))];

        AssertNoWrongByteIsShownAsGood(entries, members, verdict);
        switch (verdict)
        {
            case "ok" or "safe-name" or "name-guess":
                AssertGoodEntries(entries, members, isNameKnown: verdict == "ok" && !s_otherNames.ContainsKey(file));
                Assert.Empty(files[^1].Damage.Where(damage => damage.Code is not ("encrypted" or "members")));
                break;
            case "salvage":
                AssertGoodEntries(entries, members, isNameKnown: false);
                AssertSomethingIsSaid(files);
                break;
            case "refuse" or "limit" or "next-needed":
                AssertSomethingIsSaid(files);
                break;
            case "not-archive":
                Assert.True(files is [{ Kind: not (ArtifactKind.Zip or ArtifactKind.Cab) }] || files[^1].Damage.Length > 0);
                break;
            default:
                // Either is right; silence is not.
                Assert.True(!files[^1].Damage.IsEmpty || members.Count(member => member.IsWhole) >= entries.Count(entry => entry.IsGood), verdict);
                break;
        }
    }

    [Theory]
    [InlineData("gen-span-lzx", 4)]
    [InlineData("gen-span-mszip", 4)]
    [InlineData("multi_basic_pt", 5)]
    public void Unpack_SetsWithAllTheirParts_GiveEveryEntry(string set, int count)
    {
        Assert.SkipWhen(s_folder is null, SharedFolder.AbsentReason);
        string[] parts = [.. Enumerable.Range(1, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"{set}{(set.EndsWith("pt", StringComparison.Ordinal) ? "" : "-")}{number}.cab"))];

        List<UnpackedFile> files = [.. BundleUnpacker.Unpack([.. parts.Select(Input)], UnpackLimits.Default, TestContext.Current.CancellationToken)];

        AssertGoodEntries([.. s_entries[parts[0]]], [.. files.Where(unpacked => unpacked.Path.Contains("!/", StringComparison.Ordinal))], isNameKnown: false);
        Assert.All(files, unpacked => Assert.Equal((true, true), (unpacked.IsWhole, unpacked.Damage.IsEmpty)));
    }

    /// <summary>Every content that we call whole must be one that the oracle has; only of archives whose entries it lists all, and unpacked.</summary>
    private static void AssertNoWrongByteIsShownAsGood(Entry[] entries, List<UnpackedFile> members, string verdict)
    {
        if (verdict is "limit" or "not-archive" || entries.Length == 0 || Array.Exists(entries, entry => entry.State == "not-extracted") || members.Count > entries.Length)
        {
            return;
        }

        HashSet<string> known = [.. entries.Where(entry => entry.Sha256 != "-").Select(entry => entry.Sha256)];
        bool isOpen = Array.Exists(entries, entry => entry.State.StartsWith("method-", StringComparison.Ordinal) && entry.Sha256 == "-");
        Assert.All(members.Where(member => member is { IsWhole: true, SizeInBytes: > 0 } && !isOpen), member => Assert.Contains(member.Sha256, known));
        Assert.All(entries.Where(entry => entry.State.StartsWith("damaged", StringComparison.Ordinal)), entry =>
            Assert.DoesNotContain(members, member => member.IsWhole && member.Path.EndsWith("!/" + entry.Name, StringComparison.Ordinal) && member.SizeInBytes == entry.SizeInBytes && entry.SizeInBytes > 0));
        Assert.All(entries.Where(entry => entry.State == "encrypted"), _ => Assert.Contains(members, member => member.Damage is [{ Code: "entry-encrypted" }, ..]));
    }

    private static void AssertGoodEntries(Entry[] entries, List<UnpackedFile> members, bool isNameKnown)
    {
        ILookup<string, UnpackedFile> whole = members.Where(member => member.IsWhole).ToLookup(member => member.Sha256, StringComparer.Ordinal);
        foreach (Entry entry in entries.Where(entry => entry.IsGood))
        {
            Assert.True(whole[entry.Sha256].Any(member => member.SizeInBytes == entry.SizeInBytes), $"{entry.Name} is not there, or not whole");
            if (isNameKnown)
            {
                Assert.Contains(members, member => member.Path.EndsWith("!/" + ArtifactPath.Clean(entry.Name), StringComparison.Ordinal) || CountedName().Replace(member.Path, "${extension}").EndsWith("!/" + ArtifactPath.Clean(entry.Name), StringComparison.Ordinal));
            }
        }
    }

    private static void AssertSomethingIsSaid(List<UnpackedFile> files) =>
        Assert.True(files.Exists(unpacked => !unpacked.Damage.IsEmpty) || files is [{ Kind: not (ArtifactKind.Zip or ArtifactKind.Cab) }]);

    private static List<UnpackedFile> Unpack(string file) => [.. BundleUnpacker.Unpack([Input(file)], UnpackLimits.Default, TestContext.Current.CancellationToken)];

    private static CaseInput Input(string file) => new(file, null, () => File.OpenRead(Path.Combine(s_folder ?? "", file)));

    private static IEnumerable<string[]> ReadRows(string table) =>
        s_folder is null ? [] : File.ReadLines(Path.Combine(s_folder, table)).Skip(1).Select(line => line.Split('\t'));

    /// <summary>The number that keeps equal names apart.</summary>
    [GeneratedRegex(@" \(\d+\)(?<extension>\.[^./]*)?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex CountedName();

    private sealed record Entry(string File, string Name, long SizeInBytes, string Sha256, string State)
    {
        public bool IsGood => State == "ok";

        public static Entry Of(string[] row) => new(row[0], row[2], long.TryParse(row[5], CultureInfo.InvariantCulture, out long size) ? size : -1, row[6], row[7]);
    }
}
