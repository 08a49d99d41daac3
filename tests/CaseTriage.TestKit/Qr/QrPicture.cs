using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace CaseTriage.TestKit.Qr;

/// <summary>A grey picture that is made worse step by step, as cameras and screens do. Each step gives a new picture.</summary>
public sealed class QrPicture(int width, int height, byte[] pixels)
{
    public int Width { get; } = width;

    public int Height { get; } = height;

    /// <summary>Row by row, 0 is black.</summary>
    public byte[] Pixels { get; } = pixels;

    public static QrPicture Blank(int width, int height, byte grey = 255)
    {
        byte[] blank = new byte[width * height];
        blank.AsSpan().Fill(grey);
        return new QrPicture(width, height, blank);
    }

    /// <summary>A code in black on white.</summary>
    public static QrPicture Of(bool[,] modules, int modulePixels, int quietModules = 4)
    {
        int size = (modules.GetLength(0) + (2 * quietModules)) * modulePixels;
        return Blank(size, size).Each((x, y, _) =>
        {
            int row = (y / modulePixels) - quietModules;
            int column = (x / modulePixels) - quietModules;
            return row >= 0 && column >= 0 && row < modules.GetLength(0) && column < modules.GetLength(0) && modules[row, column] ? 0 : 255;
        });
    }

    public QrPicture Inverted() => Each((_, _, grey) => 255 - grey);

    /// <summary>Black and white become two greys.</summary>
    public QrPicture Between(int dark, int light) => Each((_, _, grey) => dark + (grey * (light - dark) / 255));

    public QrPicture Noisy(int amount, int seed)
    {
        var random = new Random(seed);
        return Each((_, _, grey) => grey + random.Next(-amount, amount + 1));
    }

    /// <summary>Dark on the left, bright on the right.</summary>
    public QrPicture Dimmed(double left, double right) => Each((x, _, grey) => (int)(grey * (left + ((right - left) * x / Width))));

    /// <summary>The raster of a screen seen through the raster of a camera.</summary>
    public QrPicture Moire(double period, double depth) =>
        Each((x, y, grey) => (int)(grey * (1 - (depth * (0.5 + (0.25 * Math.Sin(2 * Math.PI * x / period)) + (0.25 * Math.Sin(2 * Math.PI * y / (period * 1.07))))))));

    /// <summary>A round white spot; all are shares of the width.</summary>
    public QrPicture Glare(double centerX, double centerY, double radius) => Each((x, y, grey) =>
    {
        double distance = Math.Sqrt(Math.Pow(x - (centerX * Width), 2) + Math.Pow(y - (centerY * Width), 2)) / (radius * Width);
        return grey + (int)(510 * Math.Max(0, 1.2 - distance));
    });

    public QrPicture Filled(int left, int top, int width, int height, int grey) =>
        Each((x, y, old) => x >= left && x < left + width && y >= top && y < top + height ? grey : old);

    public QrPicture Cropped(int left, int top, int width, int height) => Blank(width, height).Each((x, y, _) => Pixels[((y + top) * Width) + x + left]);

    /// <summary>Three box blurs, near to a Gaussian.</summary>
    /// <param name="radius">Standard deviation in pixels, about.</param>
    public QrPicture Blurred(double radius)
    {
        double[] kernel = [.. Enumerable.Range(-(int)Math.Ceiling(3 * radius), (2 * (int)Math.Ceiling(3 * radius)) + 1).Select(i => Math.Exp(-i * i / (2 * radius * radius)))];
        double sum = kernel.Sum();
        QrPicture across = Each((x, y, _) => (int)Math.Round(kernel.Select((weight, i) => weight * At(x + i - (kernel.Length / 2), y)).Sum() / sum));
        return across.Each((x, y, _) => (int)Math.Round(kernel.Select((weight, i) => weight * across.At(x, y + i - (kernel.Length / 2))).Sum() / sum));
    }

