using System.Collections.Immutable;

namespace CaseTriage.Formats.Qr;

/// <summary>Measures a code that was seen and not read, and says what a person should do better.</summary>
internal static class UnreadCode
{
    private const double LeastModulePixels = 2;
    private const double LeastContrast = 0.22;
    private const double MostEdgeModules = 0.7;
    private const double MostGlare = 0.04;

    public static (QrMeasurement Measured, ImmutableArray<QrProblem> Problems) Examine(GreyPicture picture, PictureArea area)
    {
        GreyPicture part = picture.Crop(area);
        GreyPicture blackAndWhite = CodeTexture.ToBlackAndWhite(part);
        List<FinderPattern> finders = FinderPatterns.Find(blackAndWhite);
        AreaRuns runs = CodeTexture.Measure(blackAndWhite);

        // In a masked code a run is two modules long on average.
        double module = finders.Count > 0 ? finders.Select(finder => finder.Module).Order().ElementAt(finders.Count / 2) : Math.Min(runs.Across, runs.Down) / 2;
        (int dark, int light) = GreyLevels.Of(part.Pixels);
        double edge = EdgePixels(part, light - dark) / module;
        double glare = GlareShare(part, light, module);
        var measured = new QrMeasurement(Math.Min(3, finders.Count), Math.Round(module, 2), Math.Round((light - dark) / 255.0, 2), Math.Round(edge, 2), Math.Round(glare, 2));

        bool isSharp = edge <= MostEdgeModules || module < LeastModulePixels;
        bool isAtBorder = area.Left < module || area.Top < module || area.Right > picture.Width - module || area.Bottom > picture.Height - module;
        var problems = ImmutableArray.CreateBuilder<QrProblem>();
        AddIf(isAtBorder || (isSharp && finders.Count is 1 or 2), QrProblem.Cut);
        AddIf(module < LeastModulePixels, QrProblem.TooSmall);
        AddIf(glare > MostGlare, QrProblem.Glare);
        AddIf(measured.Contrast < LeastContrast, QrProblem.LowContrast);
        AddIf(!isSharp, QrProblem.Blur);
        AddIf(problems.Count == 0, finders.Count == 0 ? QrProblem.NoneFound : QrProblem.Damaged);
        return (measured, problems.ToImmutable());

        void AddIf(bool isSo, QrProblem problem)
        {
            if (isSo)
            {
                problems.Add(problem);
            }
        }
    }

    /// <summary>How many pixels it takes from dark to light where it goes fastest: the contrast by the mean of the steepest steps in rows.</summary>
    private static double EdgePixels(GreyPicture part, int contrast)
    {
        (long sum, int count) = (0, 0);
        for (int y = 0; y < part.Height; y++)
        {
            ReadOnlySpan<byte> row = part.Row(y);
            int steepest = 0;
            for (int x = 1; x < row.Length; x++)
            {
                int step = Math.Abs(row[x] - row[x - 1]);
                if (step >= steepest)
                {
                    steepest = step;
                }
                else if (steepest > contrast / 8 && step < steepest / 2)
                {
                    (sum, count, steepest) = (sum + steepest, count + 1, 0);
                }
            }
        }

        return count == 0 ? part.Width : Math.Max(1, contrast * (double)count / sum);
    }

    /// <summary>Squares of five modules without anything dark in them: a code has hardly any. Those at its edge are quiet zone, or a corner that is missing.</summary>
    private static double GlareShare(GreyPicture part, int light, double module)
    {
        int square = Math.Max(4, (int)(5 * module));
        (int columns, int rows, int bright) = (part.Width / square, part.Height / square, 0);
        for (int row = 1; row < rows - 1; row++)
        {
            for (int column = 1; column < columns - 1; column++)
            {
                byte darkest = 255;
                for (int y = row * square; y < (row + 1) * square; y++)
                {
                    foreach (byte grey in part.Row(y).Slice(column * square, square))
                    {
                        darkest = Math.Min(darkest, grey);
                    }
                }

                bright += darkest >= Math.Min(245, light - 10) ? 1 : 0;
            }
        }

        return bright / (double)Math.Max(1, columns * rows);
    }
}
