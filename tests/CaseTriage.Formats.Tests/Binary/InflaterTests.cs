using CaseTriage.Formats.Binary;
using CaseTriage.TestKit.Archives;
using CsCheck;

namespace CaseTriage.Formats.Tests.Binary;

public sealed class InflaterTests
{
    [Fact]
    public void Inflate_AnyBytes_GivesThemBack() => Gen.OneOf(Gen.Byte.Array[1, 5000], Gen.Byte[0, 3].Array[1, 1 << 15]).Sample(content => Inflate(Deflate.Compress(content)).SequenceEqual(content));

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
    [InlineData("cb403001", "history that is not there")]
    [InlineData("cb48cdc9c957", "data that end early")]
    [InlineData("", "no data")]
    [InlineData("0100010000", "a stored length without its complement")]
    [InlineData("ff", "the reserved block type")]
    public void Inflate_BadStream_IsRefused(string hex, string what)
    {
        Exception? exception = Record.Exception(() => Inflate(Convert.FromHexString(hex)));

        Assert.True(exception is MalformedDataException, what);
    }

    [Fact]
    public void Inflate_Noise_ThrowsNothingElse() => Gen.Byte.Array[0, 300].Sample(noise => Record.Exception(() => Inflate(noise)) is null or MalformedDataException);

    private static byte[] Inflate(byte[] data)
    {
        using var destination = new MemoryStream();
        Inflater.Inflate(new MemoryStream(data), destination, TestContext.Current.CancellationToken);
        return destination.ToArray();
    }
}
