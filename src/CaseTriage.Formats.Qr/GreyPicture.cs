namespace CaseTriage.Formats.Qr;

/// <summary>A picture in 8-bit grey, row by row, 0 is black.</summary>
internal sealed class GreyPicture
{
    public GreyPicture(int width, int height)
        : this(width, height, new byte[width * height])
    {
    }

    public GreyPicture(int width, int height, byte[] pixels)
    {
        Width = width;
        Height = height;
        Pixels = pixels;
    }

    public int Width { get; }

    public int Height { get; }

    public byte[] Pixels { get; }

    public byte this[int x, int y]
    {
        get => Pixels[(y * Width) + x];
        set => Pixels[(y * Width) + x] = value;
    }

    public ReadOnlySpan<byte> Row(int y) => Pixels.AsSpan(y * Width, Width);
}
