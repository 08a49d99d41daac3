namespace CaseTriage.Formats.Qr;

/// <summary>A part of a picture, in pixels.</summary>
internal readonly record struct PictureArea(int Left, int Top, int Width, int Height)
{
    public int Right => Left + Width;

    public int Bottom => Top + Height;

    /// <summary>The area with a margin around it, as far as the picture goes.</summary>
    public PictureArea With(int margin, int width, int height)
    {
        int left = Math.Clamp(Left - margin, 0, width - 1);
        int top = Math.Clamp(Top - margin, 0, height - 1);
        return new PictureArea(left, top, Math.Clamp(Right + margin - left, 1, width - left), Math.Clamp(Bottom + margin - top, 1, height - top));
    }

    /// <summary>The smallest upright area that holds all the points.</summary>
    public static PictureArea Around(IEnumerable<(double X, double Y)> points)
    {
        (double X, double Y)[] all = [.. points];
        int left = (int)all.Min(point => point.X);
        int top = (int)all.Min(point => point.Y);
        return new PictureArea(left, top, (int)all.Max(point => point.X) - left, (int)all.Max(point => point.Y) - top);
    }

    /// <summary>Whether both share a place.</summary>
    public bool Overlaps(PictureArea other) => other.Left < Right && Left < other.Right && other.Top < Bottom && Top < other.Bottom;

    /// <summary>Whether a place lies in it.</summary>
    public bool Holds(double x, double y) => x >= Left && x < Right && y >= Top && y < Bottom;
}
