using CaseTriage.Formats.Zip;
using CaseTriage.TestKit.Archives;

namespace CaseTriage.Formats.Archives.Tests;

public sealed class ZipDecodersTests
{
    [Theory]
    [InlineData(12)]
    [InlineData(93)]
    [InlineData(95)]
    public void Extract_MethodOfTheLibrary_GivesContent(ushort method)
    {
        (byte[] content, Damage? damage) = Extract(method, DataOf(method));

        Assert.Null(damage);
        Assert.Equal(Samples.Log, content);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(93)]
    [InlineData(95)]
    public void Extract_DataCut_TellsIt(ushort method)
    {
        byte[] data = DataOf(method);

        Assert.NotNull(Extract(method, data[..(data.Length / 2)]).Damage);
    }

    [Fact]
    public void Extract_LzmaWithLargeDictionary_IsRefused() =>
        Assert.Equal("limit-memory", Extract(14, [9, 20, 5, 0, 0x5D, 0, 0, 0, 0x70, 0, 1, 2, 3, 4, 5]).Damage?.Code);

    [Fact]
    public void Extract_PpmdWithLargeModel_IsRefused() =>
        Assert.Equal("limit-memory", Extract(98, [0xF7, 0x0F, 0, 1, 2, 3, 4, 5]).Damage?.Code);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(14)]
    [InlineData(98)]
    public void Extract_NonsenseData_TellsIt(ushort method) =>
        Assert.NotNull(Extract(method, [.. Enumerable.Range(0, 200).Select(i => (byte)(i * 31))]).Damage);

    [Fact]
    public void Extract_MethodOfNobody_IsRefused() => Assert.Equal("entry-method", Extract(77, [1, 2, 3]).Damage?.Code);

    private static byte[] DataOf(ushort method) => method switch { 12 => Samples.BZip2, 93 => Samples.Zstandard, _ => Samples.Xz };

    private static (byte[] Content, Damage? Damage) Extract(ushort method, byte[] data)
    {
        byte[] zip = new ZipBuilder().Add(new ZipEntrySpec { Name = "a"u8.ToArray(), Content = Samples.Log, Data = data, Method = method }).Build();
        ZipArchiveReader reader = ZipArchiveReader.Open(new MemoryStream(zip), new ArchiveOptions { MaxEntries = 1 }, ZipDecoders.All);
        using var content = new MemoryStream();
        Damage? damage = reader.Extract(reader.Entries[0], content, TestContext.Current.CancellationToken);
        return (content.ToArray(), damage);
    }
}
