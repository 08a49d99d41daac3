namespace CaseTriage.Formats.Qr;

/// <summary>Finds the squares in the corners of codes: dark, light, dark, light, dark as 1:1:3:1:1 across and down (ISO/IEC 18004, 6.3.3).</summary>
internal static class FinderPatterns
{
    private const int MaxPatterns = 64;

    /// <summary>Patterns in a part of a picture of black and white.</summary>
    public static List<FinderPattern> Find(GreyPicture blackAndWhite)
    {
        var found = new List<FinderPattern>();
        Span<int> runs = stackalloc int[5];
        for (int y = 0; y < blackAndWhite.Height && found.Count < MaxPatterns; y++)
        {
            ReadOnlySpan<byte> row = blackAndWhite.Row(y);
            runs.Clear();
            int start = 0;
            for (int x = 1; x <= row.Length; x++)
            {
                if (x < row.Length && row[x] == row[start])
                {
                    continue;
                }

                runs[1..].CopyTo(runs);
                runs[4] = x - start;
                if (row[start] == 0 && IsPattern(runs, out double module))
                {
                    Take(found, blackAndWhite, x - runs[4] - runs[3] - (runs[2] / 2.0), y, module);
                }

                start = x;
            }
        }

        return found;
    }

    private static void Take(List<FinderPattern> found, GreyPicture picture, double x, int y, double module)
    {
        if (found.Exists(known => Math.Abs(known.X - x) < 4 * known.Module && Math.Abs(known.Y - y) < 4 * known.Module))
        {
            return;
        }

        Span<int> runs = stackalloc int[5];
        int column = Math.Clamp((int)x, 0, picture.Width - 1);
        int top = y;
        int bottom = y;
        for (int i = 0; i < 3; i++)
        {
            byte color = i % 2 == 0 ? (byte)0 : (byte)255;
            int before = top;
            int after = bottom;
            while (top >= 0 && picture[column, top] == color)
            {
                top--;
            }

            while (bottom < picture.Height && picture[column, bottom] == color)
            {
                bottom++;
            }

            runs[2 - i] = i == 0 ? bottom - top - 1 : before - top;
            runs[2 + i] = i == 0 ? bottom - top - 1 : bottom - after;
        }

        if (IsPattern(runs, out double down) && Math.Abs(down - module) < 0.4 * module)
        {
            var pattern = new FinderPattern(x, (top + bottom) / 2.0, (module + down) / 2);
            if (HasRings(picture, pattern))
            {
                found.Add(pattern);
            }
        }
    }

    /// <summary>However it is turned: at 1.1 modules from the middle nearly all is dark, at 2.2 nearly all is light.</summary>
    private static bool HasRings(GreyPicture picture, FinderPattern pattern)
    {
        const int Directions = 16;
        int wrong = 0;
        for (int i = 0; i < Directions; i++)
        {
            (double sine, double cosine) = Math.SinCos(2 * Math.PI * i / Directions);
            wrong += IsColor(1.1, 0) ? 0 : 1;
            wrong += IsColor(2.2, 255) ? 0 : 1;

            bool IsColor(double radius, byte color)
            {
                int x = (int)(pattern.X + (cosine * radius * pattern.Module));
                int y = (int)(pattern.Y + (sine * radius * pattern.Module));
                return x >= 0 && y >= 0 && x < picture.Width && y < picture.Height && picture[x, y] == color;
            }
        }

        return wrong <= Directions / 4;
    }

    private static bool IsPattern(ReadOnlySpan<int> runs, out double module)
    {
        int sum = 0;
        foreach (int run in runs)
        {
            sum += run;
        }

        module = sum / 7.0;
        double tolerance = module * 0.5;
        return sum >= 7 && runs[0] > 0
            && Math.Abs(runs[0] - module) <= tolerance && Math.Abs(runs[1] - module) <= tolerance && Math.Abs(runs[2] - (3 * module)) <= 2 * tolerance
            && Math.Abs(runs[3] - module) <= tolerance && Math.Abs(runs[4] - module) <= tolerance;
    }
}

/// <summary>A finder pattern.</summary>
/// <param name="X">Its middle.</param>
/// <param name="Y">Its middle.</param>
/// <param name="Module">Width of a module in pixels.</param>
internal readonly record struct FinderPattern(double X, double Y, double Module);
