using CaseTriage.Formats.Cab;
using CaseTriage.TestKit.Archives;
using CsCheck;

namespace CaseTriage.Formats.Tests.Cab;

public sealed class MsZipDecoderTests
{
    private const int BlockSize = 1 << 15;

    [Fact]
    public void Decode_AnyBytes_GivesThemBack() => Gen.OneOf(Gen.Byte.Array[1, 5000], Gen.Byte[0, 3].Array[1, BlockSize]).Sample(content =>
        Decode(Deflate.Compress(content), content.Length).SequenceEqual(content));

    [Theory]
    [InlineData("cb403001", 11, "history that is not there")]
    [InlineData("cb48cdc9c95728cf2fca490100", 10, "more than declared")]
    [InlineData("cb48cdc9c95728cf2fca490100", 12, "less than declared")]
    [InlineData("cb48cdc9c957", 11, "data that end early")]
    [InlineData("", 1, "no data")]
    [InlineData("0100010000", 1, "a stored length without its complement")]
    [InlineData("ff", 1, "the reserved block type")]
    public void Decode_BadStream_IsRefused(string hex, int size, string what)
    {
        Exception? exception = Record.Exception(() => Decode(Convert.FromHexString(hex), size));

        Assert.True(exception is MalformedDataException, what);
    }

    [Fact]
    public void Decode_Noise_ThrowsNothingElse() => Gen.Byte.Array[0, 300].Sample(noise => Record.Exception(() => Decode(noise, 1000)) is null or MalformedDataException);

    private static byte[] Decode(byte[] stream, int size) => new MsZipDecoder().Decode(new ArraySegment<byte>([.. "CK"u8, .. stream]), size).ToArray();
}
