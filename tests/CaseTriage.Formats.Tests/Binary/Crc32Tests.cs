using System.Text;
using CaseTriage.Formats.Binary;

namespace CaseTriage.Formats.Tests.Binary;

public sealed class Crc32Tests
{
    [Fact]
    public void Compute_CheckValueOfTheCatalogue_IsCbf43926() =>
        Assert.Equal(0xCBF43926, Crc32.Compute("123456789"u8));

    [Fact]
    public void Compute_NoBytes_IsZero() => Assert.Equal(0u, Crc32.Compute([]));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(19)]
    public void Append_InTwoPieces_IsTheChecksumOfTheWhole(int cut)
    {
        byte[] data = Encoding.ASCII.GetBytes("The quick brown fox jumps over the lazy dog");

        uint whole = Crc32.Append(Crc32.Compute(data.AsSpan(0, cut)), data.AsSpan(cut));

        Assert.Equal(0x414FA339u, whole);
    }
}
