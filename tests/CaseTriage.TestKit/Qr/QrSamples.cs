using System.Collections.Immutable;
using System.Text;

namespace CaseTriage.TestKit.Qr;

/// <summary>A degraded picture and the contents that it shows.</summary>
/// <param name="Name">What it is and what was done to it.</param>
/// <param name="File">The bytes of the picture.</param>
/// <param name="Payloads">What the codes in it hold.</param>
public sealed record QrSample(string Name, byte[] File, ImmutableArray<byte[]> Payloads);

/// <summary>Pictures of codes as phones, screens and mail programs leave them. All random input has fixed seeds.</summary>
public static class QrSamples
{
    /// <summary>Contents by name: a short line, JSON with Chinese, a request of usual length, the longest, and bytes that are no text.</summary>
    public static ImmutableArray<(string Name, byte[] Content)> Payloads { get; } =
    [
        ("72", Encoding.ASCII.GetBytes("CMIT-OFFLINE;SKU=00000000-1111-2222-3333-444444444444;T=20260131090000Z;")),
        ("190", Encoding.UTF8.GetBytes("{\"型号\":\"测试台式机 T100\",\"serial\":\"QX07310000101\",\"time\":\"2026-01-31T09:00:00Z\",\"说明\":\"离线激活请求，请拍照上传，二维码须完整清晰\",\"id\":\"0a1b2c3d\"}")),
        ("900", Base64(675, 900)),
        ("2900", Base64(2175, 2900)),
        ("random-512", Bytes(512, 512)),
    ];

    /// <summary>All pictures, one after the other: they are large.</summary>
    /// <param name="toJpeg">Makes a JPEG of a quality from 1 to 100.</param>
    public static IEnumerable<QrSample> All(Func<QrPicture, int, byte[]> toJpeg)
    {
        foreach ((string name, byte[] content) in Payloads.Take(4))
        {
            foreach (QrSample sample in OfOne(name, content, toJpeg))
            {
                yield return sample;
            }
        }

        (_, byte[] binary) = Payloads[4];
        foreach (QrSample sample in OfOne("random-512", binary, toJpeg).Take(4))
        {
            yield return sample;
        }

        yield return new QrSample("2900 dense at 8 px", QrPicture.Of(QrEncoder.Encode(Payloads[3].Content), 8).ToPng(), [Payloads[3].Content]);
        yield return Several();
    }

    /// <summary>Four codes in one picture.</summary>
    public static QrSample Several()
    {
        ImmutableArray<byte[]> payloads = [Payloads[0].Content, Payloads[1].Content, Payloads[2].Content, Payloads[4].Content];
        QrPicture several = QrPicture.Blank(1400, 1000);
        for (int i = 0; i < payloads.Length; i++)
        {
            several = several.With(QrPicture.Of(QrEncoder.Encode(payloads[i]), i == 2 ? 4 : 3), i % 2 * 700, i / 2 * 500);
        }

        return new QrSample("four codes", several.ToPng(), payloads);
    }

    /// <summary>Pictures in which a code is seen and cannot be read, with the word for what is wrong.</summary>
    public static IEnumerable<(string Problem, byte[] File)> Unreadable()
    {
        QrPicture code = QrPicture.Of(QrEncoder.Encode(Payloads[2].Content), 6);
        QrPicture onDesk = QrPicture.Blank(900, 900).With(code, 100, 100);
        yield return ("Cut", code.Cropped(code.Width / 3, 0, code.Width * 2 / 3, code.Height).ToPng());
        yield return ("Glare", onDesk.Glare(0.42, 0.4, 0.16).ToPng());
        yield return ("TooSmall", onDesk.Scaled(0.2).ToPng());
        yield return ("LowContrast", onDesk.Between(122, 134).Noisy(18, 3).Blurred(1).ToPng());
    }

    /// <summary>Pictures without a code.</summary>
    public static IEnumerable<(string Name, byte[] File)> WithoutCode()
    {
        yield return ("desktop", Desktop(1920, 1080).ToPng());
        yield return ("noise", QrPicture.Blank(800, 800, 128).Noisy(120, 1).ToPng());
        yield return ("soft noise", QrPicture.Blank(800, 800, 128).Noisy(120, 1).Blurred(2).ToPng());
        yield return ("blank", QrPicture.Blank(640, 480).ToPng());
        yield return ("raster", QrPicture.Blank(640, 480).Moire(9, 0.9).ToPng());
    }

