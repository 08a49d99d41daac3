namespace CaseTriage.Formats.Qr;

/// <summary>
/// Finds what looks like a code whether or not it can be read: an area full of dark and light, half and half, alike across and down. Text is mostly light and differs across and down; photographs are not of two greys.
/// </summary>
internal static class CodeTexture
{
    /// <summary>Areas that are looked at; pictures with more are no pictures of codes.</summary>
    private const int MaxAreas = 4;

    private const int MinTiles = 4;
    private const int MinContrast = 24;

    /// <summary>Areas that look like a code, the largest first.</summary>
    public static List<PictureArea> Find(GreyPicture picture)
    {
        int tile = Math.Max(picture.Width, picture.Height) < 400 ? 8 : 16;
        int columns = picture.Width / tile;
        int rows = picture.Height / tile;
        bool[] isMixed = new bool[columns * rows];
        for (int i = 0; i < isMixed.Length; i++)
        {
            isMixed[i] = IsMixed(picture, i % columns * tile, i / columns * tile, tile);
        }

        return
        [
            .. Connected(isMixed, columns, rows)
                .Where(area => Math.Min(area.Tiles.Width, area.Tiles.Height) >= MinTiles && area.Count >= 0.4 * area.Tiles.Width * area.Tiles.Height)
                .OrderByDescending(area => area.Count)
                .Take(MaxAreas)
                .Select(area => new PictureArea(area.Tiles.Left * tile, area.Tiles.Top * tile, area.Tiles.Width * tile, area.Tiles.Height * tile))
                .Where(area => LooksLikeCode(picture, area)),
        ];
    }

    /// <summary>Runs of equal colour in an area, by its own threshold.</summary>
    public static AreaRuns Measure(GreyPicture blackAndWhite)
    {
        (long dark, int across, int down) = (0, 0, 0);
        for (int y = 1; y < blackAndWhite.Height; y++)
        {
            ReadOnlySpan<byte> row = blackAndWhite.Row(y);
            ReadOnlySpan<byte> above = blackAndWhite.Row(y - 1);
            for (int x = 1; x < row.Length; x++)
            {
                dark += row[x] == 0 ? 1 : 0;
                across += row[x] != row[x - 1] ? 1 : 0;
                down += row[x] != above[x] ? 1 : 0;
            }
        }

        double pixels = Math.Max(1, (blackAndWhite.Width - 1.0) * (blackAndWhite.Height - 1));
        return new AreaRuns(dark / pixels, pixels / Math.Max(1, across), pixels / Math.Max(1, down));
    }

    /// <summary>The area in black and white: each pixel against the mean around it.</summary>
    public static GreyPicture ToBlackAndWhite(GreyPicture picture)
    {
        GreyPicture mean = picture.Smooth(Math.Clamp(Math.Min(picture.Width, picture.Height) / 8, 4, 32));
        var two = new GreyPicture(picture.Width, picture.Height);
        for (int i = 0; i < two.Pixels.Length; i++)
        {
            two.Pixels[i] = picture.Pixels[i] < mean.Pixels[i] ? (byte)0 : (byte)255;
        }

        return two;
    }

    /// <summary>Share of the pixels near to one of the two greys of an area: nearly all in a code, few in a photograph.</summary>
    private static double TwoGreys(GreyPicture picture)
    {
        (int dark, int light) = GreyLevels.Of(picture.Pixels);
        int reach = Math.Max(1, (light - dark) * 3 / 10);
        return picture.Pixels.Count(grey => grey <= dark + reach || grey >= light - reach) / (double)picture.Pixels.Length;
    }

    private static bool LooksLikeCode(GreyPicture picture, PictureArea area)
    {
        GreyPicture part = picture.Crop(area);
        GreyPicture blackAndWhite = ToBlackAndWhite(part);
        return IsEven(area, Measure(blackAndWhite)) && (TwoGreys(part) > 0.66 || FinderPatterns.Find(blackAndWhite).Count >= 2);
    }

    /// <summary>Whether an area that a reader took for a code may be one: half dark and half light, alike across and down.</summary>
    public static bool MayBeCode(GreyPicture picture, PictureArea area) =>
        Math.Min(area.Width, area.Height) >= 21 && IsEven(area, Measure(ToBlackAndWhite(picture.Crop(area))));

    private static bool IsEven(PictureArea area, AreaRuns runs)
    {
        double lean = runs.Across / runs.Down;
        double shape = (double)area.Width / area.Height;
        return shape is > 0.45 and < 2.2 && runs.DarkShare is > 0.33 and < 0.67 && lean is > 0.7 and < 1.43 && Math.Min(runs.Across, runs.Down) >= 2.2;
    }

    private static bool IsMixed(GreyPicture picture, int left, int top, int tile)
    {
        (int min, int max, int sum) = (255, 0, 0);
        for (int y = top; y < top + tile; y++)
        {
            foreach (byte grey in picture.Row(y).Slice(left, tile))
            {
                min = Math.Min(min, grey);
                max = Math.Max(max, grey);
                sum += grey;
            }
        }

        int mean = sum / (tile * tile);
        return max - min >= MinContrast && mean > min + ((max - min) / 6) && mean < max - ((max - min) / 6);
    }

    private static IEnumerable<(PictureArea Tiles, int Count)> Connected(bool[] isMixed, int columns, int rows)
    {
        var open = new Stack<int>();
        for (int first = 0; first < isMixed.Length; first++)
        {
            if (!isMixed[first])
            {
                continue;
            }

            (int left, int top, int right, int bottom, int count) = (columns, rows, 0, 0, 0);
            isMixed[first] = false;
            open.Push(first);
            while (open.TryPop(out int at))
            {
                (int x, int y) = (at % columns, at / columns);
                (left, top, right, bottom, count) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x), Math.Max(bottom, y), count + 1);
                Visit(x - 1, y);
                Visit(x + 1, y);
                Visit(x, y - 1);
                Visit(x, y + 1);
            }

            yield return (new PictureArea(left, top, right - left + 1, bottom - top + 1), count);
        }

        void Visit(int x, int y)
        {
            if (x >= 0 && y >= 0 && x < columns && y < rows && isMixed[(y * columns) + x])
            {
                isMixed[(y * columns) + x] = false;
                open.Push((y * columns) + x);
            }
        }
    }
}

/// <summary>Runs of equal colour in an area.</summary>
/// <param name="DarkShare">Share of dark pixels, 0 to 1.</param>
/// <param name="Across">Mean length of a run in a row, in pixels; about two modules in a code.</param>
/// <param name="Down">The same in a column.</param>
internal readonly record struct AreaRuns(double DarkShare, double Across, double Down);
