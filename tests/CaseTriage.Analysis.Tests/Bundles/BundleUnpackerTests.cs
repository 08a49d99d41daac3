using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Formats;
using CaseTriage.Formats.Text;
using CaseTriage.Formats.Sealed;
using CaseTriage.TestKit.Archives;

namespace CaseTriage.Analysis.Tests.Bundles;

public sealed class BundleUnpackerTests
{
    [Fact]
    public void Unpack_CabInZip_JoinsPathsAndYieldsContainersAfterTheirMembers()
    {
        byte[] cab = new CabBuilder().Add(CabBuilder.MsZip(CabBuilder.File(@"SPP\report.xml", "<DiagReport></DiagReport>"))).Build();
        byte[] zip = new ZipBuilder().Add("logs/diag.log", cab).Add("note.txt", "nothing of note").Build();

        List<Row> rows = Unpack(zip);

        Assert.Equal(
            [
                new Row("in!/logs/diag.log!/SPP/report.xml", ArtifactKind.LicensingDiag, ArtifactStatus.Stored, ""),
                new Row("in!/logs/diag.log", ArtifactKind.Cab, ArtifactStatus.Parsed, ""),
                new Row("in!/note.txt", ArtifactKind.Unknown, ArtifactStatus.Stored, ""),
                new Row("in", ArtifactKind.Zip, ArtifactStatus.Parsed, ""),
            ],
            rows);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Unpack_CabinetsOfASetSideBySide_AreReadTogether(bool isInZip)
    {
        byte[] content = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i} line\n")));
        byte[][] set = CabSets.Of(content, 2);
        CaseInput[] inputs = isInZip
            ? [Input("in", new ZipBuilder().Add("x/2.cab", set[1]).Add("y/1.cab", set[0]).Add("x/1.cab", set[0]).Build())]
            : [Input("x/2.cab", set[1]), Input("y/1.cab", set[0]), Input("x/1.cab", set[0])];
        string prefix = isInZip ? "in!/" : "";

        Dictionary<string, UnpackedFile> files = Enumerate(UnpackLimits.Default, inputs).ToDictionary(file => file.Path, StringComparer.Ordinal);

        Assert.Equal(content.Length - 20, files[$"{prefix}x/1.cab!/b"].SizeInBytes);
        Assert.True(files[$"{prefix}x/1.cab!/b"].IsWhole);
        Assert.Equal((ArtifactStatus.Parsed, 3), (files[$"{prefix}x/1.cab"].Status, files[$"{prefix}x/1.cab"].Records));
        Assert.Equal((ArtifactStatus.Parsed, 0), (files[$"{prefix}x/2.cab"].Status, files[$"{prefix}x/2.cab"].Records));
        Assert.Equal("cab-set", Assert.Single(files[$"{prefix}y/1.cab!/b"].Damage).Code);
    }

    [Fact]
    public void Unpack_NamesChosenByAPerson_AreThoseOfAllArchivesOfTheInput()
    {
        byte[] name = Encoding.Latin1.GetBytes("\u00B1\u00D2.txt");
        byte[] inner = new ZipBuilder().Add(new ZipEntrySpec { Name = name, Content = [1] }).Build();
        byte[] zip = new ZipBuilder().Add("inner.zip", inner).Build();

        List<UnpackedFile> files = [.. Enumerate(UnpackLimits.Default, Input("in", zip) with { Names = FileNameEncoding.Big5 })];

        Assert.Equal("in!/inner.zip!/\u555F.txt", files[0].Path);
        Assert.Equal(FileNameReason.Chosen, files[1].Names?.Reason);
    }