    /// <summary>The pictures of one content of <see cref="Payloads"/>.</summary>
    public static IEnumerable<QrSample> Of(string payload, Func<QrPicture, int, byte[]> toJpeg) => OfOne(payload, Payloads.First(known => known.Name == payload).Content, toJpeg);

    private static IEnumerable<QrSample> OfOne(string name, byte[] content, Func<QrPicture, int, byte[]> toJpeg)
    {
        bool[,] modules = QrEncoder.Encode(content);
        int px = modules.GetLength(0) > 100 ? 5 : 6;
        QrPicture clean = QrPicture.Of(modules, px);
        int side = clean.Width;
        int quiet = 4 * px;

        yield return Sample("clean", clean);
        yield return Sample("rotated 33", clean.Rotated(33));
        yield return Sample("blur 1", clean.Blurred(1));
        yield return Jpeg("jpeg 20", clean, 20);
        yield return Sample("rotated 7", clean.Rotated(7));
        yield return Sample("rotated 90", clean.Rotated(90));
        yield return Sample("rotated 180", clean.Rotated(180));
        yield return Sample("tilted across", clean.Tilted(0.25, 0));
        yield return Sample("tilted both", clean.Tilted(0.18, 0.22));
        yield return Sample("blur 2", clean.Blurred(2));
        yield return Sample("blur 3", clean.Blurred(3));
        yield return Jpeg("jpeg 8", clean, 8);
        yield return Sample("inverse", clean.Inverted());
        yield return Sample("moire", clean.Moire(5.3, 0.5));
        yield return Jpeg("photo", clean.Tilted(0.1, 0.12).Rotated(4).Between(40, 200).Blurred(0.9).Dimmed(0.6, 1).Noisy(22, 7), 70);
        yield return Sample("photo at 45 %", clean.Tilted(0.1, 0.12).Rotated(4).Between(40, 200).Scaled(0.45).Dimmed(0.6, 1).Noisy(12, 8));
        yield return Sample("dim gradient", clean.Between(20, 150).Dimmed(0.15, 1).Noisy(4, 9));
        yield return Sample("corner missing", clean.Filled(side - quiet - (3 * px), side - quiet - (3 * px), quiet + (3 * px), quiet + (3 * px), 255));
        yield return Sample("edge cut", clean.Cropped(0, 0, side - quiet - px, side));
        yield return Sample("no quiet zone", QrPicture.Of(modules, px, 0));
        yield return Sample("4K screenshot at 3 px", Screen(modules, 3));
        yield return Sample("4K screenshot at 2 px", Screen(modules, 2));
        yield return Sample("white on blue", clean.Inverted().Between(55, 235));
        yield return Sample("shrunk to 40 %", QrPicture.Of(modules, 6).Scaled(0.4));

        QrSample Sample(string what, QrPicture picture) => new($"{name} {what}", picture.ToPng(), [content]);

        QrSample Jpeg(string what, QrPicture picture, int quality) => new($"{name} {what}", toJpeg(picture, quality), [content]);
    }

    /// <summary>A desktop of 3840 by 2160 with a window of text beside the code.</summary>
    private static QrPicture Screen(bool[,] modules, int modulePixels) =>
        Desktop(3840, 2160).With(QrPicture.Of(modules, modulePixels), 1700, 900);

    /// <summary>Windows with lines of what looks like text, and no code.</summary>
    public static QrPicture Desktop(int width, int height)
    {
        QrPicture screen = QrPicture.Blank(width, height, 90).With(QrPicture.Blank(width * 2 / 5, height * 3 / 4, 250), width / 20, height / 10);
        var random = new Random(11);
        byte[] pixels = screen.Pixels;
        for (int line = 0; line < (height * 3 / 4 / 24) - 1; line++)
        {
            int top = (height / 10) + 8 + (line * 24);
            for (int x = (width / 20) + 10; x < (width * 9 / 20) - 20; x += random.Next(3, 9))
            {
                int tall = random.Next(4, 14);
                for (int y = 0; y < tall; y++)
                {
                    pixels[((top + 14 - y) * width) + x] = 20;
                    pixels[((top + 14 - y) * width) + x + 1] = 30;
                }
            }
        }

        return screen;
    }

    private static byte[] Base64(int size, int seed) => Encoding.ASCII.GetBytes(Convert.ToBase64String(Bytes(size, seed)));

    private static byte[] Bytes(int size, int seed)
    {
        byte[] bytes = new byte[size];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
