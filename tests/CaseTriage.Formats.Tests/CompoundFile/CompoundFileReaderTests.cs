using System.Buffers.Binary;
using System.Diagnostics;
using CaseTriage.Formats.CompoundFile;
using CaseTriage.TestKit.CompoundFile;

namespace CaseTriage.Formats.Tests.CompoundFile;

public sealed class CompoundFileReaderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(3, 0)]
    [InlineData(3, 7)]
    [InlineData(4, 0)]
    [InlineData(4, 7)]
    public void Extract_StreamsOfAnySize_GivesTheirBytes(int version, int seed)
    {
        int[] sizes = [0, 1, 63, 64, 65, 4095, 4096, 4097, 100_000];
        var builder = new CompoundFileBuilder { Version = version, Seed = seed };
        foreach (int size in sizes)
        {
            builder.Stream($"folder/within/s{size}", Content(size));
        }

        CompoundFileReader file = Open(builder.Build());

        Assert.Empty(file.Damage);
        CompoundEntry folder = Assert.IsType<CompoundEntry>(file.Root.Storage("FOLDER")?.Storage("within"));
        Assert.Equal(sizes.Length, folder.Children.Length);
        Assert.All(sizes, size => Assert.Equal(Content(size), Bytes(file, folder.Stream($"s{size}"))));
    }

    [Fact]
    public void Extract_FileWhoseTableIsLongerThanTheHeaderHolds_GivesTheBytes()
    {
        byte[] content = Content(16 << 20);

        CompoundFileReader file = Open(new CompoundFileBuilder { Seed = 3 }.Stream("big", content).Stream("small", Content(10)).Build());

        Assert.Empty(file.Damage);
        Assert.True(content.AsSpan().SequenceEqual(Bytes(file, file.Root.Stream("big"))));
        Assert.Equal(Content(10), Bytes(file, file.Root.Stream("small")));
    }

    [Theory]
    [InlineData(3, 100)]
    [InlineData(3, 10_000)]
    [InlineData(4, 5000)]
    public void Write_StorageOfAFile_ReadsAsAFileOfItsOwn(int version, int size)
    {
        var builder = new CompoundFileBuilder { Version = version, Seed = 5 };
        for (int i = 0; i < 40; i++)
        {
            builder.Stream($"inner/n{i}", Content(i)).Stream($"inner/deep{i % 3}/x{i}", Content(size + i));
        }

        CompoundFileReader file = Open(builder.Build());
        using var copy = new MemoryStream();
        Damage? damage = CompoundFileWriter.Write(file, file.Root.Storage("inner")!.Children, new Dictionary<string, byte[]> { ["n7"] = [1, 2, 3] }, copy, Token);

        Assert.Null(damage);
        CompoundFileReader read = Open(copy.ToArray());
        Assert.Empty(read.Damage);
        Assert.Equal(43, read.Root.Children.Length);
        Assert.Equal([1, 2, 3], Bytes(read, read.Root.Stream("n7")));
        Assert.Equal(Content(39), Bytes(read, read.Root.Stream("n39")));
        Assert.Equal(Content(size + 20), Bytes(read, read.Root.Storage("deep2")?.Stream("x20")));
    }

    [Fact]
    public void Write_StreamBeyondTheHeadersTable_ReadsBack()
    {
        byte[] content = Content(9 << 20);
        CompoundFileReader file = Open(new CompoundFileBuilder().Stream("inner/big", content).Build());
        using var copy = new MemoryStream();

        Assert.Null(CompoundFileWriter.Write(file, file.Root.Storage("inner")!.Children, new Dictionary<string, byte[]>(), copy, Token));

        CompoundFileReader read = Open(copy.ToArray());
        Assert.Empty(read.Damage);
        Assert.True(content.AsSpan().SequenceEqual(Bytes(read, read.Root.Stream("big"))));
    }

    [Fact]
    public void Extract_ChainThatRunsInACircle_GivesWhatIsThereAndSaysSo()
    {
        byte[] file = new CompoundFileBuilder().Stream("s", Content(20 * 512)).Build();
        int fat = 512 + (BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(76)) * 512);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(fat + (9 * 4)), 2);

        CompoundFileReader read = Open(file);
        using var bytes = new MemoryStream();
        Damage? damage = read.Extract(read.Root.Stream("s")!, bytes, Token);

        Assert.Equal("entry-truncated", damage?.Code);
        Assert.True(bytes.Length < 20 * 512);
        Assert.True(bytes.ToArray().AsSpan().StartsWith(Content(20 * 512).AsSpan(0, 10 * 512)));
    }

    [Theory]
    [InlineData(68)]
    [InlineData(72)]
    [InlineData(76)]
    public void Open_TreeThatRunsInACircle_EndsAndSaysSo(int offset)
    {
        byte[] file = new CompoundFileBuilder().Stream("a/b/c", Content(5)).Stream("a/b/d", Content(6)).Build();
        int directory = 512 + (BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(48)) * 512);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(directory + (2 * 128) + offset), 1);

        CompoundFileReader read = Open(file);

        Assert.Contains(read.Damage, damage => damage.Code == "compound-directory");
        Assert.NotNull(read.Root.Storage("a"));
    }

    [Theory]
    [InlineData("", "not-compound-file")]
    [InlineData("D0CF11E0A1B11AE1", "compound-header")]
    public void Open_TooShort_IsRefused(string hex, string code) =>
        Assert.Equal(code, Assert.Throws<MalformedDataException>(() => Open(Convert.FromHexString(hex))).Code);

    [Theory]
    [InlineData(26, 9)]
    [InlineData(28, 0xFF)]
    [InlineData(30, 31)]
    [InlineData(32, 15)]
    [InlineData(48, 0xFF)]
    public void Open_HeaderThatCannotBe_IsRefused(int offset, byte value)
    {
        byte[] file = new CompoundFileBuilder().Stream("a", Content(5)).Build();
        file[offset] = value;
        file[offset + 1] = value;

        Assert.StartsWith("compound-", Assert.Throws<MalformedDataException>(() => Open(file)).Code, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_StorageThatStatesMoreThanTheFileHas_WritesNothing()
    {
        byte[] file = new CompoundFileBuilder { Version = 4 }.Stream("inner/s", Content(5000)).Build();
        int directory = 4096 + (BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(48)) * 4096);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(directory + (2 * 128) + 120), long.MaxValue);
        CompoundFileReader read = Open(file);
        using var copy = new MemoryStream();

        Damage? damage = CompoundFileWriter.Write(read, read.Root.Storage("inner")!.Children, new Dictionary<string, byte[]>(), copy, Token);

        Assert.Equal("entry-data", damage?.Code);
        Assert.Equal(0, copy.Length);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Open_FilesMutatedByFixedSeeds_ThrowNothingElseAndEnd(int version)
    {
        byte[] file = new CompoundFileBuilder { Version = version, Seed = 11 }.Stream("a/b", Content(5000)).Stream("a/c", Content(100)).Stream("a/d/e", Content(700)).Stream("f", Content(9000)).Build();
        int refused = 0;
        var watch = Stopwatch.StartNew();
        for (int seed = 0; seed < 10_000; seed++)
        {
            var random = new Random(seed);
            byte[] changed = file[..(random.Next(6) == 0 ? random.Next(file.Length) : file.Length)];
            for (int i = changed.Length == 0 ? 0 : random.Next(1, 12); i > 0; i--)
            {
                // Half of the changes where numbers are: in the header, the tables and the directory.
                int place = random.Next(2) == 0 ? random.Next(Math.Min(changed.Length, 512)) : random.Next(changed.Length);
                changed[place] = random.Next(3) switch { 0 => 0xFF, 1 => (byte)random.Next(8), _ => (byte)random.Next(256) };
            }

            try
            {
                CompoundFileReader read = Open(changed);
                Assert.True(Walk(read, read.Root) <= 1000L * file.Length);
            }
            catch (MalformedDataException)
            {
                refused++;
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{refused} refused, {watch.ElapsedMilliseconds} ms");
        Assert.InRange(refused, 1, 9_999);
    }

    private static long Walk(CompoundFileReader file, CompoundEntry storage)
    {
        long size = 0;
        foreach (CompoundEntry child in storage.Children)
        {
            using var bytes = new MemoryStream();
            if (child.IsStorage)
            {
                CompoundFileWriter.Write(file, child.Children, new Dictionary<string, byte[]>(), bytes, Token);
                size += Walk(file, child);
            }
            else
            {
                file.Extract(child, bytes, Token);
            }

            size += bytes.Length;
        }

        return size;
    }

    private static byte[] Content(int size)
    {
        byte[] content = new byte[size];
        new Random(size).NextBytes(content);
        return content;
    }

    private static byte[] Bytes(CompoundFileReader file, CompoundEntry? stream)
    {
        using var bytes = new MemoryStream();
        Assert.Null(file.Extract(Assert.IsType<CompoundEntry>(stream), bytes, Token));
        return bytes.ToArray();
    }

    private static CompoundFileReader Open(byte[] file) => CompoundFileReader.Open(new MemoryStream(file, writable: false), Token);
}
