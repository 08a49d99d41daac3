using System.IO.Hashing;
using CaseTriage.Formats.Images;

namespace CaseTriage.Formats.Tests.Images;

public sealed class ImageReaderTests
{
    /// <summary>SOI, APP0 with two bytes, a frame of 3 by 2, a scan with a stuffed 0xFF and a restart, EOI.</summary>
    private static readonly byte[] s_jpeg = Convert.FromHexString("FFD8FFE000044A46FFC0000B080002000301011100FFDA000301AAFF00FFD0BBFFD9");

    [Fact]
    public void Read_WholePng_TellsItsSize()
    {
        ImageStructure image = ImageReader.Read(Png(640, 480));

        Assert.Equal((ImageFormat.Png, 640, 480), (image.Format, image.Width, image.Height));
        Assert.Empty(image.Damage);
        Assert.False(image.IsTooLarge);
    }

    [Fact]
    public void Read_ChangedPng_ReportsDamage()
    {
        byte[] png = Png(640, 480);
        png[^17] ^= 1;

        Assert.Equal("png-checksum", Assert.Single(ImageReader.Read(png).Damage).Code);
    }

    [Fact]
    public void Read_CutPng_ReportsDamage() => Assert.Equal("png-truncated", Assert.Single(ImageReader.Read(Png(640, 480).AsSpan()[..^5]).Damage).Code);

    [Fact]
    public void Read_HugePng_IsTooLargeByItsHeader() => Assert.True(ImageReader.Read(Png(100_000, 100_000)).IsTooLarge);

    [Fact]
    public void Read_WholeJpeg_TellsItsSize()
    {
        ImageStructure image = ImageReader.Read(s_jpeg);

        Assert.Equal((ImageFormat.Jpeg, 3, 2), (image.Format, image.Width, image.Height));
        Assert.Empty(image.Damage);
    }

    [Fact]
    public void Read_CutJpeg_ReportsDamage() => Assert.Equal("jpeg-truncated", Assert.Single(ImageReader.Read(s_jpeg.AsSpan()[..^2]).Damage).Code);

    [Theory]
    [InlineData("47494638", "not-image")]
    [InlineData("89504E470D0A1A0A", "png-header")]
    [InlineData("FFD8FFE0", "jpeg-header")]
    public void Read_NoUsablePicture_IsRefused(string hex, string code) =>
        Assert.Equal(code, Assert.Throws<MalformedDataException>(() => ImageReader.Read(Convert.FromHexString(hex))).Code);

    [Fact]
    public void Read_CutAnywhere_ThrowsNothingElse()
    {
        foreach (byte[] whole in new[] { Png(2, 2), s_jpeg })
        {
            for (int length = 0; length < whole.Length; length++)
            {
                Exception? exception = Record.Exception(() => ImageReader.Read(whole.AsSpan(0, length)));
                Assert.True(exception is null or MalformedDataException);
            }
        }
    }

    private static byte[] Png(int width, int height) =>
    [
        0x89, .. "PNG\r\n"u8, 0x1A, 0x0A,
        .. Chunk([.. "IHDR"u8, .. BigEndian(width), .. BigEndian(height), 1, 0, 0, 0, 0]),
        .. Chunk([.. "IDAT"u8, 1, 2, 3]),
        .. Chunk([.. "IEND"u8]),
    ];

    private static byte[] Chunk(byte[] typeAndData) => [.. BigEndian(typeAndData.Length - 4), .. typeAndData, .. BigEndian((int)Crc32.HashToUInt32(typeAndData))];

    private static byte[] BigEndian(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
}
