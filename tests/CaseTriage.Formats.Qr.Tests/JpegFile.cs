using CaseTriage.TestKit.Qr;
using SkiaSharp;

namespace CaseTriage.Formats.Qr.Tests;

/// <summary>Encodes pictures in the formats that the decoder reads.</summary>
internal static class JpegFile
{
    public static byte[] Of(QrPicture picture, int quality) => Encode(picture, SKEncodedImageFormat.Jpeg, quality);

    public static byte[] Encode(QrPicture picture, SKEncodedImageFormat format, int quality)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(picture.Width, picture.Height, SKColorType.Gray8, SKAlphaType.Opaque));
        picture.Pixels.CopyTo(bitmap.GetPixelSpan());
        using SKData data = bitmap.Encode(format, quality);
        return data.ToArray();
    }
}
