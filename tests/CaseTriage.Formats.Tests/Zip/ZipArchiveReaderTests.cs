using System.Text;
using CaseTriage.Formats.Text;
using CaseTriage.Formats.Zip;
using CaseTriage.TestKit.Archives;
using CsCheck;

namespace CaseTriage.Formats.Tests.Zip;

public sealed class ZipArchiveReaderTests
{
    private const int MaxEntries = 100;
    private static readonly byte[] s_text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 200).Select(i => $"{i} device marker\n")));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Extract_SoundEntry_GivesContent(bool isDeflated)
    {
        byte[] zip = new ZipBuilder().Add(Entry("a.log") with { IsDeflated = isDeflated }).Build();

        (byte[] content, Damage? damage) = ExtractFirst(zip);

        Assert.Null(damage);
        Assert.Equal(s_text, content);
    }

    [Fact]
    public void Extract_Deflate64_GivesContent()
    {
        byte[] zip = new ZipBuilder().Add(Entry("a.log") with { IsDeflated = true, Method = 9 }).Build();

        (byte[] content, Damage? damage) = ExtractFirst(zip);

        Assert.Null(damage);
        Assert.Equal(s_text, content);
    }

    [Fact]
    public void Extract_WrongCrc_ReportsDamage()
    {
        byte[] zip = new ZipBuilder().Add(Entry("a.log") with { Crc32 = 1 }).Build();

        Assert.Equal("entry-crc", ExtractFirst(zip).Damage?.Code);
    }

    [Theory]
    [InlineData(10u)]
    [InlineData(1_000_000u)]
    public void Extract_LyingSize_ReportsDamage(uint size)
    {
        byte[] zip = new ZipBuilder().Add(Entry("a.log") with { IsDeflated = true, Size = size }).Build();

        (byte[] content, Damage? damage) = ExtractFirst(zip);

        Assert.Equal("entry-size", damage?.Code);
        Assert.True(content.Length <= Math.Max(size, s_text.Length));
    }

    [Fact]
    public void Extract_Encrypted_GivesNoByte()
    {
        byte[] zip = new ZipBuilder().Add(Entry("a.log") with { Flags = 1 }).Build();

        (byte[] content, Damage? damage) = ExtractFirst(zip);

        Assert.Equal("entry-encrypted", damage?.Code);
        Assert.Empty(content);
    }

    [Fact]
    public void Extract_UnknownMethod_NamesIt()
    {
        byte[] zip = new ZipBuilder().Add(Entry("a.log") with { Method = 14 }).Build();

        Damage? damage = ExtractFirst(zip).Damage;

        Assert.Equal("entry-method", damage?.Code);
        Assert.Contains("LZMA", damage?.Message);
    }

    [Fact]
    public void Extract_HeaderNamesOtherMethod_IsRefused()
    {
        byte[] zip = new ZipBuilder().Add(Entry("a.log") with { LocalMethod = 8 }).Build();

        Assert.Equal("entry-header", ExtractFirst(zip).Damage?.Code);
    }

    [Fact]
    public void Extract_TwoEntriesOfOneHeader_GivesTheFirstOnly()
    {
        byte[] zip = new ZipBuilder().Add(Entry("a.log")).Add(Entry("b.log") with { HeaderOf = 0 }).Build();
        ZipArchiveReader reader = Open(zip);

        Assert.Null(Extract(reader, 0).Damage);
        Assert.Equal("entry-overlap", Extract(reader, 1).Damage?.Code);
    }

    [Fact]
    public void Extract_DataPastTheEnd_LeavesTheNextEntryGood()
    {
        byte[] zip = new ZipBuilder().Add(Entry("a.log") with { CompressedSize = 0x7000_0000 }).Add(Entry("b.log")).Build();
        ZipArchiveReader reader = Open(zip);

        Assert.Equal("entry-size", Extract(reader, 0).Damage?.Code);
        Assert.Null(Extract(reader, 1).Damage);
    }

    [Theory]
    [InlineData(0, null, "日志.txt", FileNameReason.CommonCharacters)]
    [InlineData(0x0800, null, "日志.txt", FileNameReason.CommonCharacters)]
    [InlineData(0, FileNameEncoding.Cp437, "╚╒╓╛.txt", FileNameReason.Chosen)]
    public void Open_NameInACodePage_IsReadAsItsBytesOrAPersonSay(int flags, FileNameEncoding? chosen, string name, FileNameReason reason)
    {
        byte[] zip = new ZipBuilder().Add(Entry("") with { Name = Convert.FromHexString("C8D5D6BE2E747874"), Flags = (ushort)flags }).Build();

        ZipArchiveReader reader = ZipArchiveReader.Open(new MemoryStream(zip), new ArchiveOptions { MaxEntries = MaxEntries, Names = chosen }, decoders: null);

        Assert.Equal(name, Assert.Single(reader.Entries).Name);
        Assert.Equal(reason, reader.Names.Reason);
    }

    [Theory]
    [InlineData(true, "好.txt")]
    [InlineData(false, "a.txt")]
    public void Open_UnicodeField_CountsOnlyWhereItsCrcFits(bool isFitting, string name)
    {
        byte[] unicode = Encoding.UTF8.GetBytes("好.txt");
        byte[] field = [1, .. BitConverter.GetBytes(isFitting ? System.IO.Hashing.Crc32.HashToUInt32("a.txt"u8) : 0), .. unicode];
        byte[] zip = new ZipBuilder().Add(Entry("a.txt") with { Extra = [0x75, 0x70, (byte)field.Length, 0, .. field] }).Build();

        Assert.Equal(name, Assert.Single(Open(zip).Entries).Name);
    }

    [Fact]
    public void Open_BytesBeforeTheArchive_ReadsIt()
    {
        byte[] zip = new ZipBuilder { Prefix = new byte[1000] }.Add(Entry("a.log")).Build();

        (byte[] content, Damage? damage) = ExtractFirst(zip);

        Assert.Null(damage);
        Assert.Equal(s_text, content);
    }

    [Fact]
    public void Open_EndRecordInComment_ReadsTheTrueOne()
    {
        byte[] zip = new ZipBuilder { Comment = new ZipBuilder().Build() }.Add(Entry("a.log")).Build();

        Assert.Equal("a.log", Assert.Single(Open(zip).Entries).Name);
    }

    [Fact]
    public void Open_WrongCount_ReportsDamage()
    {
        ZipArchiveReader reader = Open(new ZipBuilder { EntryCount = 9 }.Add(Entry("a.log")).Build());

        Assert.Single(reader.Entries);
        Assert.Equal("zip-directory", Assert.Single(reader.Damage).Code);
    }

    [Fact]
    public void Open_MoreEntriesThanAllowed_ListsThoseAllowed()
    {
        byte[] zip = new ZipBuilder().Add("a", "1").Add("b", "2").Add("c", "3").Build();

        ZipArchiveReader reader = ZipArchiveReader.Open(new MemoryStream(zip), new ArchiveOptions { MaxEntries = 2 }, decoders: null);

        Assert.Equal(["a", "b"], reader.Entries.Select(entry => entry.Name));
        Assert.Equal("limit-entries", Assert.Single(reader.Damage).Code);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public void Open_DirectoryCutOff_SalvagesByLocalHeaders(int flags)
    {
        var first = Entry("a.log") with { IsDeflated = true, Flags = (ushort)flags };
        byte[] whole = new ZipBuilder().Add(first).Add(Entry("b.log")).Build();

        ZipArchiveReader reader = Open(whole[..(whole.Length - 200)]);

        Assert.Equal(["zip-truncated"], reader.Damage.Select(damage => damage.Code));
        Assert.Equal(["a.log", "b.log"], reader.Entries.Select(entry => entry.Name));
        (byte[] content, Damage? damage) = Extract(reader, 0);
        Assert.Null(damage);
        Assert.Equal(s_text, content);
        Assert.Equal("entry-truncated", Extract(reader, 1).Damage?.Code);
    }

    [Fact]
    public void Open_Text_IsRefused()
    {
        MalformedDataException refusal = Assert.Throws<MalformedDataException>(() => Open("no zip at all, whatever its name says"u8.ToArray()));

        Assert.Equal("not-zip", refusal.Code);
    }

    [Fact]
    public void Open_EmptyZip_HasNoEntriesAndNoDamage()
    {
        ZipArchiveReader reader = Open(new ZipBuilder().Build());

        Assert.Empty(reader.Entries);
        Assert.Empty(reader.Damage);
    }

    [Fact]
    public void Open_CutAnywhere_NeverShowsCutContentAsGood()
    {
        byte[] zip = new ZipBuilder().Add(Entry("a.log") with { IsDeflated = true }).Add(Entry("b.log") with { IsDeflated = true, Flags = 8 }).Build();

        for (int length = 0; length < zip.Length; length++)
        {
            ReadAll(zip[..length]);
        }
    }

    [Fact]
    public void Open_AnyByteChanged_ThrowsNothingElseAndGivesNoWrongContent()
    {
        byte[] zip = new ZipBuilder().Add(Entry("a.log") with { IsDeflated = true }).Add(Entry("b.log") with { Flags = 8 }).Build();

        Gen.Select(Gen.Int[0, zip.Length - 1], Gen.Byte).Array[1, 4].Sample(changes =>
        {
            byte[] changed = [.. zip];
            foreach ((int index, byte value) in changes)
            {
                changed[index] = value;
            }

            ReadAll(changed);
        });
    }

    private static ZipEntrySpec Entry(string name) => new() { Name = Encoding.UTF8.GetBytes(name), Content = s_text };

    private static ZipArchiveReader Open(byte[] zip) => ZipArchiveReader.Open(new MemoryStream(zip), new ArchiveOptions { MaxEntries = MaxEntries }, decoders: null);

    private static (byte[] Content, Damage? Damage) ExtractFirst(byte[] zip) => Extract(Open(zip), 0);

    private static (byte[] Content, Damage? Damage) Extract(ZipArchiveReader reader, int index)
    {
        using var content = new MemoryStream();
        Damage? damage = reader.Extract(reader.Entries[index], content, TestContext.Current.CancellationToken);
        return (content.ToArray(), damage);
    }

    /// <summary>Reads whatever there is; an entry of the fixture that is called whole must be whole, if its name still is its name.</summary>
    private static void ReadAll(byte[] zip)
    {
        try
        {
            ZipArchiveReader reader = Open(zip);
            for (int i = 0; i < reader.Entries.Length; i++)
            {
                (byte[] content, Damage? damage) = Extract(reader, i);
                Assert.True(damage is not null || content.AsSpan().SequenceEqual(s_text) || reader.Entries[i].Crc32 != System.IO.Hashing.Crc32.HashToUInt32(s_text));
            }
        }
        catch (MalformedDataException refusal)
        {
            Assert.NotEmpty(refusal.Message);
        }
    }
}