    public QrPicture Scaled(double factor) => Warped((int)(Width * factor), (int)(Height * factor), (x, y) => ((x + 0.5) / factor - 0.5, (y + 0.5) / factor - 0.5), samples: factor < 1 ? (int)Math.Ceiling(2 / factor) : 1);

    public QrPicture Rotated(double degrees)
    {
        double sine = Math.Sin(degrees * Math.PI / 180);
        double cosine = Math.Cos(degrees * Math.PI / 180);
        int side = (int)(Math.Max(Width, Height) * (Math.Abs(sine) + Math.Abs(cosine)));
        return Warped(side, side, (x, y) =>
        {
            double dx = x - (side / 2.0);
            double dy = y - (side / 2.0);
            return ((dx * cosine) + (dy * sine) + (Width / 2.0), (dy * cosine) - (dx * sine) + (Height / 2.0));
        });
    }

    /// <summary>Seen from the side: the far edge is as much shorter as the shares say. The canvas grows by a quarter, so that nothing is lost.</summary>
    public QrPicture Tilted(double across, double down)
    {
        (int width, int height) = (Width * 5 / 4, Height * 5 / 4);
        return Warped(width, height, (x, y) =>
        {
            double u = (x - (width / 2.0)) / Width;
            double v = (y - (height / 2.0)) / Height;
            double depth = 1 - (across * u) - (down * v);
            return (((u / depth) + 0.5) * Width, ((v / depth) + 0.5) * Height);
        });
    }

    /// <summary>Another picture laid over this one.</summary>
    public QrPicture With(QrPicture other, int left, int top) => Each((x, y, grey) =>
        x >= left && y >= top && x < left + other.Width && y < top + other.Height ? other.Pixels[((y - top) * other.Width) + x - left] : grey);

    /// <summary>The file, one byte a pixel.</summary>
    public byte[] ToPng()
    {
        using var rows = new MemoryStream();
        using (var deflate = new ZLibStream(rows, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (int y = 0; y < Height; y++)
            {
                deflate.WriteByte(0);
                deflate.Write(Pixels, y * Width, Width);
            }
        }

        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Height);
        header[8] = 8;
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, rows.ToArray()), .. Chunk("IEND"u8, [])];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] data)
    {
        byte[] chunk = [0, 0, 0, 0, .. type, .. data, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Crc32.HashToUInt32(chunk.AsSpan(4, data.Length + 4)));
        return chunk;
    }

    private double At(double x, double y) => Pixels[((int)Math.Clamp(y, 0, Height - 1) * Width) + (int)Math.Clamp(x, 0, Width - 1)];

    private QrPicture Each(Func<int, int, int, int> grey)
    {
        byte[] changed = new byte[Pixels.Length];
        for (int i = 0; i < changed.Length; i++)
        {
            changed[i] = (byte)Math.Clamp(grey(i % Width, i / Width, Pixels[i]), 0, 255);
        }

        return new QrPicture(Width, Height, changed);
    }

    private QrPicture Warped(int width, int height, Func<double, double, (double X, double Y)> source, int samples = 2) => Blank(width, height).Each((x, y, _) =>
    {
        double sum = 0;
        for (int i = 0; i < samples * samples; i++)
        {
            (double fromX, double fromY) = source(x + ((i % samples + 0.5) / samples) - 0.5, y + ((i / samples + 0.5) / samples) - 0.5);
            sum += fromX < 0 || fromY < 0 || fromX > Width - 1 || fromY > Height - 1 ? 255 : Between(fromX, fromY);
        }

        return (int)Math.Round(sum / (samples * samples));
    });

    private double Between(double x, double y)
    {
        double dx = x - Math.Floor(x);
        double dy = y - Math.Floor(y);
        return (((At(x, y) * (1 - dx)) + (At(x + 1, y) * dx)) * (1 - dy)) + (((At(x, y + 1) * (1 - dx)) + (At(x + 1, y + 1) * dx)) * dy);
    }
}
