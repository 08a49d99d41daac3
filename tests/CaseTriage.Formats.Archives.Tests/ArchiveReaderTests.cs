using System.Buffers.Binary;
using System.Formats.Tar;
using System.IO.Hashing;
using CaseTriage.TestKit.Archives;

namespace CaseTriage.Formats.Archives.Tests;

public sealed class ArchiveReaderTests
{
    public static TheoryData<int> All => [.. Enumerable.Range(0, Samples.All.Length)];

    [Theory]
    [MemberData(nameof(All))]
    public void Extract_SoundArchive_GivesEveryFileWithoutDamage(int sample)
    {
        (ArchiveFormat format, byte[] bytes) = Samples.All[sample];

        Reading reading = Reading.Of(format, bytes);

        Assert.Empty(reading.Damage);
        Assert.NotEmpty(reading.Entries);
        foreach ((string name, byte[] content, Damage? damage) in reading.Entries)
        {
            Assert.Null(damage);
            Assert.Equal(name.EndsWith("b.log", StringComparison.Ordinal) ? Samples.Second : name.EndsWith("c.bin", StringComparison.Ordinal) ? Samples.Calls : Samples.Log, content);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Extract_ArchiveCutAnywhere_IsRefusedOrTold(int sample)
    {
        (ArchiveFormat format, byte[] bytes) = Samples.All[sample];

        for (int length = 5; length < bytes.Length - (format == ArchiveFormat.Tar ? 1024 : 0); length += 7)
        {
            try
            {
                Reading reading = Reading.Of(format, bytes[..length]);
                Assert.True(reading.Damage.Count > 0 || reading.Entries.Any(entry => entry.Damage is not null), $"{format} cut at {length}");
            }
            catch (MalformedDataException)
            {
                // A refusal is an answer.
            }
        }
    }

    [Theory]
    [InlineData("logs.tar.gz", "logs.tar")]
    [InlineData("logs.TGZ", "logs.tar")]
    [InlineData("System.evtx.gz", "System.evtx")]
    [InlineData("noname", "noname")]
    public void Open_SingleFile_IsNamedAfterTheArchive(string archive, string expected)
    {
        ArchiveReader reader = ArchiveReader.Open(new MemoryStream(Samples.Gzip), ArchiveFormat.Gzip, archive, new ArchiveOptions { MaxEntries = 1 }, TestContext.Current.CancellationToken);

        Assert.Equal(expected, Assert.Single(reader.Entries).Name);
    }

    [Fact]
    public void Open_GzipWithName_TakesIt()
    {
        byte[] bytes = [.. Samples.Gzip[..3], 8, .. Samples.Gzip[4..10], .. "stored.log\0"u8, .. Samples.Gzip[10..]];

        Reading reading = Reading.Of(ArchiveFormat.Gzip, bytes);

        Assert.Equal("stored.log", reading.Entries[0].Name);
        Assert.Null(reading.Entries[0].Damage);
    }

    [Theory]
    [InlineData(ArchiveFormat.Gzip)]
    [InlineData(ArchiveFormat.Xz)]
    [InlineData(ArchiveFormat.BZip2)]
    [InlineData(ArchiveFormat.Zstandard)]
    public void Extract_TwoStreamsInOneFile_GivesBoth(ArchiveFormat format)
    {
        byte[] bytes = Samples.All.First(sample => sample.Format == format).Bytes;

        Reading reading = Reading.Of(format, [.. bytes, .. bytes]);

        Assert.Equal([.. Samples.Log, .. Samples.Log], reading.Entries[0].Content);
        Assert.Null(reading.Entries[0].Damage);
    }

    [Theory]
    [InlineData(-8)]
    [InlineData(-4)]
    public void Extract_GzipWithWrongTrailer_TellsIt(int offset)
    {
        byte[] bytes = [.. Samples.Gzip];
        bytes[^-offset] ^= 1;

        Assert.Equal("entry-crc", Reading.Of(ArchiveFormat.Gzip, bytes).Entries[0].Damage?.Code);
    }

    [Fact]
    public void Extract_XzWithWrongCheck_TellsIt()
    {
        // The check of 32 bytes ends before the index and the footer.
        byte[] bytes = [.. Samples.Xz];
        bytes[^30] ^= 1;

        Assert.Equal("entry-crc", Reading.Of(ArchiveFormat.Xz, bytes).Entries[0].Damage?.Code);
    }

    [Fact]
    public void Extract_TarWithLongName_GivesIt() =>
        Assert.All([TarEntryFormat.Gnu, TarEntryFormat.Pax], format => Assert.Equal(Samples.LongName, Reading.Of(ArchiveFormat.Tar, Samples.Tar(format)).Entries[0].Name));

    [Theory]
    [InlineData(TarEntryType.SymbolicLink, "entry-link")]
    [InlineData(TarEntryType.HardLink, "entry-link")]
    [InlineData(TarEntryType.CharacterDevice, "entry-special")]
    [InlineData(TarEntryType.Fifo, "entry-special")]
    public void Extract_TarWithLinkOrDevice_RefusesItAndReadsOn(TarEntryType type, string code)
    {
        Reading reading = Reading.Of(ArchiveFormat.Tar, Samples.Tar(TarEntryFormat.Pax, type));

        Assert.Equal(code, reading.Entries[1].Damage?.Code);
        Assert.Equal(Samples.Second, reading.Entries[2].Content);
    }

    [Fact]
    public void Open_TarWithDamagedHeader_ReadsTheNextOne()
    {
        byte[] bytes = Samples.Tar(TarEntryFormat.Gnu, TarEntryType.Fifo);
        int header = bytes.AsSpan().IndexOf("special"u8);
        bytes[header] ^= 1;

        Reading reading = Reading.Of(ArchiveFormat.Tar, bytes);

        Assert.Equal("tar-header", Assert.Single(reading.Damage).Code);
        Assert.Equal(2, reading.Entries.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Extract_RarWithWrongCrc_TellsItAndReadsTheNext(bool isVersion5)
    {
        byte[] bytes = new RarBuilder(isVersion5).Add("a.log", Samples.Log, crc: 1).Add("b.log", Samples.Second).Build();

        Reading reading = Reading.Of(ArchiveFormat.Rar, bytes);

        Assert.NotNull(reading.Entries[0].Damage);
        Assert.Null(reading.Entries[1].Damage);
        Assert.Equal(Samples.Second, reading.Entries[1].Content);
    }

    [Fact]
    public void Extract_RarWithLargeDictionary_IsRefusedBeforeItIsAllocated()
    {
        byte[] bytes = new RarBuilder(isVersion5: true).Add("a.log", Samples.Log, dictionaryBits: 15).Build();

        Assert.Equal("limit-memory", Reading.Of(ArchiveFormat.Rar, bytes).Entries[0].Damage?.Code);
    }

    [Fact]
    public void Extract_XzWithLargeDictionary_IsRefusedBeforeItIsAllocated()
    {
        // The header of the block: size, flags, filter 0x21, one byte of properties, padding, CRC-32.
        byte[] bytes = [.. Samples.Xz];
        int property = 12 + bytes.AsSpan(12, 16).IndexOf((byte)0x21) + 2;
        bytes[property] = 40;
        int size = (bytes[12] + 1) * 4;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12 + size - 4), Crc32.HashToUInt32(bytes.AsSpan(12, size - 4)));

        Assert.Equal("limit-memory", Reading.Of(ArchiveFormat.Xz, bytes).Entries[0].Damage?.Code);
    }

    [Fact]
    public void Extract_ZstandardWithLargeWindow_IsRefused()
    {
        // A frame with a window of 2 GiB and one empty last block.
        byte[] bytes = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 21 << 3, 1, 0, 0];

        Assert.Equal("limit-memory", Reading.Of(ArchiveFormat.Zstandard, bytes).Entries[0].Damage?.Code);
    }

    [Theory]
    [InlineData(null, "entry-encrypted")]
    [InlineData("wrong", "entry-password")]
    [InlineData("secret", null)]
    public void Extract_EncryptedSevenZip_NeedsItsPassword(string? password, string? code)
    {
        Reading reading = Reading.Of(ArchiveFormat.SevenZip, Samples.SevenZipEncrypted, password);

        Assert.Equal(code, reading.Entries[0].Damage?.Code);
        Assert.Equal(code is null, reading.Entries[0].Content.SequenceEqual(Samples.Log));
        Assert.DoesNotContain(password ?? "secret", reading.Entries[0].Damage?.Message ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Extract_LaterFileOfSolidSevenZip_UnpacksWhatLiesBeforeItOnce()
    {
        ArchiveReader archive = ArchiveReader.Open(new MemoryStream(Samples.SevenZipLzma2), ArchiveFormat.SevenZip, "", new ArchiveOptions { MaxEntries = 9 }, TestContext.Current.CancellationToken);
        using var skipped = new MemoryStream();
        using var content = new MemoryStream();

        Assert.Null(archive.Extract(archive.Entries[1], content, skipped, TestContext.Current.CancellationToken));
        Assert.Equal(Samples.Log, skipped.ToArray());
        Assert.Equal(Samples.Second, content.ToArray());
    }

    [Fact]
    public void Open_MoreEntriesThanTheLimit_TellsIt()
    {
        ArchiveReader archive = ArchiveReader.Open(new MemoryStream(Samples.Tar(TarEntryFormat.Pax)), ArchiveFormat.Tar, "", new ArchiveOptions { MaxEntries = 1 }, TestContext.Current.CancellationToken);

        Assert.Single(archive.Entries);
        Assert.Equal("limit-entries", Assert.Single(archive.Damage).Code);
    }
}
