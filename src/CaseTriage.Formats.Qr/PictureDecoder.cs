using System.Collections.Immutable;
using CaseTriage.Formats.Images;
using SkiaSharp;

namespace CaseTriage.Formats.Qr;

/// <summary>Decodes the pixels of a picture to grey. The size is known and held against the limit before a pixel is decoded.</summary>
internal static class PictureDecoder
{
    /// <exception cref="MalformedDataException">No pixels could be had, or there are too many.</exception>
    public static GreyPicture Decode(ReadOnlySpan<byte> content, out ImmutableArray<Damage> damage)
    {
        damage = [];
        if (IsKnown(content) && ImageReader.Read(content) is { IsTooLarge: true } large)
        {
            throw TooLarge(large.Width, large.Height);
        }

        using var stream = new SKMemoryStream(SKData.CreateCopy(content));
        using SKCodec codec = SKCodec.Create(stream, out SKCodecResult opened) ?? throw new MalformedDataException("picture-format", $"The picture could not be opened: {opened}. Ask for it as PNG or JPEG.");
        SKImageInfo size = codec.Info;
        if (size.Width <= 0 || size.Height <= 0 || (long)size.Width * size.Height > ImageStructure.MaxPixels)
        {
            throw TooLarge(size.Width, size.Height);
        }

        using var bitmap = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Bgra8888, SKAlphaType.Unpremul));
        bitmap.Erase(SKColors.White);
        SKCodecResult decoded = codec.GetPixels(bitmap.Info, bitmap.GetPixels());
        if (decoded is SKCodecResult.IncompleteInput or SKCodecResult.ErrorInInput)
        {
            damage = [new Damage("picture-incomplete", $"The pixels of the picture could be decoded in part only: {decoded}. Ask for it again.", null)];
        }
        else if (decoded != SKCodecResult.Success)
        {
            throw new MalformedDataException("picture-pixels", $"The pixels of the picture could not be decoded: {decoded}. Ask for it again.");
        }

        return ToGrey(bitmap);
    }

    private static bool IsKnown(ReadOnlySpan<byte> content) => content.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']) || content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);

    private static MalformedDataException TooLarge(int width, int height) =>
        new("limit-pixels", $"The picture has {width} by {height} pixels; the limit is {ImageStructure.MaxPixels}. Ask for a smaller one.");

    /// <summary>Rec. 601 luma over white.</summary>
    private static GreyPicture ToGrey(SKBitmap bitmap)
    {
        var grey = new GreyPicture(bitmap.Width, bitmap.Height);
        ReadOnlySpan<byte> source = bitmap.GetPixelSpan();
        for (int y = 0; y < grey.Height; y++)
        {
            ReadOnlySpan<byte> row = source.Slice(y * bitmap.RowBytes, grey.Width * 4);
            Span<byte> target = grey.Pixels.AsSpan(y * grey.Width, grey.Width);
            for (int x = 0, i = 0; x < target.Length; x++, i += 4)
            {
                int luma = ((117 * row[i]) + (601 * row[i + 1]) + (306 * row[i + 2])) >> 10;
                int alpha = row[i + 3];
                target[x] = alpha == 255 ? (byte)luma : (byte)(((luma * alpha) + (255 * (255 - alpha))) / 255);
            }
        }

        return grey;
    }
}