    [Fact]
    public void Unpack_Member_GivesBytesAndHash()
    {
        byte[] content = Encoding.UTF8.GetBytes("one two three");
        byte[] zip = new ZipBuilder().Add("a.txt", content).Build();

        UnpackedFile file = Enumerate(UnpackLimits.Default, Input("in", zip)).First();

        Assert.Equal(content, file.ReadContent(100).ToArray());
        Assert.Equal(content[..3], file.ReadContent(3).ToArray());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), file.Sha256);
        Assert.True(file.IsWhole);
        Assert.True(file.IsReadable);
    }

    [Fact]
    public void Unpack_LargeMember_GoesToATemporaryFileAndBack()
    {
        byte[] content = RandomNumberGenerator.GetBytes(5000);
        byte[] zip = new ZipBuilder().Add("a.bin", content).Build();

        (bool isFile, byte[] read) = Enumerate(UnpackLimits.Default with { MaxBufferedSizeInBytes = 100 }, Input("in", zip))
            .Select(file => (file.Content is SealedReadStream, file.ReadContent(10_000).ToArray()))
            .First();

        Assert.True(isFile);
        Assert.Equal(content, read);
    }

    [Fact]
    public void Unpack_InputsInAnyOrder_GivesTheSame()
    {
        CaseInput[] inputs = [Input("b.zip", new ZipBuilder().Add("x", "1").Build()), Input("a.txt", "2"u8.ToArray()), Input("a.txt", "3"u8.ToArray())];

        string[] forward = [.. Enumerate(UnpackLimits.Default, inputs).Select(file => file.Path + file.Sha256)];
        string[] backward = [.. Enumerate(UnpackLimits.Default, [.. inputs.Reverse()]).Select(file => file.Path + file.Sha256)];

        Assert.Equal(forward, backward);
        Assert.Contains(forward, path => path.StartsWith("a (2).txt", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("../../etc/passwd", "etc/passwd")]
    [InlineData(@"C:\Windows\evil.dll", "C_/Windows/evil.dll")]
    [InlineData("/abs/x", "abs/x")]
    [InlineData("..", "_")]
    [InlineData("a!/b", "a!_/b")]
    [InlineData("\u202Etxt.exe", "\\u202etxt.exe")]
    [InlineData("tab\tnl\n", "tab\\u0009nl\\u000a")]
    [InlineData("日志/系统.evtx", "日志/系统.evtx")]
    public void Unpack_HostileName_IsMadeSafe(string name, string safe)
    {
        byte[] zip = new ZipBuilder().Add(name, "x").Build();

        Assert.Equal("in!/" + safe, Unpack(zip)[0].Path);
    }

    [Fact]
    public void Unpack_EqualNames_AreKeptApart()
    {
        byte[] zip = new ZipBuilder().Add("a/b.txt", "1").Add(@"a\b.txt", "2").Add("c", "3").Add("c", "4").Build();

        Assert.Equal(["in!/a/b.txt", "in!/a/b (2).txt", "in!/c", "in!/c (2)", "in"], Unpack(zip).Select(row => row.Path));
    }

    [Fact]
    public void Unpack_EncryptedEntry_IsRefusedBesideGoodOnes()
    {
        byte[] zip = new ZipBuilder().Add(new ZipEntrySpec { Name = "s"u8.ToArray(), Content = [1, 2, 3], Flags = 1 }).Add("good", "x").Build();

        Assert.Equal(
            [
                new Row("in!/s", ArtifactKind.Unknown, ArtifactStatus.Refused, "entry-encrypted"),
                new Row("in!/good", ArtifactKind.Unknown, ArtifactStatus.Stored, ""),
                new Row("in", ArtifactKind.Zip, ArtifactStatus.Partial, "encrypted"),
            ],
            Unpack(zip));
    }

    [Fact]
    public void Unpack_ArchiveOfEncryptedEntriesOnly_IsRefusedWithAWord()
    {
        byte[] zip = new ZipBuilder().Add(new ZipEntrySpec { Name = "s"u8.ToArray(), Content = [1, 2, 3], Flags = 1 }).Build();

        Assert.Equal(new Row("in", ArtifactKind.Zip, ArtifactStatus.Refused, "encrypted"), Unpack(zip)[^1]);
    }

    [Fact]
    public void Unpack_ArchiveCutInItsHeader_IsRefusedWithAWord()
    {
        Row row = Assert.Single(Unpack([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4]));

        Assert.Equal(new Row("in", ArtifactKind.SevenZip, ArtifactStatus.Refused, "7z-header"), row);
    }

    [Fact]
    public void Unpack_DamagedEntry_IsPartialAndStillReadable()
    {
        byte[] zip = new ZipBuilder().Add(new ZipEntrySpec { Name = "a"u8.ToArray(), Content = "text"u8.ToArray(), Crc32 = 1 }).Build();

        UnpackedFile file = Enumerate(UnpackLimits.Default, Input("in", zip)).First();

        Assert.Equal(ArtifactStatus.Partial, file.Status);
        Assert.False(file.IsWhole);
        Assert.True(file.IsReadable);
    }

    [Fact]
    public void Unpack_EmptyFile_IsRefusedWithAWord()
    {
        Row row = Assert.Single(Unpack([]));

        Assert.Equal(new Row("in", ArtifactKind.Unknown, ArtifactStatus.Refused, "empty"), row);
    }

    [Fact]
    public void Unpack_BrokenContainer_IsRefusedWithAWord()
    {
        Row row = Assert.Single(Unpack("MSCF and nothing else of a cabinet"u8.ToArray()));

        Assert.Equal((ArtifactStatus.Refused, "cab-header"), (row.Status, row.Damage));
    }

    [Fact]
    public void Unpack_InputThatCannotBeOpened_IsRefusedAndTheOthersGoOn()
    {
        var broken = new CaseInput("a", null, () => throw new IOException("The disk does not answer."));

        List<Row> rows = [.. Enumerate(UnpackLimits.Default, broken, Input("b", "x"u8.ToArray())).Select(Row.Of)];

        Assert.Equal(["unreadable", ""], rows.Select(row => row.Damage));
    }

    [Fact]
    public void Unpack_NestedTooDeep_StopsWithTheLimitsName()
    {
        byte[] zip = new ZipBuilder().Add("x", "x").Build();
        for (int i = 0; i < 6; i++)
        {
            zip = new ZipBuilder().Add("z", zip).Build();
        }

        Row deepest = Unpack(zip)[0];

        Assert.Equal("in!/z!/z!/z!/z!/z", deepest.Path);
        Assert.Equal((ArtifactStatus.Skipped, "limit-nesting"), (deepest.Status, deepest.Damage));
    }

    [Fact]
    public void Unpack_TooManyEntries_SkipsTheRestWithTheLimitsName()
    {
        CaseInput[] inputs = [Zip("a", 3), Zip("b", 3)];

        List<Row> rows = [.. Enumerate(UnpackLimits.Default with { MaxEntries = 4 }, inputs).Select(Row.Of)];

        Assert.Equal(["", "", "", "", "", "limit-entries-total", "limit-entries-total", "members limit-entries-total"], rows.Select(row => row.Damage));
    }

    [Theory]
    [InlineData("limit-ratio")]
    [InlineData("limit-entry-ratio")]
    [InlineData("limit-entry-size")]
    [InlineData("limit-total-size")]
    public void Unpack_Bomb_StopsWithTheLimitsName(string code)
    {
        UnpackLimits limits = code switch
        {
            "limit-ratio" => UnpackLimits.Default with { RatioFromSizeInBytes = 1 << 20, MaxRatio = 100 },
            "limit-entry-ratio" => UnpackLimits.Default with { EntryRatioFromSizeInBytes = 1 << 20, MaxEntryRatio = 100 },
            "limit-entry-size" => UnpackLimits.Default with { MaxEntrySizeInBytes = 1 << 20 },
            _ => UnpackLimits.Default with { MaxTotalSizeInBytes = 1 << 20 },
        };
        byte[] zip = new ZipBuilder()
            .Add(new ZipEntrySpec { Name = "zeros"u8.ToArray(), Content = new byte[2 << 20], IsDeflated = true })
            .Build();

        List<Row> rows = [.. Enumerate(limits, Input("in", zip)).Select(Row.Of)];

        Assert.Equal((ArtifactStatus.Skipped, code), (rows[0].Status, rows[0].Damage));
        Assert.Equal((ArtifactStatus.Refused, "members " + code), (rows[1].Status, rows[1].Damage));
    }

    [Fact]
    public void Unpack_BombInNestedArchives_CountsOnTheOutermost()
    {
        var zeros = new ZipEntrySpec { Name = "zeros"u8.ToArray(), Content = new byte[1 << 20], IsDeflated = true };
        byte[] inner = new ZipBuilder().Add(zeros).Build();
        var outer = new ZipBuilder();
        for (int i = 0; i < 8; i++)
        {
            outer.Add(new ZipEntrySpec { Name = [(byte)('a' + i)], Content = inner, IsDeflated = true });
        }

        List<Row> rows = [.. Enumerate(UnpackLimits.Default with { RatioFromSizeInBytes = 4 << 20, MaxEntryRatio = int.MaxValue }, Input("in", outer.Build())).Select(Row.Of)];

        Assert.Contains(rows, row => row is { Status: ArtifactStatus.Skipped, Damage: "limit-ratio" });
        Assert.Equal("in", rows[^1].Path);
    }

    private static CaseInput Zip(string path, int entries)
    {
        var zip = new ZipBuilder();
        for (int i = 0; i < entries; i++)
        {
            zip.Add(i.ToString(CultureInfo.InvariantCulture), "x");
        }

        return Input(path, zip.Build());
    }

    private static CaseInput Input(string path, byte[] content) => new(path, null, () => new MemoryStream(content));

    private static List<Row> Unpack(byte[] content) => [.. Enumerate(UnpackLimits.Default, Input("in", content)).Select(Row.Of)];

    private static IEnumerable<UnpackedFile> Enumerate(UnpackLimits limits, params CaseInput[] inputs) =>
        BundleUnpacker.Unpack([.. inputs], limits, TestContext.Current.CancellationToken);

    private sealed record Row(string Path, ArtifactKind Kind, ArtifactStatus Status, string Damage)
    {
        public static Row Of(UnpackedFile file) => new(file.Path, file.Kind, file.Status, string.Join(' ', file.Damage.Select(damage => damage.Code)));
    }
}
