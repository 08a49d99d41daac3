using System.Security.Cryptography;
using CaseTriage.TestKit.Qr;
using SkiaSharp;

namespace CaseTriage.Formats.Qr.Tests;

public sealed class QrDecoderTests : IDisposable
{
    private readonly QrDecoder _decoder = new(TimeSpan.FromMinutes(1));

    [Theory]
    [InlineData("72", 23)]
    [InlineData("190", 23)]
    [InlineData("random-512", 23)]
    public void Scan_DegradedPictures_GivesTheExactBytesOrNone(string payload, int least)
    {
        int exact = 0;
        foreach (QrSample sample in QrSamples.Of(payload, JpegFile.Of))
        {
            QrScan scan = Scan(sample.File);

            Assert.All(scan.Codes, code => Assert.Equal(sample.Payloads[0], code.Bytes));
            exact += scan.Codes.Length == 1 ? 1 : 0;
        }

        Assert.True(exact >= least, $"{exact} of 24 were read; {least} should be.");
    }

    [Fact]
    public void Scan_FourCodes_ReadsEachInItsPlace()
    {
        QrSample sample = QrSamples.Several();

        QrScan scan = Scan(sample.File);

        Assert.Equal(sample.Payloads.Length, scan.Codes.Length);
        Assert.All(sample.Payloads, payload => Assert.Contains(scan.Codes, code => code.Bytes.AsSpan().SequenceEqual(payload)));
        QrCode first = Assert.Single(scan.Codes, code => code.Bytes.AsSpan().SequenceEqual(sample.Payloads[0]));
        Assert.InRange(first.Corners[0].X, 10, 14);
        Assert.InRange(first.Corners[2].Y, 108, 112);
    }

    [Fact]
    public void Scan_CodeBesideOneThatCannotBeRead_ReadsItAndTellsOfTheOther()
    {
        QrPicture good = QrPicture.Of(QrEncoder.Encode(QrSamples.Payloads[0].Content), 5);
        QrPicture bad = QrPicture.Of(QrEncoder.Encode(QrSamples.Payloads[1].Content), 5).Filled(60, 60, 100, 100, 255);

        QrScan scan = Scan(QrPicture.Blank(800, 400).With(good, 10, 10).With(bad, 400, 50).ToPng());

        Assert.Equal(QrSamples.Payloads[0].Content, Assert.Single(scan.Codes).Bytes);
        Assert.NotEmpty(scan.Problems);
    }

    [Fact]
    public void Scan_UnreadableCode_SaysWhatToRetake()
    {
        foreach ((string problem, byte[] file) in QrSamples.Unreadable())
        {
            QrScan scan = Scan(file);

            Assert.Empty(scan.Codes);
            Assert.NotNull(scan.Measured);
            Assert.True(scan.Problems.Contains(Enum.Parse<QrProblem>(problem)), $"{problem}: {string.Join(", ", scan.Problems)}; {scan.Measured}");
        }
    }

    /// <summary>So blurred a code is not told from a picture of grey clouds by itself; where it is seen, the measure names the blur.</summary>
    [Fact]
    public void Examine_BlurredCode_SaysBlur()
    {
        QrPicture blurred = QrPicture.Blank(900, 900).With(QrPicture.Of(QrEncoder.Encode(QrSamples.Payloads[2].Content), 6), 100, 100).Blurred(4);

        Assert.Contains(QrProblem.Blur, UnreadCode.Examine(new GreyPicture(900, 900, blurred.Pixels), new PictureArea(112, 112, 608, 608)).Problems);
    }

    [Fact]
    public void Scan_PictureWithoutCode_IsNotCalledUnreadable()
    {
        foreach ((string name, byte[] file) in QrSamples.WithoutCode())
        {
            QrScan scan = Scan(file);

            Assert.True(scan.Problems.IsEmpty && scan.Codes.IsEmpty && scan.Damage.IsEmpty, $"{name}: {string.Join(", ", scan.Problems)}; {scan.Measured}");
        }
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void Scan_EachFormat_IsDecoded(SKEncodedImageFormat format)
    {
        byte[] content = QrSamples.Payloads[1].Content;

        QrScan scan = Scan(JpegFile.Encode(QrPicture.Of(QrEncoder.Encode(content, 'M'), 4), format, 90));

        QrCode code = Assert.Single(scan.Codes);
        Assert.Equal(content, code.Bytes);
        Assert.Equal("M", code.ErrorCorrection);
        Assert.Contains("测试台式机", code.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("89504E470D0A1A0A0000000D49484452000FFFFF000FFFFF0802000000")]
    [InlineData("474946383961FFFFFFFFF00000FFFFFF0000002C00000000FFFFFFFF00")]
    [InlineData("424D000000000000000036000000280000007FFFFFFF7FFFFFFF010018000000000000000000")]
    [InlineData("524946460000000057454250565038580A00000000000000FEFFFFFEFFFF")]
    [InlineData("00")]
    [InlineData("")]
    public void Scan_HostileHeader_SaysSoAndAllocatesLittle(string hex)
    {
        byte[] file = Convert.FromHexString(hex);
        long before = GC.GetAllocatedBytesForCurrentThread();

        QrScan scan = Scan(file);

        Assert.NotEmpty(scan.Damage);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Theory]
    [InlineData(1, 5000)]
    [InlineData(5000, 1)]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    public void Scan_ThinPicture_HoldsNothing(int width, int height) => Assert.Empty(Scan(QrPicture.Blank(width, height).Noisy(200, 1).ToPng()).Codes);

    [Fact]
    public void Scan_ChangedFiles_NeverThrowAndNeverGiveWrongBytes()
    {
        byte[] content = QrSamples.Payloads[0].Content;
        byte[] png = QrPicture.Of(QrEncoder.Encode(content), 3).ToPng();
        byte[] jpeg = JpegFile.Of(QrPicture.Of(QrEncoder.Encode(content), 3), 80);
        var random = new Random(5);
        for (int i = 0; i < 300; i++)
        {
            byte[] file = [.. i % 2 == 0 ? png : jpeg];
            for (int change = random.Next(1, 8); change > 0; change--)
            {
                file[random.Next(file.Length)] = (byte)random.Next(256);
            }

            QrScan scan = Scan(i % 5 == 0 ? file[..random.Next(file.Length)] : file);

            Assert.All(scan.Codes, code => Assert.Equal(content, code.Bytes));
        }
    }

    [Theory]
    [InlineData("zxing_reader.wasm", "e8af31edb56d0522f4de74495839385ef019ba8bc90d38e5ecb2f18795d86fb2")]
    [InlineData("zxing_reader.js", "d33d09ce132a692faffbed0dce656c36cb2573b4b843885a6e036390d1071d95")]
    public void EmbeddedFile_OfTheReader_IsUnchanged(string name, string sha256) =>
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(EmbeddedFile.Bytes(name))));

    public void Dispose() => _decoder.Dispose();

    private QrScan Scan(byte[] file) => _decoder.Scan(file, TestContext.Current.CancellationToken);
}
