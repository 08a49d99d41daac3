using CaseTriage.Formats.Binary;
using CaseTriage.TestKit.Archives;
using CsCheck;

namespace CaseTriage.Formats.Tests.Binary;

public sealed class InflaterTests
{
    private const int BlockSize = 1 << 15;

    [Fact]
    public void InflateBlock_AnyBytes_GivesThemBack() => Gen.OneOf(Gen.Byte.Array[1, 5000], Gen.Byte[0, 3].Array[1, BlockSize]).Sample(content =>
        Inflater.ForBlocks(BlockSize).InflateBlock(Deflate.Compress(content), content.Length).Span.SequenceEqual(content));

    [Fact]
    public void InflateDeflate64_MoreThanTheWindow_GivesItBack()
    {
        byte[] content = new byte[1_000_000];
        for (int i = 0; i < content.Length; i++)
        {
            content[i] = (byte)((i * 31) ^ (i >> 9));
        }

        using var destination = new MemoryStream();
        Inflater.InflateDeflate64(new MemoryStream(Deflate.Compress(content)), destination, TestContext.Current.CancellationToken);

        Assert.Equal(content, destination.ToArray());
    }

    [Theory]
    [InlineData("cb403001", 11, "history that is not there")]
    [InlineData("cb48cdc9c95728cf2fca490100", 10, "more than declared")]
    [InlineData("cb48cdc9c95728cf2fca490100", 12, "less than declared")]
    [InlineData("cb48cdc9c957", 11, "data that end early")]
    [InlineData("", 1, "no data")]
    [InlineData("0100010000", 1, "a stored length without its complement")]
    [InlineData("ff", 1, "the reserved block type")]
    public void InflateBlock_BadStream_IsRefused(string hex, int size, string what)
    {
        Exception? exception = Record.Exception(() => Inflater.ForBlocks(BlockSize).InflateBlock(Convert.FromHexString(hex), size));

        Assert.True(exception is MalformedDataException, what);
    }

    [Fact]
    public void InflateBlock_Noise_ThrowsNothingElse() => Gen.Byte.Array[0, 300].Sample(noise =>
        Record.Exception(() => Inflater.ForBlocks(BlockSize).InflateBlock(noise, 1000)) is null or MalformedDataException);
}
