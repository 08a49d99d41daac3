using System.Text;
using CaseTriage.Formats.Cab;
using CaseTriage.TestKit.Archives;
using CsCheck;

namespace CaseTriage.Formats.Tests.Cab;

public sealed class CabinetReaderTests
{
    private const int MaxEntries = 100;

    /// <summary>Type of LZX with a window of 2^15 bytes.</summary>
    private const ushort Lzx15 = (15 << 8) | 3;

    private static readonly byte[] s_long = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 6000).Select(i => $"{i} licence state\n")));

    [Fact]
    public void Extract_Stored_GivesContent() => AssertWhole(CabBuilder.Stored(CabBuilder.File("a", "one"), CabBuilder.File("b", s_long), CabBuilder.File("c", "")));

    [Fact]
    public void Extract_MsZip_GivesContent() => AssertWhole(CabBuilder.MsZip(CabBuilder.File("a", "one"), CabBuilder.File("b", s_long), CabBuilder.File("c", "three")));

    [Fact]
    public void Extract_MsZipBlockReferringToTheOneBefore_GivesContent()
    {
        // "hello world" in literals, then its first letter and a match 11 bytes back, both with the fixed code.
        CabBlockSpec[] blocks =
        [
            new([.. "CK"u8, .. Convert.FromHexString("cb48cdc9c95728cf2fca490100")], 11),
            new([.. "CK"u8, .. Convert.FromHexString("cb403001")], 11),
        ];

        AssertWhole(new CabFolderSpec(1, blocks, [CabBuilder.File("a", "hello world"), CabBuilder.File("b", "hello world")]));
    }

    [Theory]
    [InlineData("odd number of bytes")]
    [InlineData("even number of byte")]
    public void Extract_LzxUncompressedBlocks_GiveContent(string text)
    {
        byte[] content = Encoding.ASCII.GetBytes(text);
        byte[] data = [.. LzxUncompressed(content, isFirst: true), .. LzxUncompressed(content, isFirst: false)];
        byte[] both = [.. content, .. content];

        AssertWhole(new CabFolderSpec(Lzx15, [new CabBlockSpec(data, both.Length)], [CabBuilder.File("a", both)]));
    }

    [Theory]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(18)]
    [InlineData(21)]
    public void Extract_Lzx_GivesContent(int windowBits)
    {
        // Half is text with long and near repeats, half noise, and the last block is short.
        byte[] noise = new byte[200_000];
        new Random(windowBits).NextBytes(noise);
        byte[] mixed = [.. s_long, .. noise, .. s_long, .. new byte[70_000], .. noise[..50_001]];

        AssertWhole(LzxEncoder.Folder(windowBits, CabBuilder.File("a", "one"), CabBuilder.File("b", mixed), CabBuilder.File("c", s_long)));
    }

    [Fact]
    public void Extract_SeveralFolders_GivesEach()
    {
        CabinetReader reader = Open(new CabBuilder().Add(CabBuilder.Stored(CabBuilder.File("a", "one"))).Add(CabBuilder.MsZip(CabBuilder.File("b", s_long))).Build());

        Assert.Equal("one"u8.ToArray(), Extract(reader, 0).Content);
        Assert.Equal(s_long, Extract(reader, 1).Content);
    }

    [Fact]
    public void Extract_EntriesInReverse_UnpacksTheFolderOnce()
    {
        CabFileSpec[] files = [CabBuilder.File("late", "two") with { Offset = 3 }, CabBuilder.File("early", "one") with { Offset = 0 }];
        CabFolderSpec folder = CabBuilder.Stored(files) with { Blocks = [new CabBlockSpec("onetwo"u8.ToArray(), 6)] };

        CabinetReader reader = Open(new CabBuilder().Add(folder).Build());

        Assert.Equal(["early", "late"], reader.Entries.Select(entry => entry.Name));
        Assert.Equal("one"u8.ToArray(), Extract(reader, 0).Content);
        Assert.Equal("two"u8.ToArray(), Extract(reader, 1).Content);
    }

    [Fact]
    public void Extract_WrongChecksum_IsToldOfAllThatFollowsAndKeepsWhatCameBefore()
    {
        CabFolderSpec folder = CabBuilder.MsZip(CabBuilder.File("before", new byte[1 << 15]), CabBuilder.File("in", s_long), CabBuilder.File("behind", "x"));
        CabBlockSpec[] blocks = [folder.Blocks[0], folder.Blocks[1] with { Checksum = 1 }, .. folder.Blocks.Skip(2)];
        CabinetReader reader = Open(new CabBuilder().Add(folder with { Blocks = blocks }).Add(CabBuilder.Stored(CabBuilder.File("other", "y"))).Build());

        (byte[] Content, Damage? Damage)[] entries = [.. Enumerable.Range(0, 4).Select(i => Extract(reader, i))];
        Assert.Equal([null, "cab-checksum", "cab-checksum", null], entries.Select(entry => entry.Damage?.Code));
        Assert.Equal(s_long, entries[1].Content);
    }

    [Fact]
    public void Extract_ChecksumZero_IsNotChecked()
    {
        CabFolderSpec folder = CabBuilder.Stored(CabBuilder.File("a", "one"));

        AssertWhole(folder with { Blocks = [folder.Blocks[0] with { Checksum = 0 }] });
    }

    [Fact]
    public void Extract_FoldersSharingData_GivesTheFirstOnly()
    {
        CabFolderSpec folder = CabBuilder.MsZip(CabBuilder.File("a", s_long));
        CabinetReader reader = Open(new CabBuilder().Add(folder).Add(folder with { DataOf = 0 }).Build());

        Assert.Null(Extract(reader, 0).Damage);
        Assert.Equal("cab-shared-data", Extract(reader, 1).Damage?.Code);
    }

    [Fact]
    public void Extract_EntriesOverOneAnother_GivesTheFirstOnly()
    {
        CabinetReader reader = Open(new CabBuilder().Add(CabBuilder.Stored(CabBuilder.File("a", "one"), CabBuilder.File("b", "two") with { Offset = 0 })).Build());

        Assert.Null(Extract(reader, 0).Damage);
        Assert.Equal("entry-overlap", Extract(reader, 1).Damage?.Code);
    }

    [Fact]
    public void Extract_SizeBehindTheFolder_LeavesTheOthersGood()
    {
        CabinetReader reader = Open(new CabBuilder().Add(CabBuilder.Stored(CabBuilder.File("a", "one") with { Size = uint.MaxValue }, CabBuilder.File("b", "two"))).Build());

        Assert.Equal("entry-size", Extract(reader, 0).Damage?.Code);
        Assert.Equal("two"u8.ToArray(), Extract(reader, 1).Content);
    }

    [Theory]
    [InlineData(2, "Quantum")]
    [InlineData(7, "method 7")]
    [InlineData((31 << 8) | 3, "2^31")]
    public void Extract_UnsupportedMethod_NamesItAndReadsTheOtherFolder(int type, string word)
    {
        CabFolderSpec folder = CabBuilder.Stored(CabBuilder.File("a", "one"));
        CabinetReader reader = Open(new CabBuilder().Add(folder with { Type = (ushort)type }).Add(CabBuilder.Stored(CabBuilder.File("b", "two"))).Build());

        Damage? damage = Extract(reader, 0).Damage;
        Assert.Equal("cab-method", damage?.Code);
        Assert.Contains(word, damage?.Message);
        Assert.Null(Extract(reader, 1).Damage);
    }

    [Theory]
    [InlineData("CK\x03\x00", "an empty stream")]
    [InlineData("XY\x03\x00", "another signature")]
    [InlineData("CK\x07", "the reserved block type")]
    public void Extract_BadMsZip_ReportsDamage(string data, string what)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(data);
        CabinetReader reader = Open(new CabBuilder().Add(new CabFolderSpec(1, [new CabBlockSpec(bytes, 4)], [CabBuilder.File("a", "four")])).Build());

        Assert.True(Extract(reader, 0).Damage?.Code == "cab-data", what);
    }

    [Fact]
    public void Extract_LzxMatchBeforeTheStart_ReportsDamage()
    {
        byte[] noise = [.. Enumerable.Range(0, 200).Select(i => (byte)(i * 37))];
        CabinetReader reader = Open(new CabBuilder().Add(new CabFolderSpec(Lzx15, [new CabBlockSpec(noise, 500)], [CabBuilder.File("a", new byte[500])])).Build());

        Assert.Equal("cab-data", Extract(reader, 0).Damage?.Code);
    }

    [Fact]
    public void Extract_ContinuedEntries_NameTheMissingCabinet()
    {
        CabFolderSpec first = CabBuilder.Stored(CabBuilder.File("from", "one") with { FolderIndex = 0xFFFD }, CabBuilder.File("history", "x"));
        CabFolderSpec last = CabBuilder.Stored(CabBuilder.File("whole", "two"), CabBuilder.File("to", "three") with { FolderIndex = 0xFFFE });
        CabinetReader reader = Open(new CabBuilder { PreviousName = "part1.cab", NextName = "part3.cab" }.Add(first).Add(last).Build());

        Damage?[] damage = [.. Enumerable.Range(0, 4).Select(i => Extract(reader, i).Damage)];
        Assert.Equal(["cab-set", "cab-set", null, "cab-set"], damage.Select(one => one?.Code));
        Assert.Contains("part1.cab", damage[0]?.Message);
        Assert.Contains("part3.cab", damage[3]?.Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Extract_AllCabinetsOfASet_GivesWhatGoesFromOneToTheOther(int cabinets)
    {
        byte[][] set = CabSets.Of(s_long, cabinets);

        CabinetReader reader = CabinetReader.Open([.. set.Select(cab => new MemoryStream(cab))], new ArchiveOptions { MaxEntries = MaxEntries });

        Assert.Empty(reader.Damage);
        Assert.Equal(["a", "b", "c"], reader.Entries.Select(entry => entry.Name));
        Assert.Equal([s_long[..10], s_long[10..^10], s_long[^10..]], Enumerable.Range(0, 3).Select(i => Extract(reader, i).Content));
        Assert.All(Enumerable.Range(0, 3), i => Assert.Null(Extract(CabinetReader.Open([.. set.Select(cab => new MemoryStream(cab))], new ArchiveOptions { MaxEntries = MaxEntries }), i).Damage));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 3)]
    public void Extract_SetWithoutItsEnds_NeverShowsAPartAsGood(int from, int to)
    {
        byte[][] set = CabSets.Of(s_long, 3)[from..to];

        CabinetReader reader = CabinetReader.Open([.. set.Select(cab => new MemoryStream(cab))], new ArchiveOptions { MaxEntries = MaxEntries });

        Assert.Contains(reader.Entries, entry => entry.Refusal?.Code == "cab-set");
        for (int i = 0; i < reader.Entries.Length; i++)
        {
            (byte[] content, Damage? damage) = Extract(reader, i);
            Assert.True(damage is not null || content.AsSpan().SequenceEqual(s_long.AsSpan(0, 10)) || content.AsSpan().SequenceEqual(s_long.AsSpan(s_long.Length - 10)), $"entry {i}");
        }
    }

    [Fact]
    public void PlaceOf_CabinetsOfASet_SaysWhichFollowWhich() => Assert.Equal(
        [new CabSetPlace(7, 0, false, true), new CabSetPlace(7, 1, true, true), new CabSetPlace(7, 2, true, false), null, null],
        [.. CabSets.Of(s_long, 3).Select(Place), Place(CabSets.Of(s_long, 1)[0]), Place([1, 2, 3])]);

    [Fact]
    public void Open_CutFile_SaysSoAndKeepsWhatIsThere()
    {
        byte[] cab = new CabBuilder().Add(CabBuilder.Stored(CabBuilder.File("a", new byte[1 << 15]), CabBuilder.File("b", s_long))).Build();
        CabinetReader reader = Open(cab[..^1000]);

        Assert.Equal("cab-truncated", Assert.Single(reader.Damage).Code);
        Assert.Null(Extract(reader, 0).Damage);
        Assert.Equal("cab-truncated", Extract(reader, 1).Damage?.Code);
    }

    [Fact]
    public void Open_NameTooLong_IsRefused()
    {
        byte[] cab = new CabBuilder().Add(CabBuilder.Stored(CabBuilder.File(new string('n', 400), "x"))).Build();

        Assert.Equal("cab-files", Assert.Throws<MalformedDataException>(() => Open(cab)).Code);
    }

    [Fact]
    public void Open_NamesInGbk_AreReadable()
    {
        byte[] cab = new CabBuilder().Add(CabBuilder.Stored(new CabFileSpec(Convert.FromHexString("C8D5D6BE"), [1]))).Build();

        Assert.Equal("日志", Assert.Single(Open(cab).Entries).Name);
    }

    [Theory]
    [InlineData("", "not-cab")]
    [InlineData("MSCF", "cab-header")]
    [InlineData("ISc(0000", "not-cab")]
    public void Open_NoCabinet_IsRefused(string content, string code) =>
        Assert.Equal(code, Assert.Throws<MalformedDataException>(() => Open(Encoding.ASCII.GetBytes(content))).Code);

    [Fact]
    public void Open_CutAnywhere_NeverShowsCutContentAsGood()
    {
        byte[] cab = new CabBuilder().Add(CabBuilder.MsZip(CabBuilder.File("a", "one"), CabBuilder.File("b", "two"))).Build();

        for (int length = 0; length < cab.Length; length++)
        {
            ReadAll(cab[..length], content => Assert.True(content is "one" or "two"));
        }
    }

    [Fact]
    public void Open_AnyByteChanged_ThrowsNothingElse()
    {
        byte[] lzx = LzxUncompressed(s_long[..1001], isFirst: true);
        byte[] cab = new CabBuilder()
            .Add(CabBuilder.MsZip(CabBuilder.File("a", s_long)))
            .Add(new CabFolderSpec(Lzx15, [new CabBlockSpec(lzx, 1001) { Checksum = 0 }], [CabBuilder.File("b", s_long[..1001])]))
            .Build();

        Gen.Select(Gen.Int[0, cab.Length - 1], Gen.Byte).Array[1, 4].Sample(changes =>
        {
            byte[] changed = [.. cab];
            foreach ((int index, byte value) in changes)
            {
                changed[index] = value;
            }

            ReadAll(changed, _ => { });
        });
    }

    /// <summary>One uncompressed LZX block: type 3, 24 bits of size, padding to a word, three repeated offsets, bytes, one more where odd.</summary>
    private static byte[] LzxUncompressed(byte[] content, bool isFirst)
    {
        // The first block of a folder has the bit for call translation before it.
        uint head = isFirst ? (3u << 28) | ((uint)content.Length << 4) : (3u << 29) | ((uint)content.Length << 5);
        byte[] words = [(byte)(head >> 16), (byte)(head >> 24), (byte)head, (byte)(head >> 8)];
        byte[] padding = content.Length % 2 == 1 ? [0] : [];
        return [.. words, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, .. content, .. padding];
    }

    private static void AssertWhole(CabFolderSpec folder)
    {
        CabinetReader reader = Open(new CabBuilder().Add(folder).Build());
        Assert.Empty(reader.Damage);
        for (int i = 0; i < reader.Entries.Length; i++)
        {
            (byte[] content, Damage? damage) = Extract(reader, i);
            Assert.Null(damage);
            Assert.Equal(folder.Files.Single(file => Encoding.UTF8.GetString(file.Name) == reader.Entries[i].Name).Content, content);
        }
    }

    private static CabSetPlace? Place(byte[] cab) => CabinetReader.PlaceOf(new MemoryStream(cab));

    private static CabinetReader Open(byte[] cab) => CabinetReader.Open(new MemoryStream(cab), new ArchiveOptions { MaxEntries = MaxEntries });

    private static (byte[] Content, Damage? Damage) Extract(CabinetReader reader, int index)
    {
        using var content = new MemoryStream();
        Damage? damage = reader.Extract(reader.Entries[index], content, Stream.Null, TestContext.Current.CancellationToken);
        return (content.ToArray(), damage);
    }

    private static void ReadAll(byte[] cab, Action<string> check)
    {
        try
        {
            CabinetReader reader = Open(cab);
            for (int i = 0; i < reader.Entries.Length; i++)
            {
                (byte[] content, Damage? damage) = Extract(reader, i);
                if (damage is null)
                {
                    check(Encoding.UTF8.GetString(content));
                }
            }
        }
        catch (MalformedDataException refusal)
        {
            Assert.NotEmpty(refusal.Message);
        }
    }
}
